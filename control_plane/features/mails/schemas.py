"""Mails as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.features.mails.models import MailState


class MailOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    state: Annotated[MailState, Field(description="given-up: it is not tried again unless somebody asks for it")]
    recipient: str
    subject: str
    about: Annotated[str, Field(description="What it brings, such as message/<id>", examples=["message/1b2c"])]
    attempts: Annotated[int, Field(description="How often it was tried since it was written, or sent again")]
    due_at: Annotated[datetime, Field(description="When it is tried next")]
    sent_at: datetime | None
    given_up_at: datetime | None
    problem: Annotated[str, Field(description="What the mail server said last; empty: nothing is wrong")]


class MailPage(BaseModel):
    items: list[MailOut]
    next_cursor: str | None
