"""Who has a login for a company. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from typing import TypedDict, Unpack

from carillon_client.generated.values import Role
from carillon_client.lists import Collection
from carillon_client.things import Thing


class CompanyPerson(Thing):
    """Who has a login for a company."""

    _FIELDS = ("id", "login", "name", "role", "employee_id", "pending", "password")
    _KEY = "id"
    _NEW = frozenset(("login", "name", "role", "password", "employee_id"))
    _DEFAULTS = {"password": None, "employee_id": None}
    _CHANGE = frozenset(("name", "role", "employee_id"))

    id: str
    """Id. Only read."""
    login: str
    """What they sign in with. Cannot be changed afterwards."""
    name: str
    """Name. 1 to 100 characters."""
    role: Role
    """Role"""
    employee_id: str | None
    """The employee they are; supervisors and employees of a company need one"""
    pending: bool
    """Invited, and has not chosen a password yet. Only read."""
    password: str | None
    """null: the person is invited and chooses one. 12 to 200 characters. Cannot be changed afterwards."""


class NewCompanyPerson(TypedDict, total=False):
    """What `people.new()` takes."""

    login: str
    name: str
    role: Role
    password: str | None
    employee_id: str | None


class People(Collection[CompanyPerson]):
    """Who has a login for a company."""

    _THING = CompanyPerson
    _PATH = "people"
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewCompanyPerson]) -> CompanyPerson:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)
