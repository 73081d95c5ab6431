"""Phones as the API shows and takes them; the password is in one answer only."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from control_plane.core.wishes import Wish
from control_plane.features.versions.schemas import ChangeOut
from tenants.model.fields import Name, ObjectId

ExtraFields = Annotated[dict[str, Any], Field(description="Extra fields of the company's customisation, by name")]


class PhoneWish(Wish):
    label: Annotated[Name, Field(examples=["Desk"])] = "Desk"
    custom: ExtraFields = Field(default_factory=dict)


class PhoneChange(Wish):
    """What is left out stays as it is."""

    label: Annotated[Name, Field(examples=["Desk"])] = "Desk"
    custom: ExtraFields | None = None


class NewPhone(PhoneWish):
    employee_id: ObjectId


class PhoneOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    employee_id: str
    label: str
    login: str
    custom: ExtraFields = Field(default_factory=dict)


class PhoneSecret(PhoneOut):
    """With what the phone needs to sign in. The password cannot be read again, only renewed."""

    password: str
    server: Annotated[str, Field(description="Host and port", examples=["127.0.0.1:5060"])]


class PhoneSecretChanged(PhoneSecret):
    change: ChangeOut


class PhonePage(BaseModel):
    items: list[PhoneOut]
    next_cursor: str | None


class PhoneChanged(PhoneOut):
    change: ChangeOut
