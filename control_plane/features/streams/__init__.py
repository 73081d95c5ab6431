"""What happens in a company, told while it happens, to programs that keep a connection open."""
