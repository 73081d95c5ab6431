"""What call logic can do to a real call: each part of the Call protocol, with real phones on a real Asterisk."""
