"""Tests without a network, a database or an Asterisk: milliseconds each."""
