"""Topics, deliveries and custom rows as the API shows them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.paging import PageQuery
from control_plane.features.events.models import TaskState


class TopicOut(BaseModel):
    topic: str
    description: str


class TopicList(BaseModel):
    items: list[TopicOut]


class TopicWhole(TopicOut):
    schema_: Annotated[dict[str, Any], Field(alias="schema", description="JSON schema (2020-12) of `data`")]
    example: Annotated[dict[str, Any], Field(description="What a webhook without a template is sent")]


class DeliveryQuery(PageQuery):
    webhook: Annotated[str | None, Field(max_length=64, description="Of this webhook only: its id")] = None
    state: Annotated[TaskState | None, Field(description="`dead`: given up, can be sent again")] = None


class DeliveryOut(BaseModel):
    id: str
    listener: Annotated[str, Field(description="`webhook:<id>`, or the name of a customisation's listener")]
    state: TaskState
    topic: str
    event: Annotated[dict[str, Any], Field(description="The event's data")]
    at: Annotated[datetime, Field(description="When it happened")]
    attempts: int
    due_at: Annotated[datetime | None, Field(description="When it is tried next; null: it is settled")]
    problem: Annotated[str, Field(description="Why it was not delivered yet; empty: nothing went wrong")]


class DeliveryPage(BaseModel):
    items: list[DeliveryOut]
    next_cursor: str | None


class CustomRowOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    at: datetime
    listener: str
    data: dict[str, Any]


class CustomRowPage(BaseModel):
    items: list[CustomRowOut]
    next_cursor: str | None
