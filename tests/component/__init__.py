"""Parts of the product together with their real engines: PostgreSQL, Valkey."""
