"""All changes, newest first. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, cast

from pydantic import Field

from carillon_client.connection import place
from carillon_client.generated.values import AckState, ChangeOut, ObjectDifferenceOut, ObstacleOut, WarningOut
from carillon_client.lists import Listing
from carillon_client.things import Thing
from carillon_client.values import Value, plain, reader
from carillon_client.waiting import LiveVersions


class ComparisonOut(Value):
    """What was different in version `to`, seen from version `from`."""

    from_: int = Field(alias="from")
    """From"""
    to: int
    """To"""
    objects: list[ObjectDifferenceOut]
    """Objects"""


class DeliveryOut(Value):
    """DeliveryOut"""

    node: str
    """Node"""
    state: AckState | None
    """State"""
    live_at: datetime | None
    """Live at"""
    seconds: float | None
    """From the change to the first call that sees it"""
    reason: str
    """Why the node refuses it"""
    attempts: int
    """How often it was sent since the newest change"""
    next_try_at: datetime | None
    """When it is sent again; null when the node has it"""
    alarmed_at: datetime | None
    """When the operator was told that the node lags"""


class RevertPreview(Value):
    """What would change, and what stands in the way. Nothing is changed."""

    objects: list[ObjectDifferenceOut]
    """Objects"""
    obstacles: list[ObstacleOut]
    """Obstacles"""
    warnings: list[WarningOut]
    """Warnings"""


class RevertWish(Value):
    """RevertWish"""

    reason: str = ""
    """Why; kept with the version. At most 500 characters."""


class Reverted(Value):
    """Reverted"""

    change: ChangeOut
    """Change"""


class Version(Thing):
    """All changes, newest first."""

    _FIELDS = (
        "number",
        "at",
        "author",
        "summary",
        "reason",
        "state",
        "seconds",
        "deliveries",
        "warnings",
        "puts",
        "removes",
        "state_hash",
    )
    _KEY = "number"

    number: int
    """Number"""
    at: datetime
    """At"""
    author: str
    """Author"""
    summary: str
    """Summary"""
    reason: str
    """Why, in the author's words; header Change-Reason of the change"""
    state: Literal["live", "publishing", "refused"]
    """live: in force on every node"""
    seconds: float | None
    """Until the last node; null while publishing"""
    deliveries: list[DeliveryOut]
    """Deliveries"""
    warnings: list[WarningOut]
    """What the author was told to look at, and accepted"""
    puts: list[dict[str, Any]]
    """Objects as they became, without digests of passwords"""
    removes: list[dict[str, Any]]
    """Removes"""
    state_hash: str
    """State hash"""

    def preview_restore(self) -> RevertPreview:
        """What going back to this version would do."""
        return cast(RevertPreview, self._act("GET", place("restore"), RevertPreview))

    def restore(self, wish: RevertWish) -> Reverted:
        """Go back to this version; passwords, calls and files stay."""
        return cast(Reverted, self._act("POST", place("restore"), Reverted, body=plain(reader(RevertWish), wish)))

    def preview_undo(self) -> RevertPreview:
        """What undoing this change would do."""
        return cast(RevertPreview, self._act("GET", place("undo"), RevertPreview))

    def undo_change(self, wish: RevertWish) -> Reverted:
        """Undo this change; refused when somebody has changed the same since."""
        return cast(Reverted, self._act("POST", place("undo"), Reverted, body=plain(reader(RevertWish), wish)))


class Versions(LiveVersions[Version], Listing[Version]):
    """All changes, newest first."""

    _THING = Version
    _PATH = "versions"

    def compare(
        self, *, from_: int | None = None, to: int | None = None, language: Literal["en", "ru"] | None = None
    ) -> ComparisonOut:
        """What differs between two versions, in words. `from`: 0: before there was anything. `language`: Of
        the words; null: as Accept-Language asks.
        """
        return cast(
            ComparisonOut,
            self._act("GET", place("compare"), ComparisonOut, query={"from": from_, "to": to, "language": language}),
        )
