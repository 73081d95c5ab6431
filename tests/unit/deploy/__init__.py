"""Set-up, ports, secrets, keeping processes: what the commands decide, without engines."""
