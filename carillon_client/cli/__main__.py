"""`python -m carillon_client.cli` is `carillon`."""

from carillon_client.cli.main import main

main(prog_name="carillon")
