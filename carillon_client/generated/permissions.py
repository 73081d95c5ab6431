"""Each permission, by name. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from carillon_client.generated.values import CallType
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Permission(Thing):
    """Permission"""

    _FIELDS = ("id", "name", "types", "allowed", "denied")
    _KEY = "id"
    _NEW = frozenset(("name", "types", "allowed", "denied"))
    _DEFAULTS = {"types": ["local", "national", "mobile", "toll-free"], "allowed": [], "denied": []}
    _CHANGE = frozenset(("name", "types", "allowed", "denied"))

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    types: list[CallType]
    """International and premium numbers are off until somebody turns them on. At most 6 of them. Default:
    ['local', 'national', 'mobile', 'toll-free'].
    """
    allowed: list[str]
    """Exceptions; the longest prefix of `allowed` and `denied` wins over `types`. At most 200 of them."""
    denied: list[str]
    """Denied. At most 200 of them."""


class NewPermission(TypedDict, total=False):
    """What `permissions.new()` takes."""

    name: str
    types: list[CallType]
    allowed: list[str]
    denied: list[str]


class Permissions(Collection[Permission]):
    """Each permission, by name."""

    _THING = Permission
    _PATH = "permissions"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewPermission]) -> Permission:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["name", "-name", "created_at", "-created_at"] | None = None,
        fields: list[Literal["id", "name", "types", "allowed", "denied"]] | None = None,
        search: str | None = None,
    ) -> Iterator[Permission]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
