"""Companies as the API shows and takes them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from control_plane.core.wishes import Wish
from control_plane.features.objects.schemas import extended, schemas_of
from control_plane.features.versions.schemas import ChangeOut
from tenants.model import Profile
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


_PROFILE = schemas_of(Profile)
CompanyChange = _PROFILE.change
_SHOWN: dict[str, Any] = {
    "version": (int, Field(description="The newest version of the company's telephony")),
    "created_at": (datetime, ...),
}
CompanyOut = extended("CompanyOut", _PROFILE.out, **_SHOWN)
CompanyChanged = extended("CompanyChanged", CompanyOut, change=(ChangeOut, ...))


class CompanyPage(BaseModel):
    items: list[CompanyOut]  # type: ignore[valid-type]  # made at run time
    next_cursor: str | None
