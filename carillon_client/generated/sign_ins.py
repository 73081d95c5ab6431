"""Who came in, who tried, and what was changed about it; newest first. Generated from the API's description by
`make client`; do not edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias

from carillon_client.lists import Listing
from carillon_client.things import Thing

Happening: TypeAlias = Literal[
    "signed-in",
    "signed-out",
    "wrong-password",
    "locked",
    "session-ended",
    "password-changed",
    "wrong-code",
    "codes-added",
    "codes-removed",
    "recovery-code-used",
    "recovery-codes-renewed",
    "factors-reset",
    "passkey-added",
    "passkey-removed",
    "wrong-passkey",
    "sign-on-failed",
    "sign-on-changed",
    "reset-sent",
    "invited",
    "mail-refused",
]
"""What the journal tells."""


class SignIn(Thing):
    """Who came in, who tried, and what was changed about it; newest first."""

    _FIELDS = ("id", "at", "what", "user_id", "login", "address", "device", "note")
    _KEY = "id"

    id: str
    """Id"""
    at: datetime
    """At"""
    what: Happening
    """What"""
    user_id: str | None
    """User id"""
    login: str
    """Empty: nobody has the login that was tried; which it was is not kept"""
    address: str
    """Address"""
    device: str
    """What the browser calls itself"""
    note: str
    """How somebody came in, or what more there is to say"""


class SignIns(Listing[SignIn]):
    """Who came in, who tried, and what was changed about it; newest first."""

    _THING = SignIn
    _PATH = "sign-ins"
    _ONE = False

    def where(self, *, what: Happening | None = None) -> Iterator[SignIn]:
        """Those for which all of this holds. `what`: Of this kind only."""
        return self._walk({"what": what})
