"""What a command works with: the account, the connection, the company that is meant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from carillon_client.cli.accounts import COMPANY, Account, Source, find
from carillon_client.cli.description import kinds

if TYPE_CHECKING:
    from carillon_client.connection import Connection
    from carillon_client.lists import Listing
    from carillon_client.things import Thing

SIGN_IN = "Run `carillon login`, or set CARILLON_URL and CARILLON_TOKEN."


class NoAccount(click.ClickException):
    """Nobody said whose Carillon."""

    exit_code = 3


class Session:
    """One for each run. `sources` say where else an account may come from, such as the stack of this machine."""

    def __init__(self, *sources: Source, connection: Connection | None = None) -> None:
        self._sources = sources
        if connection is not None:
            self.connection = connection

    @cached_property
    def account(self) -> Account:
        """Raises NoAccount."""
        try:
            found = find(*self._sources)
        except ValueError as problem:
            raise NoAccount(str(problem)) from None
        if found is None:
            raise NoAccount(f"You are not signed in. {SIGN_IN}")
        return found

    @cached_property
    def connection(self) -> Connection:
        from carillon_client.connection import Connection

        return Connection(self.account.url, self.account.token)

    def company(self, named: str | None) -> str:
        """`named`, the account's, or the only one that may be seen. Raises UsageError."""
        if chosen := named or self._default_company():
            return chosen
        seen = self.connection.ask("GET", "companies", query={"limit": 2}).data["items"]
        if len(seen) == 1:
            return str(seen[0]["id"])
        raise click.UsageError(
            f"Which company? Say --company ID, or set {COMPANY}; `carillon companies list` shows them."
        )

    def _default_company(self) -> str | None:
        if "connection" in vars(self) and "account" not in vars(self):
            return os.environ.get(COMPANY)
        return self.account.company

    def listing(self, path: str, company: str | None) -> Listing[Thing]:
        """The list of one kind; `company` is an id."""
        from carillon_client.lists import Listing
        from carillon_client.things import Thing

        kind: Mapping[str, Any] = kinds()[path]
        thing = type(kind["name"], (Thing,), {"_KEY": kind["key"], "_OWNS": path == "companies"})
        about = {"_THING": thing, "_PATH": path, "_PAGED": kind["paged"], "_ONE": kind["one"]}
        about |= {"_NAMES": tuple(kind["names"]), "_FOUND_BY": kind["found_by"]}
        made: type[Listing[Thing]] = type(path, (Listing,), about)
        return made(self.connection, company)


def session() -> Session:
    """Of the command that runs."""
    found = click.get_current_context().find_object(Session)
    assert found is not None, "main() makes it"
    return found
