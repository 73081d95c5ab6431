"""`./carillon new`: a beginning that works."""

import click

from deploy import paths, screen
from deploy.new_customisation import create


@click.group()
def new() -> None:
    """Begin something of your own."""


@new.command("customisation")
@click.argument("name")
def customisation(name: str) -> None:
    """A folder in tenants/custom with an example, its test and a page about it."""
    folder = create(name, paths.REPOSITORY / "tenants" / "custom")
    shown = folder.relative_to(paths.REPOSITORY)
    screen.say(f"{shown} is ready: README.md says what is where.")
    screen.say(f"Try it: .carillon/venv/bin/python -m pytest {shown}")
