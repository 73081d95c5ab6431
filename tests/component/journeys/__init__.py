"""Facts into journeys, in a real PostgreSQL with the real migrations."""
