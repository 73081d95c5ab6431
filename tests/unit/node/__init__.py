"""The node agent in pure parts: rows, steps, spool, documents."""
