"""People: who has a login for a company, a reseller or the platform, and with which role."""
