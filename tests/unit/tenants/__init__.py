"""The documents: shapes of text, numbers, and the state hash."""
