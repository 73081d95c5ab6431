"""Telephony nodes: registry, reports, deliveries."""
