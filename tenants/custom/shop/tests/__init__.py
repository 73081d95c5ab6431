"""What the shop's customisation promises."""
