"""Versions as the API shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from wire.reports import AckState


class WarningOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: Annotated[str, Field(description="Stable, for programs", examples=["menu-without-way-out"])]
    object: Annotated[str, Field(description="Kind and id", examples=["menu/0198…"])]
    text: Annotated[str, Field(description="What to look at, and why")]


class ChangeOut(BaseModel):
    """In the answer to every change: the version it became, and what to look at in it."""

    model_config = ConfigDict(from_attributes=True)

    version: Annotated[int, Field(examples=[12])]
    state: Annotated[Literal["publishing"], Field(description="Ask versions/{version} until it says live")]
    warnings: Annotated[list[WarningOut], Field(description="The change is accepted all the same")]


class Removed(BaseModel):
    """The answer to every removal of an object."""

    change: ChangeOut


class DeliveryOut(BaseModel):
    node: str
    state: AckState | None
    live_at: datetime | None
    seconds: Annotated[float | None, Field(description="From the change to the first call that sees it")]
    reason: Annotated[str, Field(description="Why the node refuses it")]
    attempts: Annotated[int, Field(description="How often it was sent since the newest change")]
    next_try_at: Annotated[datetime | None, Field(description="When it is sent again; null when the node has it")]
    alarmed_at: Annotated[datetime | None, Field(description="When the operator was told that the node lags")]


class WaitingOut(DeliveryOut):
    """A version that a node refuses, or has not taken for half a minute."""

    company: str
    version: int
    at: Annotated[datetime, Field(description="Of the change")]


class WaitingList(BaseModel):
    items: list[WaitingOut]


class VersionOut(BaseModel):
    number: int
    at: datetime
    author: str
    summary: str
    reason: Annotated[str, Field(description="Why, in the author's words; header Change-Reason of the change")]
    state: Annotated[Literal["live", "publishing", "refused"], Field(description="live: in force on every node")]
    seconds: Annotated[float | None, Field(description="Until the last node; null while publishing", examples=[0.03])]
    deliveries: list[DeliveryOut]


class VersionDetail(VersionOut):
    warnings: Annotated[list[WarningOut], Field(description="What the author was told to look at, and accepted")]
    puts: Annotated[list[dict[str, Any]], Field(description="Objects as they became, without digests of passwords")]
    removes: list[dict[str, Any]]
    state_hash: str


class VersionPage(BaseModel):
    items: list[VersionOut]
    next_cursor: str | None
