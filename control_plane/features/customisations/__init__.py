"""Customisations of companies: their extra fields, the bundles they come in, and which company has which."""
