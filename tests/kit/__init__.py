"""Pieces that tests are built from: a node with a real Asterisk, real phones, and what a person would notice."""
