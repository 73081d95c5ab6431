"""Customers' code in processes of its own: what it can do, and what it cannot."""
