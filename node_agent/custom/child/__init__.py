"""The side that runs customers' code, without network, files, further processes, or other companies' secrets."""
