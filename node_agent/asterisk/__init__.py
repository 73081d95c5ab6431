"""The only place on the node that knows Asterisk and its words."""
