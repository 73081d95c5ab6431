"""A provider line: the road to and from the public telephone network."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from tenants.model.document import Document
from tenants.model.fields import Host, Name, ObjectId, OutsideNumber, Port


class LineAuthentication(StrEnum):
    """How provider and node know each other."""

    REGISTRATION = "registration"
    """We register with user name and password."""
    ADDRESS = "address"
    """The provider knows our address and we know theirs."""


class Transport(StrEnum):
    UDP = "udp"
    TCP = "tcp"


class Line(Document):
    """A line of one company. `caller_number` is shown outside when the employee has no number of their own."""

    id: ObjectId
    name: Name
    host: Host
    port: Port = 5060
    transport: Transport = Transport.UDP
    authentication: LineAuthentication = LineAuthentication.ADDRESS
    username: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._+-]{1,64}$")] | None = None
    password: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$")] | None = None
    """The provider's realm is not ours to know, so this one secret does reach the node that serves the line."""
    caller_number: OutsideNumber | None = None
