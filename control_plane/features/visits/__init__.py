"""Visits: support looks into a company for a limited time, with a reason that the company can read."""
