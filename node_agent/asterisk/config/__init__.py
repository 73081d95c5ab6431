"""What Asterisk reads when it starts: the image's base files, overlaid with this node's own."""
