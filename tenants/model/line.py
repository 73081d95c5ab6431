"""A provider line: the road to and from the public telephone network."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tenants.model.document import Document
from tenants.model.fields import Host, Name, ObjectId, OutsideNumber, Port, Secret


class LineAuthentication(StrEnum):
    """How provider and node know each other."""

    REGISTRATION = "registration"
    """We register with user name and password."""
    ADDRESS = "address"
    """The provider knows our address and we know theirs."""


class Transport(StrEnum):
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class MediaEncryption(StrEnum):
    NONE = "none"
    SDES = "sdes"
    """SRTP with keys in the signalling (RFC 4568); use it with TLS."""


class Codec(StrEnum):
    ALAW = "alaw"
    ULAW = "ulaw"
    G722 = "g722"
    GSM = "gsm"


class CallerIdPolicy(StrEnum):
    """What the called side sees."""

    EMPLOYEE = "employee"
    """The employee's own number outside, else the line's."""
    LINE = "line"
    """Always the line's."""
    KEEP = "keep"
    """Of a forwarded call: the original caller's number, where the provider allows it; else as EMPLOYEE."""


class Line(Document):
    """A line of one company. `caller_number` is shown outside when the employee has no number of their own.

    `host` is missing exactly where `shared` says that the platform's line of this id is meant.
    """

    id: ObjectId
    name: Name
    host: Host | None = None
    port: Port = 5060
    transport: Transport = Transport.UDP
    verify_certificate: bool = True
    """With TLS: whether the provider's certificate must be good for `host`, by an authority that everybody trusts."""
    authentication: LineAuthentication = LineAuthentication.ADDRESS
    username: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._+-]{1,64}$")] | None = None
    password: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$"), Secret()] | None = None
    """The provider's realm is not ours to know, so this one secret does reach the node that serves the line."""
    caller_number: OutsideNumber | None = None
    caller_id: CallerIdPolicy = CallerIdPolicy.EMPLOYEE
    calls_max: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Calls at once over this line, both directions; 0: no limit. Emergency calls are not counted out."""
    first_sign_seconds: Annotated[int, Field(ge=2, le=60)] = 8
    """So long a provider may take until something rings, is heard or answers; then the next line is tried."""
    codecs: Annotated[tuple[Codec, ...], Field(min_length=1, max_length=4)] = (Codec.ALAW, Codec.ULAW, Codec.G722)
    media_encryption: MediaEncryption = MediaEncryption.NONE
    shared: bool = False
    """In the platform's own company: may be given to others. In another company: the platform's line of this `id`,
    without `host` and credentials, but with numbers and limits of the company's own."""
    disabled: bool = False

    @property
    def borrowed(self) -> bool:
        """Whether it is another company's (the platform's) line."""
        return self.host is None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.host is None and not self.shared:
            raise ValueError("a line needs the provider's host, unless it is a shared line of the platform")
        return self
