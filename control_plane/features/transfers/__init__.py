"""Files between nodes and the control plane, in both directions."""
