"""Companies as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from control_plane.core.wishes import Wish
from control_plane.features.versions.schemas import ChangeOut
from tenants.model.fields import Name

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,29}$"),
    Field(description="Readable name in addresses: lower-case letters, digits and hyphens", examples=["bluebell"]),
]
Language = Annotated[str, StringConstraints(pattern=r"^(en|ru)$"), Field(examples=["ru"])]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field(description="ISO 3166", examples=["RU"])]
TimeZone = Annotated[str, Field(max_length=64, description="IANA name", examples=["Europe/Moscow"])]


class NewCompany(Wish):
    id: Slug
    name: Annotated[Name, Field(examples=["Колокольчик / Bluebell"])]
    language: Language = "en"
    country: Country = "RU"
    time_zone: TimeZone = "UTC"


class CompanyChange(Wish):
    """Fields that are left out stay as they are."""

    name: Name | None = None
    language: Language | None = None
    country: Country | None = None
    time_zone: TimeZone | None = None


class CompanyOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    language: str
    country: str
    time_zone: str
    version: Annotated[int, Field(description="The newest version of the company's telephony")]
    created_at: datetime


class CompanyPage(BaseModel):
    items: list[CompanyOut]
    next_cursor: str | None


class CompanyChanged(CompanyOut):
    change: ChangeOut
