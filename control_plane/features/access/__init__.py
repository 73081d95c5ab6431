"""Who may enter: users, sessions, tokens."""
