"""Building, naming and verifying images, with a few files in the place of Debian."""
