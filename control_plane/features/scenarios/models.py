"""What a company keeps of a what-if question."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from control_plane.core.db import Base
from tenants.simulate import Question
from tenants.simulate.coming_out import CameOut


class Scenario(Base):
    """`asked` is a question as the API takes it; `result` and the two after it are what is expected of it."""

    __tablename__ = "scenarios"
    __table_args__ = (UniqueConstraint("company_id", "name"),)

    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    asked: Mapped[dict[str, Any]] = mapped_column(JSONB)
    result: Mapped[str]
    rang: Mapped[list[str]] = mapped_column(JSONB)
    ends_at: Mapped[str]
    created_at: Mapped[datetime]

    @property
    def question(self) -> Question:
        asked = self.asked
        presses, answers = tuple(asked["presses"]), asked["answers"]
        return Question(asked["from"], asked["to"], asked["at"], presses, answers, asked["hangs_up_after"])

    @property
    def expected(self) -> CameOut:
        return CameOut(self.result, tuple(self.rang), self.ends_at)

    def expect(self, wanted: CameOut) -> None:
        self.result, self.rang, self.ends_at = wanted.result, list(wanted.rang), wanted.ends_at
