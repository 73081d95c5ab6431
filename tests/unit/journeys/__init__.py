"""Golden event streams: what really happened on the wire, and the journey that a person would tell."""
