"""Lamps that Asterisk does not light by itself: switches, parking slots, and messages in mailboxes."""
