"""The provider line's row."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from tenants import model
from tenants.model import LineAuthentication, Transport


class Line(Base):
    __tablename__ = "lines"

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    host: Mapped[str]
    port: Mapped[int] = mapped_column(default=5060)
    transport: Mapped[Transport] = mapped_column(default=Transport.UDP)
    authentication: Mapped[LineAuthentication] = mapped_column(default=LineAuthentication.ADDRESS)
    username: Mapped[str | None]
    password_box: Mapped[bytes | None]
    caller_number: Mapped[str | None]

    def document(self, password: str | None) -> model.Line:
        """`password` is the unlocked one; only documents for nodes carry it."""
        return model.Line(
            id=self.id,
            name=self.name,
            host=self.host,
            port=self.port,
            transport=self.transport,
            authentication=self.authentication,
            username=self.username,
            password=password,
            caller_number=self.caller_number,
        )
