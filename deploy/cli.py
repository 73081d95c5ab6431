"""The command line: each command is one file of `deploy.commands`, imported when it is called."""

import importlib
import signal
from typing import Any

import click

# Name → module of deploy.commands; the command object there has the same name as the module.
COMMANDS = {
    "up": "up",
    "down": "down",
    "status": "status",
    "reset": "reset",
    "logs": "logs",
    "demo": "demo",
    "new": "new",
    "simulate": "simulate",
    "replay": "replay",
    "debug": "debug",
    "coverage": "coverage",
    "customisation": "customisation",
    "run": "run",
    "test": "test",
    "check": "check",
    "bench": "bench",
    "build": "build",
    "image": "image",
    "config": "config",
    "peer": "peer",
}


class Lazy(click.Group):
    """Commands appear in the order of `COMMANDS`; a broken one does not keep the others from working."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = COMMANDS[cmd_name]
        command: Any = getattr(importlib.import_module(f"deploy.commands.{module}"), module)
        assert isinstance(command, click.Command)
        return command


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Carillon on one machine: start it, try it, test it."""
    # A polite end: SIGTERM and a closed terminal take the same way out as Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
