"""Provider lines as the API shows and takes them; the password goes in and never comes out."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from control_plane.core.wishes import Wish
from control_plane.features.versions.schemas import ChangeOut
from tenants.model import LineAuthentication, Transport
from tenants.model.fields import Host, Name, Port

Username = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._+-]{1,64}$")]
Password = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$")]
CallerNumber = Annotated[str | None, Field(max_length=40, description="Shown outside", examples=["+74951230001"])]


class NewLine(Wish):
    name: Annotated[Name, Field(examples=["City provider"])]
    host: Annotated[Host, Field(examples=["sip.example.net"])]
    port: Port = 5060
    transport: Transport = Transport.UDP
    authentication: LineAuthentication = LineAuthentication.ADDRESS
    username: Username | None = None
    password: Password | None = None
    caller_number: CallerNumber = None


class LineChange(Wish):
    """Fields that are left out stay as they are."""

    name: Name | None = None
    host: Host | None = None
    port: Port | None = None
    transport: Transport | None = None
    authentication: LineAuthentication | None = None
    username: Username | None = None
    password: Password | None = None
    caller_number: CallerNumber = None


class LineOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    host: str
    port: int
    transport: Transport
    authentication: LineAuthentication
    username: str | None
    caller_number: str | None


class LineChanged(LineOut):
    change: ChangeOut


class LinePage(BaseModel):
    items: list[LineOut]
    next_cursor: str | None
