"""Sounds of companies: uploaded, spoken by the built-in voice, played by the nodes."""
