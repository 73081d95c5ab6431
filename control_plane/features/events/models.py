"""What has happened, who has still to be told, and what customisations keep."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Enum, ForeignKey, ForeignKeyConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base


class TaskState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"
    """Given up: it stays to be looked at and sent again."""


def _words(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind, native_enum=False, create_constraint=True, length=16, values_callable=lambda k: [m.value for m in k]
    )


class StoredEvent(Base):
    """`number` is the order in which listeners are told; `id` is the event's own."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("company_id", "id"), Index(None, "at"))

    company_id: Mapped[str] = mapped_column(primary_key=True)
    """No foreign key: listeners are told of a company that is gone."""
    number: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[str]
    topic: Mapped[str]
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Task(Base):
    """One event for one listener. The tasks of a company for a listener are a stream: they are done one by one.

    A job that comes twice, or late, finds that the task is settled, not due, or that somebody works on it.
    """

    __tablename__ = "event_tasks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["company_id", "event_number"], ["events.company_id", "events.number"], ondelete="CASCADE"
        ),
        UniqueConstraint("company_id", "listener", "event_number"),
        Index(
            "ix_event_tasks_streams",
            "company_id",
            "listener",
            "event_number",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_event_tasks_listing", "company_id", "state", "event_number"),
        Index(None, "company_id", "event_number"),
        # A job names its task alone.
        Index(None, "id"),
    )

    company_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    listener: Mapped[str]
    """A function's name, or `webhook:<id>`."""
    event_number: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[TaskState] = mapped_column(_words(TaskState))
    due_at: Mapped[datetime]
    """When it is to be tried (again)."""
    queued_until: Mapped[datetime]
    """Until then the job that was put on the queue is waited for."""
    busy_until: Mapped[datetime]
    """Until then nobody else begins with it: whoever works on it is done, or was ended."""
    attempts: Mapped[int]
    problem: Mapped[str]
    settled_at: Mapped[datetime | None]


class Hold(Base):
    """A stream that waits until somebody lets it go on."""

    __tablename__ = "event_holds"

    company_id: Mapped[str] = mapped_column(primary_key=True)
    listener: Mapped[str] = mapped_column(primary_key=True)
    why: Mapped[str]
    at: Mapped[datetime]


class CustomRow(Base):
    """What a listener within a transaction has added: plain data, in a collection of its own choosing."""

    __tablename__ = "custom_rows"
    __table_args__ = (Index(None, "company_id", "collection", "id"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    collection: Mapped[str]
    listener: Mapped[str]
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
