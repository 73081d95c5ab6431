"""Versions, audit, outbox, and how far a change has come."""
