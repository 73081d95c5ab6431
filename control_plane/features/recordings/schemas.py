"""Recordings as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish


class RecordingOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    call: Annotated[str, Field(description="Joins the recordings of one conversation, whatever transfers happened")]
    at: datetime
    seconds: float
    bytes: int
    object_kind: Annotated[str, Field(description="Who wanted it: employee, number, team, waiting-line")]
    object_id: str
    number: Annotated[str, Field(description="The caller's, as shown")]
    name: str
    legal_hold: bool


class RecordingPage(BaseModel):
    items: list[RecordingOut]
    next_cursor: str | None


class HoldWish(Wish):
    legal_hold: Annotated[bool, Field(description="Kept, whatever the company's retention says")]
