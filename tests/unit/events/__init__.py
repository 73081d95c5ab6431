"""Topics, the bus, and what the documentation says of them."""
