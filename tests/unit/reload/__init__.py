"""Call logic whose code is saved while it serves."""
