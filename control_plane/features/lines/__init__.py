"""Provider lines."""
