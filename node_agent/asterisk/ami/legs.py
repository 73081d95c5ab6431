"""The legs that Asterisk has, as its manager interface lists them, and what they tell about our calls. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_LINE = re.compile(r"PJSIP/line-([0-9a-z][0-9a-z-]{0,63})-[0-9a-f]{8}")
_OURS = re.compile(r"PJSIP/[a-z0-9][a-z0-9-]{0,79}-[0-9a-f]{8}")
_PLACE = re.compile(r"([0-9a-z][0-9a-z-]{0,63})-([0-9]{2,6})")
CALLED: Final = frozenset({"AppDial", "AppDial2"})
"""What stands for the application of a leg that was called: it runs no dialplan of its own."""
WAITING: Final = frozenset({"Queue", "BridgeWait", "ConfBridge", "Dial", "Bridge", "Page", "ChanSpy", "MusicOnHold"})
"""In these somebody may wait for others without being heard, for as long as they like."""


@dataclass(frozen=True, slots=True)
class Leg:
    """`call` is the same for all legs of one conversation; `bridge` is empty while it is connected with nobody."""

    channel: str
    call: str
    company: str
    up: bool
    bridge: str
    application: str
    data: str

    @property
    def line(self) -> str:
        """The provider line that it is over; "" for phones and inner legs."""
        found = _LINE.fullmatch(self.channel)
        return found[1] if found else ""

    @property
    def parked_in(self) -> tuple[str, str] | None:
        """Company and slot, of a leg that waits in one."""
        place = self.data.partition(",")[0] if self.application == "BridgeWait" else ""
        found = _PLACE.fullmatch(place)
        return (found[1], found[2]) if found else None


def legs_of(answer: Iterable[Mapping[str, str]]) -> list[Leg]:
    """What CoreShowChannels has answered."""
    return [
        Leg(
            channel=message.get("Channel", ""),
            call=message.get("Linkedid", ""),
            company=message.get("AccountCode", ""),
            up=message.get("ChannelStateDesc") == "Up",
            bridge=message.get("BridgeId", ""),
            application=message.get("Application", ""),
            data=message.get("ApplicationData", ""),
        )
        for message in answer
        if message.get("Event") == "CoreShowChannel"
    ]


def nobodys(legs: Iterable[Leg]) -> list[Leg]:
    """Legs of phones and lines that are connected with nobody, and the only one of their call: called ones whose caller
    is gone, and callers who are in no application in which one waits for others.
    """
    every = list(legs)
    of_call: dict[str, int] = {}
    for leg in every:
        of_call[leg.call] = of_call.get(leg.call, 0) + 1
    return [leg for leg in every if _alone(leg, of_call[leg.call]) and (leg.application in CALLED or leg.up)]


def _alone(leg: Leg, legs: int) -> bool:
    ours = _OURS.fullmatch(leg.channel) is not None
    return ours and legs == 1 and not leg.bridge and leg.application not in WAITING
