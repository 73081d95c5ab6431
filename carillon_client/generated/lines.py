"""Provider lines. Generated from the API's description by `make client`; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, TypedDict, Unpack

from carillon_client.lists import Collection
from carillon_client.things import Thing

CallerIdPolicy: TypeAlias = Literal["employee", "line", "keep"]
"""What the called side sees."""


Codec: TypeAlias = Literal["alaw", "ulaw", "g722", "gsm"]


LineAuthentication: TypeAlias = Literal["registration", "address"]
"""How provider and node know each other."""


MediaEncryption: TypeAlias = Literal["none", "sdes"]


Transport: TypeAlias = Literal["udp", "tcp", "tls"]


Working: TypeAlias = Literal["up", "registering", "refused", "silent", "off", "unknown"]
"""How a line is, as the nodes of the company see it; of several nodes the best."""


class Line(Thing):
    """Provider lines."""

    _FIELDS = (
        "id",
        "name",
        "host",
        "port",
        "transport",
        "verify_certificate",
        "authentication",
        "username",
        "has_password",
        "caller_number",
        "caller_id",
        "calls_max",
        "first_sign_seconds",
        "codecs",
        "media_encryption",
        "shared",
        "disabled",
        "state",
        "password",
        "platform_line",
    )
    _KEY = "id"
    _NEW = frozenset(
        (
            "name",
            "host",
            "port",
            "transport",
            "verify_certificate",
            "authentication",
            "username",
            "password",
            "caller_number",
            "caller_id",
            "calls_max",
            "first_sign_seconds",
            "codecs",
            "media_encryption",
            "shared",
            "disabled",
            "platform_line",
        )
    )
    _DEFAULTS = {
        "host": None,
        "port": 5060,
        "transport": "udp",
        "verify_certificate": True,
        "authentication": "address",
        "username": None,
        "password": None,
        "caller_number": None,
        "caller_id": "employee",
        "calls_max": 0,
        "first_sign_seconds": 8,
        "codecs": ["alaw", "ulaw", "g722"],
        "media_encryption": "none",
        "shared": False,
        "disabled": False,
        "platform_line": None,
    }
    _CHANGE = frozenset(
        (
            "name",
            "host",
            "port",
            "transport",
            "verify_certificate",
            "authentication",
            "username",
            "password",
            "caller_number",
            "caller_id",
            "calls_max",
            "first_sign_seconds",
            "codecs",
            "media_encryption",
            "shared",
            "disabled",
        )
    )

    id: str
    """Id. Only read."""
    name: str
    """Name. 1 to 100 characters."""
    host: str | None
    """Host"""
    port: int
    """Port. Default: 5060."""
    transport: Transport
    """Transport. Default: 'udp'."""
    verify_certificate: bool
    """With TLS: whether the provider's certificate must be good for `host`, by an authority that everybody
    trusts. Default: True.
    """
    authentication: LineAuthentication
    """Authentication. Default: 'address'."""
    username: str | None
    """Username"""
    has_password: bool
    """Whether there is one; it is never shown. Only read."""
    caller_number: str | None
    """Caller number"""
    caller_id: CallerIdPolicy
    """Caller id. Default: 'employee'."""
    calls_max: int
    """Calls at once over this line, both directions; 0: no limit. Emergency calls are not counted out.
    Default: 0.
    """
    first_sign_seconds: int
    """So long a provider may take until something rings, is heard or answers; then the next line is tried. 2
    to 60. Default: 8.
    """
    codecs: list[Codec]
    """Codecs. 1 to 4 of them. Default: ['alaw', 'ulaw', 'g722']."""
    media_encryption: MediaEncryption
    """Media encryption. Default: 'none'."""
    shared: bool
    """In the platform's own company: may be given to others. In another company: the platform's line of this
    `id`, without `host` and credentials, but with numbers and limits of the company's own. Default: False.
    """
    disabled: bool
    """Disabled. Default: False."""
    state: Working
    """As the company's nodes see it now. Only read."""
    password: str | None
    """The provider's realm is not ours to know, so this one secret does reach the node that serves the line."""
    platform_line: str | None
    """Only operators: lend this shared line of another company. Cannot be changed afterwards."""


class NewLine(TypedDict, total=False):
    """What `lines.new()` takes."""

    name: str
    host: str | None
    port: int
    transport: Transport
    verify_certificate: bool
    authentication: LineAuthentication
    username: str | None
    password: str | None
    caller_number: str | None
    caller_id: CallerIdPolicy
    calls_max: int
    first_sign_seconds: int
    codecs: list[Codec]
    media_encryption: MediaEncryption
    shared: bool
    disabled: bool
    platform_line: str | None


class Lines(Collection[Line]):
    """Provider lines."""

    _THING = Line
    _PATH = "lines"
    _FOUND_BY = {"name": "search"}
    _NAMES = ("name",)

    def new(self, **fields: Unpack[NewLine]) -> Line:
        """One that is not there yet: set its fields, then `save()` it."""
        return self._made(fields)

    def where(
        self,
        *,
        sort: Literal["age", "-age", "name", "-name"] | None = None,
        fields: list[
            Literal[
                "id",
                "name",
                "host",
                "port",
                "transport",
                "verify_certificate",
                "authentication",
                "username",
                "has_password",
                "caller_number",
                "caller_id",
                "calls_max",
                "first_sign_seconds",
                "codecs",
                "media_encryption",
                "shared",
                "disabled",
                "state",
            ]
        ]
        | None = None,
        search: str | None = None,
    ) -> Iterator[Line]:
        """Those for which all of this holds. `sort`: The order; a minus turns it round. `fields`: Only these,
        with commas between, and the id. `search`: Part of the name.
        """
        return self._walk({"sort": sort, "fields": fields, "search": search})
