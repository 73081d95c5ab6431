"""Listening: links that let a browser play one file for a little while."""
