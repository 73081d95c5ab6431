"""Your imports, clones and templates in the making. Generated from the API's description by `make client`; do
not edit.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from carillon_client.connection import Content, place
from carillon_client.generated.values import FindingOut, Kind
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader


class ImportWish(Value):
    """ImportWish"""

    company: str
    """Readable name in addresses: lower-case letters, digits and hyphens"""
    name: str | None = None
    """null: as it was. 1 to 100 characters."""
    numbers: dict[str, str] | None = None
    """New public numbers by the ones in the archive"""
    leave_out_taken: bool = False
    """Leave out numbers that somebody has, and shared lines that are not to be had here. Default: False."""
    leave_out: list[Kind] | None = None
    """Kinds of object that stay behind, and all that cannot be without them. At most 30 of them."""
    without_customisation: bool = False
    """Leave the customisation and its extra fields out. Default: False."""
    passphrase: str | None = None
    """What the passwords were encrypted with. At most 200 characters."""


class ToldOut(Value):
    """ToldOut"""

    what: str
    """What"""
    object: str
    """Object"""
    name: str
    """Name"""
    value: str
    """Value"""


class ArchiveJob(Thing):
    """Your imports, clones and templates in the making."""

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
        "told",
    )
    _KEY = "id"

    id: str
    """Id"""
    work: Literal["export", "check", "import", "clone", "template", "build"]
    """Work"""
    state: Literal["waiting", "working", "done", "refused", "failed", "uploaded"]
    """State"""
    company: str
    """Company"""
    by: str
    """By"""
    created_at: datetime
    """Created at"""
    expires_at: datetime
    """Then the work and its file are forgotten"""
    step: str
    """Step"""
    done: int
    """Done"""
    total: int
    """Total"""
    problem: str
    """Problem"""
    findings: list[FindingOut]
    """Findings"""
    outcome: dict[str, Any]
    """What has come of it, such as company, version and counts"""
    bytes: int
    """Bytes"""
    sha256: str
    """Sha256"""
    told: list[ToldOut]
    """New logins, passwords and PINs, and what was left out"""

    def upload_archive(self, content: Content, *, content_type: str = "application/octet-stream") -> None:
        """Upload an archive under an id of your choice: the body is the file."""
        self._act("PUT", place(), None, content=content, content_type=content_type)

    def check_import(self, wish: ImportWish) -> None:
        """Dry run: hold an uploaded archive against a place and list every fault."""
        self._act("POST", place("check"), None, body=plain(reader(ImportWish), wish))

    def import_company(self, wish: ImportWish) -> None:
        """Make a company of an uploaded archive; with a fault nothing is written."""
        self._act("POST", place("import"), None, body=plain(reader(ImportWish), wish))


class ArchiveJobs(Listing[ArchiveJob]):
    """Your imports, clones and templates in the making."""

    _THING = ArchiveJob
    _PATH = "archive-jobs"
