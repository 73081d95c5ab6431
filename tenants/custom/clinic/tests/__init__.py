"""What the clinic's customisation promises."""
