"""Drives tenants.calls over real channels: who calls, what the company looks like now, what was decided."""
