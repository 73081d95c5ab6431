"""The objects of companies, whichever table holds them."""
