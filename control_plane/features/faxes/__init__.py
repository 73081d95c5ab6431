"""Faxes that came in: turned into PDF and mailed."""
