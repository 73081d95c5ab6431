"""Archives of companies: their form, without a database."""
