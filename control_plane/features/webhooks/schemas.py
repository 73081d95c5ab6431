"""Webhooks as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from control_plane.core.wishes import Wish
from control_plane.features.webhooks.payload import TEMPLATE_MAX
from tenants.model.fields import Name

Url = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    Field(description="Where events are POSTed: https, a public address", examples=["https://crm.example.com/bells"]),
]
Topics = Annotated[
    list[Annotated[str, StringConstraints(max_length=60)]],
    Field(
        min_length=1,
        max_length=100,
        description="Topics, all of one noun (`employee.*`), or all (`*`)",
        examples=[["call.ended", "employee.*"]],
    ),
]
Template = Annotated[
    str | None,
    StringConstraints(max_length=TEMPLATE_MAX),
    Field(
        description="Jinja that makes JSON of `event`; null sends the event itself",
        examples=['{"text": {{ ("Call from " ~ event.data.caller_number)|tojson }}}'],
    ),
]


class NewWebhook(Wish):
    name: Name
    url: Url
    topics: Topics
    template: Template = None


class WebhookChange(Wish):
    """What is left out stays as it is."""

    name: Name | None = None
    url: Url | None = None
    topics: Topics | None = None
    template: Template = None


class WebhookOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    url: str
    topics: list[str]
    template: str | None
    created_at: datetime
    former_until: Annotated[datetime | None, Field(description="Until when the former secret signs, too")]
    paused: Annotated[str | None, Field(description="Why its events wait; null: they are delivered")]


class WebhookPage(BaseModel):
    items: list[WebhookOut]
    next_cursor: str | None


class WebhookSecret(WebhookOut):
    secret: Annotated[
        str, Field(description="Shown now and never again", examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
    ]


class TestSent(BaseModel):
    delivery: Annotated[str, Field(description="Its id in the company's deliveries")]


class AttemptOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    delivery: Annotated[str, Field(validation_alias="task_id", description="The delivery's id")]
    at: datetime
    milliseconds: int
    status: Annotated[int | None, Field(description="What was answered; null: there was no answer")]
    problem: str
    answer: Annotated[str, Field(description="The first 500 characters of the answer")]


class AttemptPage(BaseModel):
    items: list[AttemptOut]
    next_cursor: str | None
