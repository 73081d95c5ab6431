"""What the taxi's customisation promises."""
