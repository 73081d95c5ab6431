"""What is on the wire stays on the wire: a change of these files is a change of the protocol."""
