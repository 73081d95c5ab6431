"""Call logic as people meet it: no network, no Asterisk, milliseconds."""
