"""Phones by login. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from carillon_client.connection import place
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Phone(Thing):
    """Phones by login."""

    _FIELDS = ("id", "employee_id", "label", "login", "custom", "password", "server")
    _KEY = "id"
    _NEW = frozenset(("label", "custom", "employee_id"))
    _DEFAULTS = {"label": "Desk", "custom": {}}
    _CHANGE = frozenset(("label", "custom"))

    id: str
    """Id. Only read."""
    employee_id: str
    """Employee id. Cannot be changed afterwards."""
    label: str
    """Label. 1 to 100 characters. Default: 'Desk'."""
    login: str
    """Login. Only read."""
    custom: dict[str, Any]
    """Extra fields of the company's customisation, by name"""
    password: str
    """Password. Only read."""
    server: str
    """Host and port. Only read."""

    def renew_password(self) -> None:
        """A new password, shown this once."""
        self._act("POST", place("password"), None)


class NewPhone(TypedDict, total=False):
    """What `phones.new()` takes."""

    label: str
    custom: dict[str, Any]
    employee_id: str


class Phones(Collection[Phone]):
    """Phones by login."""

    _THING = Phone
    _PATH = "phones"

    def new(self, **fields: Unpack[NewPhone]) -> Phone:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["login", "-login", "label", "-label"] | None = None,
        fields: list[Literal["id", "employee_id", "label", "login", "custom"]] | None = None,
        search: str | None = None,
        employee_id: str | None = None,
    ) -> Iterator[Phone]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of label or login. `employee_id`: Of this employee
        only.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search, "employee_id": employee_id})
