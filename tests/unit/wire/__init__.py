"""Envelopes: what a hostile courier can try."""
