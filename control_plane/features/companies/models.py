"""The company's row: its profile, and where its versions stand."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.document_row import DocumentRow
from tenants.model import Profile


class Company(DocumentRow, Base):
    """`id` is the readable name in every address, such as `bluebell`; `state` is the state hash of `version`."""

    __tablename__ = "companies"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    country: Mapped[str] = mapped_column(default="RU")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    reseller_id: Mapped[str | None] = mapped_column(ForeignKey("resellers.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="0" * 64)
    created_at: Mapped[datetime]
    streamed_until: Mapped[datetime | None]
    """Until then all events are kept, since programs may come back to their streams."""

    def document(self) -> Profile:
        return self.read(Profile)


class RetiredCompany(Base):
    """A company that was deleted, and its last version: a new one of the same name goes on counting from there."""

    __tablename__ = "retired_companies"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime]
