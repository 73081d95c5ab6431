"""The three generations of dialplan, measured side by side: see node_agent/asterisk/generations."""
