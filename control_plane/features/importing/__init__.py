"""Many employees at once: from a program or from somebody's table, tried first, and out again as a table."""
