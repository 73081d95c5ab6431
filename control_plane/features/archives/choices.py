"""What somebody chooses when a company is brought in, cloned or made from a template."""

from typing import Annotated

from pydantic import Field

from control_plane.core.wishes import Wish
from control_plane.features.companies.schemas import Slug
from tenants.model import Kind
from tenants.model.fields import Name, OutsideNumber

NumberMap = Annotated[
    dict[OutsideNumber, OutsideNumber],
    Field(max_length=10_000, description="New public numbers by the ones in the archive"),
]


class NewPlace(Wish):
    """Where a company comes to, and what becomes of what it cannot have there."""

    company: Slug
    name: Annotated[Name | None, Field(description="null: as it was")] = None
    numbers: NumberMap = Field(default_factory=dict)
    leave_out_taken: Annotated[
        bool, Field(description="Leave out numbers that somebody has, and shared lines that are not to be had here")
    ] = False
    leave_out: Annotated[
        list[Kind],
        Field(max_length=30, description="Kinds of object that stay behind, and all that cannot be without them"),
    ] = Field(default_factory=list)
    without_customisation: Annotated[bool, Field(description="Leave the customisation and its extra fields out")] = (
        False
    )


class Told(Wish):
    """Something that is new in the company and has to be passed on, or looked after."""

    what: str
    object: str
    name: str
    value: str = ""
