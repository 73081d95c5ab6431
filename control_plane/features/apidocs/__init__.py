"""The API, described for people."""
