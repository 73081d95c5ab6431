"""Calls that work, with real SIP phones against the real Asterisk and everything around it."""
