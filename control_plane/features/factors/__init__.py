"""The second factor: one-time codes from an app, recovery codes on paper, passkeys."""
