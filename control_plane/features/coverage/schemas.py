"""Coverage as the API shows it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from control_plane.core.wishes import Wish

Days = Annotated[int, Field(ge=1, le=366, description="How far to look back")]


class CoverageQuery(Wish):
    days: Days = 30


class WayOut(BaseModel):
    """One way that calls can take through an object of the company."""

    kind: str
    id: str
    name: str
    rule: Annotated[str, Field(description="Of the decision that takes it")]
    branch: Annotated[str, Field(description="Which of the object's ways; empty: it has one")]
    words: str
    times: int
    last: datetime | None
    scenarios: Annotated[list[str], Field(description="The names of the saved scenarios that take it")]


class CoverageOut(BaseModel):
    since: datetime
    version: int
    never: Annotated[int, Field(description="How many ways no call took")]
    untried: Annotated[int, Field(description="How many of these no saved scenario takes either")]
    ways: Annotated[list[WayOut], Field(description="Those that nothing takes first, then those that no call took")]
