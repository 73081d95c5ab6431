"""Tables of employees, without a database."""
