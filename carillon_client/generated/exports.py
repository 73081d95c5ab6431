"""The company's newest exports. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypedDict, Unpack, cast

from carillon_client.connection import place
from carillon_client.generated.values import FindingOut, LinkOut
from carillon_client.lists import Collection
from carillon_client.things import Thing


class Export(Thing):
    """The company's newest exports."""

    _FIELDS = (
        "id",
        "work",
        "state",
        "company",
        "by",
        "created_at",
        "expires_at",
        "step",
        "done",
        "total",
        "problem",
        "findings",
        "outcome",
        "bytes",
        "sha256",
        "files",
        "history",
        "passphrase",
    )
    _KEY = "id"
    _NEW = frozenset(("files", "history", "passphrase"))
    _DEFAULTS = {"files": [], "history": False, "passphrase": None}

    id: str
    """Id. Only read."""
    work: Literal["export", "check", "import", "clone", "template", "build"]
    """Work. Only read."""
    state: Literal["waiting", "working", "done", "refused", "failed", "uploaded"]
    """State. Only read."""
    company: str
    """Company. Only read."""
    by: str
    """By. Only read."""
    created_at: datetime
    """Created at. Only read."""
    expires_at: datetime
    """Then the work and its file are forgotten. Only read."""
    step: str
    """Step. Only read."""
    done: int
    """Done. Only read."""
    total: int
    """Total. Only read."""
    problem: str
    """Problem. Only read."""
    findings: list[FindingOut]
    """Findings. Only read."""
    outcome: dict[str, Any]
    """What has come of it, such as company, version and counts. Only read."""
    bytes: int
    """Bytes. Only read."""
    sha256: str
    """Sha256. Only read."""
    files: list[Literal["recording", "message", "fax"]]
    """Which files go along. At most 3 of them."""
    history: bool
    """Versions, audit and calls, to be read and not to be imported. Default: False."""
    passphrase: str | None
    """Encrypts the passwords in the archive; null: they are not in it, and new ones are made. 12 to 200
    characters.
    """

    def link(self) -> LinkOut:
        """A link to fetch the archive with, good for a quarter of an hour."""
        return cast(LinkOut, self._act("POST", place("link"), LinkOut))


class NewExport(TypedDict, total=False):
    """What `exports.new()` takes."""

    files: list[Literal["recording", "message", "fax"]]
    history: bool
    passphrase: str | None


class Exports(Collection[Export]):
    """The company's newest exports."""

    _THING = Export
    _PATH = "exports"
    _PAGED = False

    def new(self, **fields: Unpack[NewExport]) -> Export:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)
