"""Permissions for developers to stand in one call of a company (ADR 0037)."""
