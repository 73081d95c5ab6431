"""What outlives a call: calls made later, files and labels on their way to the control plane, agents' duty."""
