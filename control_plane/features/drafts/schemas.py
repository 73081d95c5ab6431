"""Drafts as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.reasons import Reason
from control_plane.core.wishes import Wish
from control_plane.features.comparisons.schemas import ObjectDifferenceOut
from control_plane.features.drafts.models import DraftState
from control_plane.features.reverts.schemas import ObstacleOut
from control_plane.features.versions.queries import LARGEST_NUMBER
from control_plane.features.versions.schemas import ChangeOut, WarningOut
from tenants.model import Kind
from tenants.model.fields import Name

DraftName = Annotated[Name, Field(examples=["Opening hours from 1 January"])]


class NewDraft(Wish):
    name: DraftName
    reason: Reason = ""


class DraftChange(Wish):
    """What is left out stays as it is."""

    name: DraftName | None = None
    reason: Reason | None = None


class PublishWish(Wish):
    """`reason` is needed where there is something to look at."""

    reason: Reason = ""
    at: Annotated[
        datetime | None,
        Field(
            description="null: now. Without an offset it is on the company's clock",
            examples=["2027-01-01T00:00:00"],
        ),
    ] = None


class ObjectWish(Wish):
    """Fields as the kind's own API takes them."""

    data: Annotated[dict[str, Any], Field(description="Fields of the object", examples=[{"name": "Anna"}])]
    revision: Annotated[
        int | None,
        Field(ge=0, le=LARGEST_NUMBER, description="Of this object in the draft, as you have seen it; 0: none yet"),
    ] = None
    based_on: Annotated[
        int | None,
        Field(ge=1, le=LARGEST_NUMBER, description="The version of the company that you have seen: settles a conflict"),
    ] = None


class DraftOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    reason: str
    state: DraftState
    author: str
    created_at: datetime
    changed_at: datetime
    publish_at: datetime | None
    version: Annotated[int | None, Field(description="The version that it became")]
    problem: Annotated[str, Field(description="Why it could not be published at its time")]
    objects: Annotated[int, Field(description="How many it is about")]


class DraftPage(BaseModel):
    items: list[DraftOut]
    next_cursor: str | None


class DraftObjectOut(BaseModel):
    kind: Kind
    id: str
    data: Annotated[dict[str, Any] | None, Field(description="Without secrets; null: it is to be removed")]
    base_version: Annotated[int, Field(description="The version of the company that it was made from")]
    revision: int
    author: Annotated[str, Field(description="Who changed it in the draft last")]
    at: datetime


class CredentialsOut(BaseModel):
    """Of a new phone: shown this once, good from the moment the draft is published."""

    login: str
    password: str


class DraftObjectChanged(BaseModel):
    """`object` is null when the draft wants nothing of it any more: it is as the company has it."""

    object: DraftObjectOut | None
    credentials: CredentialsOut | None = None


class DraftDetail(DraftOut):
    """With what publishing it now would do. While there are obstacles or faults it is refused."""

    wants: list[DraftObjectOut]
    differences: list[ObjectDifferenceOut]
    obstacles: Annotated[list[ObstacleOut], Field(description="What others have changed since")]
    faults: Annotated[list[ObstacleOut], Field(description="What cannot work")]
    warnings: Annotated[list[WarningOut], Field(description="What to look at; publish it with a reason")]


class DraftPublished(DraftOut):
    change: Annotated[ChangeOut | None, Field(description="null: it is published at `publish_at`")]
