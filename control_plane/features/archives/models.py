"""Work on archives, and templates. No foreign key to companies: the company of an import is not there yet."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Enum, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base

OWNER = "archives"
"""Of the files in the vault: an archive may become another company than the one that it came from."""


class Work(StrEnum):
    EXPORT = "export"
    CHECK = "check"
    """Of what was uploaded; nothing is written."""
    IMPORT = "import"
    CLONE = "clone"
    TEMPLATE = "template"
    """A company, or a part of it, becomes a template."""
    BUILD = "build"
    """A template becomes a company."""


class JobState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"
    """What was found forbids it; nothing was written."""
    FAILED = "failed"
    UPLOADED = "uploaded"
    """Checked, and to be imported or not."""


def _words(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind, native_enum=False, create_constraint=True, length=16, values_callable=lambda k: [m.value for m in k]
    )


class ArchiveJob(Base):
    """One export, import, clone or template in the making; gone, with its file, when `expires_at` is over.

    `locked` holds what must not lie open: the passphrase until the work is done, then what has to be told once.
    """

    __tablename__ = "archive_jobs"
    __table_args__ = (
        Index(None, "company"),
        Index(None, "by_id"),
        Index("ix_archive_jobs_due", "due_at", postgresql_where=text("state IN ('waiting', 'working')")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    work: Mapped[Work] = mapped_column(_words(Work))
    state: Mapped[JobState] = mapped_column(_words(JobState))
    company: Mapped[str]
    """Whose it is: of an export the company, of everything else the company that is to be."""
    source: Mapped[str]
    """Of a clone or template: the company it is made of; of a build the template."""
    by_id: Mapped[str]
    by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    asked: Mapped[dict[str, Any]] = mapped_column(JSONB)
    step: Mapped[str] = mapped_column(default="")
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)
    problem: Mapped[str] = mapped_column(default="")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    locked: Mapped[bytes | None]
    storage: Mapped[str | None] = mapped_column(unique=True)
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    sha256: Mapped[str] = mapped_column(default="")


class Template(Base):
    """A company or a part of it that new companies are made from. `reseller_id` None: the operator's, for everybody."""

    __tablename__ = "templates"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    reseller_id: Mapped[str | None] = mapped_column(ForeignKey("resellers.id", ondelete="CASCADE"), index=True)
    made_of: Mapped[str]
    made_by: Mapped[str]
    created_at: Mapped[datetime]
    storage: Mapped[str] = mapped_column(unique=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    counts: Mapped[dict[str, int]] = mapped_column(JSONB)
    """How many objects of each kind."""
