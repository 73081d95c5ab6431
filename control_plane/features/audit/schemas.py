"""The audit trail as the API shows it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from control_plane.core.wishes import Wish
from control_plane.features.audit.chain import Fault


class RecordOut(BaseModel):
    number: Annotated[int, Field(description="Counts in the company from 1, without gaps")]
    at: datetime
    actor: str
    address: Annotated[str, Field(description="Where the request came from; empty for what the system did")]
    version: Annotated[int, Field(description="Of the company at that moment")]
    action: str
    before: Annotated[list[dict[str, Any]], Field(description="Objects as they were, without digests of passwords")]
    after: list[dict[str, Any]]
    before_hash: Annotated[str, Field(description="SHA-256 of `before` as it is stored, digests included")]
    after_hash: str
    previous: Annotated[str, Field(description="The hash of the record before")]
    hash: Annotated[str, Field(description="SHA-256 over all that; see docs/adr/0044")]


class RecordPage(BaseModel):
    items: list[RecordOut]
    next_cursor: str | None


class ExportQuery(Wish):
    format: Annotated[Literal["jsonl", "csv"], Field(description="JSON lines, or a spreadsheet")] = "jsonl"


class VerifyQuery(Wish):
    number: Annotated[int | None, Field(ge=1, description="Of a record whose hash you have noted")] = None
    hash: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$", description="That hash")] = None


class HeadOut(BaseModel):
    number: int
    hash: str


class BrokenOut(BaseModel):
    number: Annotated[int, Field(description="The first bad record")]
    fault: Fault


class VerifiedOut(BaseModel):
    """Note `head` outside of this platform: with it, nobody can rewrite what came before unseen."""

    whole: bool
    head: HeadOut
    broken: BrokenOut | None
