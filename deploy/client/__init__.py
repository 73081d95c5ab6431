"""The generator of `carillon_client.generated`: from the API's description to typed Python, and to the options of the
command line (ADR 0048). `make client` runs it.
"""
