"""Coming in: who tries, how often, with what, and how long it lasts."""
