"""Their phones and the secrets of these."""
