"""Customisations: descendants that answer for originals."""
