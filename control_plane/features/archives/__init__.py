"""A company as one file: taken out, checked, brought in elsewhere, cloned, and kept as a template."""
