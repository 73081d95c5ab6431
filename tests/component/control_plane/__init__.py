"""The control plane through its own door, HTTP, with a real database and queue."""
