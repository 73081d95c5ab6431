"""Changes that are prepared together, looked at, and published as one version: at once, or at a time."""
