"""Recordings of calls: kept as long as the company wants, heard by its people alone."""
