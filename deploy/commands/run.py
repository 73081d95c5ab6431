import os

import click

from deploy import environment
from deploy.instance import load
from deploy.paths import UP


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def run(command: tuple[str, ...]) -> None:
    """Run COMMAND with the settings of this Carillon, e.g. `run python -m control_plane config-check`."""
    settings = environment.of(load(UP))
    os.environ["PATH"] = settings["PATH"]
    os.execvpe(command[0], command, settings)  # noqa: S606
