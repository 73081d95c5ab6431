"""The provider line's row."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from control_plane.core.document_row import DocumentRow
from tenants import model
from tenants.model import LineAuthentication, Transport


class Line(DocumentRow, Base):
    __tablename__ = "lines"
    LOCKED = frozenset({"password"})

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    host: Mapped[str | None]
    port: Mapped[int] = mapped_column(default=5060)
    transport: Mapped[Transport] = mapped_column(default=Transport.UDP)
    authentication: Mapped[LineAuthentication] = mapped_column(default=LineAuthentication.ADDRESS)
    username: Mapped[str | None]
    password_box: Mapped[bytes | None]
    caller_number: Mapped[str | None]

    def document(self, password: str | None = None) -> model.Line:
        """`password` is the unlocked one; only documents for nodes carry it."""
        line = self.read(model.Line)
        return line.model_copy(update={"password": password}) if password is not None else line


class LineWatch(Base):
    """Whether a line worked when somebody was last told of it."""

    __tablename__ = "line_states"
    __table_args__ = (
        ForeignKeyConstraint(["company_id", "line_id"], ["lines.company_id", "lines.id"], ondelete="CASCADE"),
    )

    company_id: Mapped[str] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(primary_key=True)
    up: Mapped[bool]
    at: Mapped[datetime]
