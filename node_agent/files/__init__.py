"""Files of a node: what it made and sends to the control plane, what it plays and fetches from there."""
