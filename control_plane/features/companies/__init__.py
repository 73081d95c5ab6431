"""Companies (tenants)."""
