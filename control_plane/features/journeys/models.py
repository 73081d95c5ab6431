"""Facts as nodes sent them, and the journeys that are folded from them and can be thrown away."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.features.journeys.draft import Direction, Participant, Result, State, Step


def _words(kind: type[StrEnum]) -> Enum:
    """Stored as the word itself with a check, so that a new word is one migration without a new database type."""
    return Enum(
        kind, native_enum=False, create_constraint=True, length=16, values_callable=lambda k: [m.value for m in k]
    )


class StoredFact(Base):
    """One fact. The node stands in the key, so that no node can take another's place."""

    __tablename__ = "facts"
    __table_args__ = (
        Index(None, "call"),
        Index(None, "company_id", "at"),
        Index("ix_facts_leg", "node", "leg", postgresql_where=text("leg IS NOT NULL")),
    )

    node: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    call: Mapped[str]
    company_id: Mapped[str | None] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"))
    """None: the event did not tell; the call's other facts do."""
    at: Mapped[datetime]
    kind: Mapped[str]
    leg: Mapped[str | None]
    """Calls of one node that share a leg are one conversation; see `conversation`."""
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """`{fact, employee?}`: the fact as sent, and the employee whose phone it was at that time (`{id, name}`)."""


class Journey(Base):
    """One conversation as a person would tell it; see `fold.fold` for the meaning of each column."""

    __tablename__ = "journeys"
    __table_args__ = (
        Index("ix_journeys_newest", "company_id", "started_at", "id"),
        Index("ix_journeys_caller", "company_id", "caller_employee_id", "started_at"),
        Index("ix_journeys_callee", "company_id", "callee_employee_id", "started_at"),
        Index("ix_journeys_calls", "calls", postgresql_using="gin"),
        Index("ix_journeys_open", "started_at", postgresql_where=text("state = 'open'")),
    )

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    """A UUIDv5 of `call`: the same after a rebuild, so links stay good."""
    call: Mapped[str] = mapped_column(unique=True)
    calls: Mapped[list[str]] = mapped_column(ARRAY(String))
    """All calls that became this conversation: what belongs to any of them (a recording, a message) belongs here."""
    state: Mapped[State] = mapped_column(_words(State))
    direction: Mapped[Direction] = mapped_column(_words(Direction))
    result: Mapped[Result | None] = mapped_column(_words(Result))
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    caller_number: Mapped[str]
    caller_name: Mapped[str]
    caller_employee_id: Mapped[str | None]
    dialled: Mapped[str]
    callee_name: Mapped[str]
    callee_employee_id: Mapped[str | None]
    waiting_seconds: Mapped[float]
    talking_seconds: Mapped[float]
    label: Mapped[str]
    participants: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    story: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The story, typed."""
        return tuple(Step(**{**step, "at": datetime.fromisoformat(step["at"])}) for step in self.story)

    @property
    def people(self) -> tuple[Participant, ...]:
        """The participants, typed."""
        return tuple(Participant(**{**each, "answered_at": _moment(each["answered_at"])}) for each in self.participants)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
