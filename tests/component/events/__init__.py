"""Events from where they happen to listeners and webhooks, with a real database, queue and receiver."""
