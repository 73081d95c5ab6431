"""What all rows share: their form, what they need to know of the node, and how things are called in Asterisk."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Row = Mapping[str, str]
Rows = dict[tuple[str, str], Row]
"""By table and id."""

CODECS = "alaw,ulaw,g722"


GONE: Row = MappingProxyType({"rtp_timeout": "120", "rtp_timeout_hold": "3600"})
"""Seconds without any sound after which a leg ends, which would else stay for ever: its phone has lost power or
network, or gave the call up at the very moment when it was answered (tried: 22.10 may then keep the leg)."""


@dataclass(frozen=True, order=True)
class Hint:
    """What a lamp on a phone shows when it watches `number`: the state of `devices`, joined by `&`.

    A number that begins with `_` is a pattern; Asterisk makes a hint of its own for each number that is watched.
    """

    context: str
    number: str
    devices: str


@dataclass(frozen=True, order=True)
class Way:
    """Where a call to `number` goes while call logic is down: a context of dialplan/lookup.py."""

    context: str
    number: str
    leads_to: str


@dataclass(frozen=True)
class Site:
    """What rows need to know about the node. `address` is empty when the node listens on all of its addresses."""

    realm: str
    address: str = ""

    def media(self) -> Row:
        """Sound goes through the address that SIP uses; otherwise Asterisk asks DNS for its own name, per call."""
        return {"media_address": self.address, "bind_rtp_to_media_address": "yes"} if self.address else {}


def hint_context(company_id: str) -> str:
    """The company's own context: its entries and its lamps."""
    return f"company-{company_id}"


def music_class(company_id: str, music_id: str) -> str:
    """How Asterisk knows the company's hold music."""
    return f"{company_id}-{music_id}"


def sound_path(file_hash: str) -> str:
    """Where Asterisk finds a sound of a company, without its ending."""
    return f"/media/sounds/{file_hash[:2]}/{file_hash}"
