"""Undoing one change, and going back to how a company was: each a new version, with a reason."""
