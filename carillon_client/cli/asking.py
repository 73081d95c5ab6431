"""What all commands share: `--json`, `--company`, `--wait`, keys that complete, and errors told in one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from carillon_client.cli import screen
from carillon_client.cli.failures import told
from carillon_client.cli.session import Session, session

COMPLETED = 50


class Ask(click.Command):
    """A command whose refusals are told in one way."""

    def invoke(self, ctx: click.Context) -> Any:
        with told():
            return super().invoke(ctx)


def json_option() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help="For programs: nothing but JSON on stdout.")


def company_option() -> click.Option:
    return click.Option(
        ["--company", "-c"],
        metavar="ID",
        shell_complete=completes("companies"),
        help="Whose; else CARILLON_COMPANY, the one of `login`, or the only one that you see.",
    )


def wait_options() -> list[click.Parameter]:
    seconds = click.Option(
        ["--wait-up-to"], type=float, metavar="SECONDS", default=30.0, show_default=True, help="How long at most."
    )
    return [click.Option(["--wait"], is_flag=True, help="Until the change is live on every node."), seconds]


def key_argument(path: str, name: str) -> click.Argument:
    """A number, name or id; completes from the API."""
    return click.Argument(["key"], metavar=name.upper(), shell_complete=completes(path))


def completes(path: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Words that begin as typed, with names beside them; nothing where the API cannot be asked."""

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            with_session = ctx.find_object(Session) or Session(*_sources(ctx))
            return _words(with_session, path, ctx.params.get("company"), begun)
        except Exception:  # noqa: BLE001 (a shell that completes words shows no errors)
            return []

    return complete


def _sources(ctx: click.Context) -> Sequence[Any]:
    """Of the group at the top: while words are completed nothing has been called."""
    return getattr(ctx.find_root().command, "sources", ())


def _words(with_session: Session, path: str, company: str | None, begun: str) -> list[CompletionItem]:
    from carillon_client.cli.description import kinds

    kind = kinds()[path]
    owner = with_session.company(company) if kind["within"] == "company" else None
    listing = with_session.listing(path, owner)
    found: list[CompletionItem] = []
    for thing in listing._walk({"search": begun} if begun and "search" in listing._FOUND_BY.values() else {}):
        names = [str(thing._read[each]) for each in (*kind["names"], kind["key"]) if thing._read.get(each)]
        word = next((each for each in names if each.startswith(begun)), None)
        if word:
            found.append(CompletionItem(word, help=" ".join(each for each in names[:2] if each != word)))
        if len(found) >= COMPLETED:
            break
    return found


def changed(with_session: Session, company: str | None, data: Any, params: dict[str, Any]) -> None:
    """Tell what a change became, and wait until it is live when that was asked for."""
    change = data.get("change") if isinstance(data, dict) else None
    if not params.get("as_json"):
        for warning in (change or {}).get("warnings", ()):
            screen.note(f"Warning: {warning.get('text', warning)}")
    if not change or company is None:
        return
    if not params.get("wait"):
        screen.note(f"Version {change['version']}, {change['state']}.") if not params.get("as_json") else None
        return
    version = _wait(with_session, company, change["version"], params["wait_up_to"])
    change["state"] = version["state"]
    if not params.get("as_json"):
        screen.note(
            f"Version {version['number']} is live on {len(version['deliveries'])} nodes after {version['seconds']} s."
        )


def _wait(with_session: Session, company: str, number: int, seconds: float) -> dict[str, Any]:
    from carillon_client.waiting import wait_live

    with screen.progress(f"Version {number} goes to the nodes …") as say:

        def tell(version: dict[str, Any]) -> None:
            live = sum(each["state"] == "live" for each in version["deliveries"])
            say(f"Version {number} is live on {live} of {len(version['deliveries'])} nodes …")

        return wait_live(with_session.connection, company, number, seconds, told=tell)


def here() -> Session:
    """The session of the command that runs."""
    return session()
