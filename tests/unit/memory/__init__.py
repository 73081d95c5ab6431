"""What the node remembers between calls."""
