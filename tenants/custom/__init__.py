"""Customisations that come with the release: one folder for each customer or trade, examples first."""
