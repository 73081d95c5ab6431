"""Coming in: attempts, sessions, second factors, links by mail, passkeys, single sign-on."""
