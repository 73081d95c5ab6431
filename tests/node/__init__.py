"""The node agent together with a real Asterisk and real engines."""
