"""The commands, by name; each is made when it is called or its help is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import click

from carillon_client.cli.accounts import Source
from carillon_client.cli.description import Json, description, kinds
from carillon_client.cli.session import Session

BY_HAND = {
    "login": ("account_commands", "login", "Keep an address and a token."),
    "logout": ("account_commands", "logout", "Forget the address and the token."),
    "whoami": ("account_commands", "whoami", "Whose Carillon this is, and as whom you are seen there."),
    "completion": ("completion", "completion", "Print what completes words in a shell."),
}
"""Name → module, command there, and a line of help that does not import it."""


class Commands(click.Group):
    """`sources` say where an account may come from beside the environment and `login`."""

    sources: Sequence[Source] = ()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return command(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Without making the commands: the description has a line for each."""
        with formatter.section("Account"):
            formatter.write_dl([(name, text) for name, (*_, text) in BY_HAND.items()])
        with formatter.section("What there is"):
            formatter.write_dl([(path, each["summary"]) for path, each in sorted(kinds().items())])
        with formatter.section("More"):
            formatter.write_dl(list(more().items()))

    def invoke(self, ctx: click.Context) -> Any:
        ctx.obj = ctx.obj if isinstance(ctx.obj, Session) else Session(*self.sources)
        return super().invoke(ctx)


def more() -> dict[str, str]:
    """Commands that belong to no kind, with a line of help each. What is applied goes through a draft."""
    applies = {"apply": "Make a company what a document (JSON, YAML) says."} if "drafts" in kinds() else {}
    return applies | {_dashed(each): each["summary"] for each in description()["actions"]["root"]}


def names() -> list[str]:
    """Of all commands."""
    return [*BY_HAND, *sorted(kinds()), *more()]


def command(name: str) -> click.Command | None:
    """None for a name that nothing has."""
    if name in BY_HAND:
        module, attribute, _ = BY_HAND[name]
        return _made(getattr(_module(module), attribute))
    if name == "calls":
        return _made(_module("calls").group())
    if name in kinds():
        return _made(_module("kinds").group_of(name))
    if name == "apply" and name in more():
        return _made(_module("apply").command())
    for action in description()["actions"]["root"]:
        if _dashed(action) == name:
            return _made(_module("actions").action_command("", None, action, on_one=False))
    return None


def _module(name: str) -> Any:
    return importlib.import_module(f"carillon_client.cli.{name}")


def _made(command: Any) -> click.Command:
    assert isinstance(command, click.Command)
    return command


def _dashed(action: Json) -> str:
    return str(action["name"]).replace("_", "-")


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def main() -> None:
    """Carillon over its API.

    Sign in with `carillon login`, or set CARILLON_URL and CARILLON_TOKEN; choose a company with --company or
    CARILLON_COMPANY. With --json nothing but JSON is on stdout. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not
    signed in or not allowed, 4 no answer, 5 kept and not live yet.
    """
