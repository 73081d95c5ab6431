"""The command line: each command is one file of `deploy.commands`, imported when it is called."""

import ast
import importlib
import signal
from pathlib import Path
from typing import Any

import click

from carillon_client.cli import main as client
from carillon_client.cli.accounts import Account

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


def running() -> Account | None:
    """The Carillon of this machine, as its operator: what `./carillon` means where nobody says otherwise."""
    from deploy.api import account  # noqa: PLC0415 (help must not wait for it)

    return account()


class Lazy(client.Commands):
    """First the commands of the stack, in the order of `COMMANDS`, then those of every Carillon.

    A broken one does not keep the others from working.
    """

    sources = (running,)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [*COMMANDS, *(name for name in client.names() if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return client.command(cmd_name)
        module = COMMANDS[cmd_name]
        command: Any = getattr(importlib.import_module(f"deploy.commands.{module}"), module)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("This machine"):
            formatter.write_dl([(name, first_line(module)) for name, module in COMMANDS.items()])
        super().format_commands(ctx, formatter)


def first_line(module: str) -> str:
    """What the command of this name says of itself, read without importing it: that would take a second for all."""
    tree = ast.parse((Path(__file__).parent / "commands" / f"{module}.py").read_text(encoding="utf-8"))
    docs = [ast.get_docstring(each) for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == module]
    return click.Command(module, help=docs[0] if docs else None).get_short_help_str(100)


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Carillon on one machine: start it, try it, test it; and all that its API can do."""
    # A polite end: SIGTERM and a closed terminal take the same way out as Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
