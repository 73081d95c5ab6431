"""API tokens: made by their person, narrowed by scopes, addresses and time, and revoked."""
