"""Customisations as the API shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish


class CustomisationChoice(BaseModel):
    """A customisation that a company may have: of the release, or a bundle that was uploaded for it."""

    model_config = ConfigDict(from_attributes=True)

    name: Annotated[str, Field(examples=["clinic"])]
    bundle: Annotated[str | None, Field(description="SHA-256 of the bundle; null: it comes with the release")]
    title: str
    chosen: Annotated[bool, Field(description="Whether it serves the company now")]
    version: Annotated[str, Field(description="Of the bundle; empty for one of the release")]
    author: str
    added_at: datetime | None
    added_by: str


class CustomisationChoices(BaseModel):
    items: list[CustomisationChoice]


class CustomisationOut(BaseModel):
    """What serves the company now. Without a customisation all of it is null or empty."""

    name: str | None
    bundle: str | None
    title: str
    known: Annotated[bool, Field(description="False: nobody here knows it, and the originals serve the company")]
    fields: Annotated[
        dict[str, dict[str, Any]],
        Field(description="By kind of object, the JSON schema of what may stand in its `custom`"),
    ]


class LanguageQuery(Wish):
    language: Annotated[Literal["en", "ru"], Field(description="Of titles and descriptions")] = "en"
