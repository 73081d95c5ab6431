"""Asterisk's event log (CEL): one JSON object per line, written by Asterisk itself."""
