"""Reports of deletions as the API shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class DeletionOut(BaseModel):
    id: str
    company: str
    name: str
    version: Annotated[int, Field(description="The company's last version")]
    by: str
    at: datetime
    rows: Annotated[dict[str, int], Field(description="Rows that were deleted, by table of the database")]
    files_erased: int
    nodes: Annotated[
        dict[str, str | None], Field(description="When each node has told that it serves the company no longer")
    ]
    superseded: Annotated[bool, Field(description="A new company has this name, and keeps what it has")]
    state: Literal["going", "proven"]
    checked_at: datetime | None
    checks: int
    found: Annotated[dict[str, int], Field(description="What the last check still found; empty once it is proven")]


class DeletionPage(BaseModel):
    items: list[DeletionOut]
    next_cursor: str | None
