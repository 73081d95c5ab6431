"""The server that Asterisk asks what to do with a call, also with hostile and broken clients."""
