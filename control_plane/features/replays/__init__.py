"""Yesterday's call on tomorrow's configuration: what was decided then, and what would be decided now."""
