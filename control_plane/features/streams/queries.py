"""Reading events in an order in which none is missed.

Numbers are given out when a row is written and seen when its transaction commits, so that a smaller one may appear
after a larger one. Transactions that are older than every one that still writes are finished; events of those, in the
order of transaction and number, can be told, and whatever comes later comes after them.
"""

from dataclasses import dataclass
from typing import Final, Self

from sqlalchemy import BigInteger, ColumnElement, Text, cast, func, or_, select, text, tuple_
from sqlalchemy.orm import Session

from control_plane.core.problems import Invalid
from control_plane.features.events.models import StoredEvent

AT_ONCE: Final = 200
_FINISHED: Final = text("xact < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")
_LARGEST: Final = 2**63


@dataclass(frozen=True, order=True)
class Place:
    """How far a stream has come: the `id` of its last event."""

    xact: int
    number: int

    @classmethod
    def read(cls, written: str) -> Self:
        """Raises Invalid for what is not ours."""
        parts = written.split("-")
        if len(parts) != 2 or not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in parts):
            raise Invalid.one("Last-Event-ID", "bad-place", "This is no id of ours; leave it out to begin now.")
        place = cls(*map(int, parts))
        if max(place.xact, place.number) >= _LARGEST:
            raise Invalid.one("Last-Event-ID", "bad-place", "This is no id of ours; leave it out to begin now.")
        return place

    def __str__(self) -> str:
        return f"{self.xact}-{self.number}"


def place_now(session: Session) -> Place:
    """Everything that is not finished yet will be told."""
    oldest = func.pg_snapshot_xmin(func.pg_current_snapshot())
    return Place(session.scalar(select(cast(cast(oldest, Text()), BigInteger))) or 0, 0)


def events_after(session: Session, company_id: str, place: Place, patterns: tuple[str, ...]) -> list[StoredEvent]:
    """The oldest first, at most `AT_ONCE`; `patterns` are topics or `noun.*`, none: all."""
    statement = select(StoredEvent).where(StoredEvent.company_id == company_id, _FINISHED)
    statement = statement.where(tuple_(StoredEvent.xact, StoredEvent.number) > (place.xact, place.number))
    if patterns:
        statement = statement.where(or_(*map(_fits, patterns)))
    return list(session.scalars(statement.order_by(StoredEvent.xact, StoredEvent.number).limit(AT_ONCE)))


def _fits(pattern: str) -> ColumnElement[bool]:
    if pattern.endswith(".*"):
        return StoredEvent.topic.startswith(pattern.removesuffix("*"), autoescape=True)
    return StoredEvent.topic == pattern
