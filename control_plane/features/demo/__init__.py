"""The demo company of `./carillon up`."""
