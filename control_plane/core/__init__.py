"""Mechanisms without features: database, context, problems, policy, secrets, paging, idempotency."""
