"""Short codes: what happens when somebody dials one. One file for each group of services."""
