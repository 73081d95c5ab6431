"""Reverts as the API takes and shows them."""

from typing import Annotated

from pydantic import BaseModel, Field

from control_plane.core.reasons import Reason
from control_plane.core.wishes import Wish
from control_plane.features.comparisons.schemas import ObjectDifferenceOut
from control_plane.features.versions.schemas import ChangeOut, WarningOut


class RevertWish(Wish):
    reason: Reason = ""


class ObstacleOut(BaseModel):
    field: Annotated[str, Field(description="`kind/id`, or `kind/id: field`")]
    code: Annotated[str, Field(examples=["changed-since"])]
    message: str


class RevertPreview(BaseModel):
    """What would change, and what stands in the way. Nothing is changed."""

    objects: list[ObjectDifferenceOut]
    obstacles: list[ObstacleOut]
    warnings: list[WarningOut]


class Reverted(BaseModel):
    change: ChangeOut
