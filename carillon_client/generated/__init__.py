"""Generated from the API's description by `make client`; do not edit."""
