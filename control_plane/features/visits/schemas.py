"""Visits as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from control_plane.core.wishes import Wish

LONGEST = 60
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=5, max_length=500, pattern=r"^[^\x00-\x1f]*$"),
    Field(description="Why; the company reads it", examples=["Ticket 4711: callers hear the wrong greeting"]),
]


class NewVisit(Wish):
    reason: Reason
    minutes: Annotated[int, Field(ge=1, le=LONGEST, description="It ends by itself after so many")] = 30


class VisitOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    company_id: str
    visitor: str
    reason: str
    may_change: Annotated[bool, Field(description="The company's owner has let them change something")]
    began_at: datetime
    ends_at: datetime
    ended_by: Annotated[str, Field(description="Who ended it before its time; empty: nobody")]


class VisitPage(BaseModel):
    items: list[VisitOut]
    next_cursor: str | None
