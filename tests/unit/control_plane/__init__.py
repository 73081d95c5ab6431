"""What the control plane decides without engines."""
