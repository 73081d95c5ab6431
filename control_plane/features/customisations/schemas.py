"""Customisations as the API shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish
from control_plane.features.versions.schemas import ChangeOut


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


class BundleOut(BaseModel):
    """A bundle that was uploaded for the company."""

    hash: Annotated[str, Field(description="SHA-256 of the signed file: what pins it")]
    name: str
    version: str
    author: str
    title: str
    release: Annotated[str, Field(description="The oldest release that may run it")]
    descendants: Annotated[dict[str, str], Field(description="Who answers for whom")]
    files: Annotated[dict[str, str], Field(description="SHA-256 by path")]
    signer: Annotated[str, Field(description="Key id of the developer who signed it")]
    trusted: Annotated[bool, Field(description="Whether that developer is still trusted")]
    added_at: datetime
    added_by: str
    pinned: Annotated[bool, Field(description="Whether it serves the company now")]


class BundleList(BaseModel):
    items: list[BundleOut]


class PinWish(Wish):
    """A bundle by its hash, or a customisation of the release by its name alone."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$", examples=["clinic"])]
    bundle: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None


class Pinned(BaseModel):
    change: ChangeOut


class LanguageQuery(Wish):
    language: Annotated[Literal["en", "ru"], Field(description="Of titles and descriptions")] = "en"
