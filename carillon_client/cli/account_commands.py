"""`carillon login`, `logout`, `whoami`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from carillon_client.cli import accounts, screen
from carillon_client.cli.asking import Ask, here, json_option

if TYPE_CHECKING:
    from carillon_client.connection import Connection


@click.command(cls=Ask)
@click.option("--url", prompt="Address", metavar="URL", help="Such as https://pbx.example.com.")
@click.option("--company", "-c", metavar="ID", help="The company that is meant where none is named.")
def login(url: str, company: str | None) -> None:
    """Keep an address and a token. The token is asked for, or read from stdin: it never stands on a command line."""
    token = click.prompt("Token", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not token:
        raise click.UsageError("A token is needed: type it, or send it on stdin.")
    from carillon_client.connection import Connection

    connection = Connection(url, token)
    seen = _seen(connection)
    if company is not None and company not in [each["id"] for each in seen]:
        connection.ask("GET", f"companies/{company}")
    file = accounts.keep(accounts.Account(connection.url, token, company))
    screen.note(f"Signed in at {connection.url}; you see {_companies(seen)}. Kept in {file}.")


@click.command(cls=Ask)
def logout() -> None:
    """Forget the address and the token. The token stays valid: revoke it in the portal if somebody else may have it."""
    screen.note("Forgotten." if accounts.forget() else "There was nothing to forget.")


@click.command(cls=Ask, params=[json_option()])
def whoami(as_json: bool) -> None:
    """Whose Carillon this is, and as whom you are seen there."""
    from carillon_client.problems import NotFound

    with_session = here()
    account, connection = with_session.account, with_session.connection
    try:
        me: dict[str, Any] = connection.ask("GET", "me").data
    except NotFound:
        # An older server does not tell; what is seen says enough.
        me = {}
    seen = _seen(connection)
    said = {"url": connection.url, "source": account.source, "company": account.company, **me}
    said["companies"] = [each["id"] for each in seen]
    screen.as_json(said) if as_json else screen.fields(said)


def _seen(connection: Connection) -> list[dict[str, Any]]:
    """The companies; none for a token that may not list them, and is a good one all the same. Raises NotSignedIn."""
    from carillon_client.problems import Forbidden

    try:
        found: list[dict[str, Any]] = connection.ask("GET", "companies", query={"limit": 500}).data["items"]
    except Forbidden:
        return []
    return found


def _companies(seen: list[dict[str, Any]]) -> str:
    names = ", ".join(each["id"] for each in seen[:5])
    return f"{len(seen)} companies ({names}{', …' if len(seen) > 5 else ''})" if seen else "no company"
