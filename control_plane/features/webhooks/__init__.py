"""Webhooks: events told to a company's own programs over HTTPS, signed, in order, at least once."""
