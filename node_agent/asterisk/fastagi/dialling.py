"""Commands that ring somebody. Pure.

Phones that ring at once are devices of one Dial. Whatever needs more (a delay, a 1 to be pressed, another caller's
number) rings through a leg of its own: `Local/<n>@leg` runs the static context `leg` (dialplan/legs.py), which reads
its parameters from variables `LEG<n>_…` of the caller's channel.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from node_agent.asterisk.fastagi.commands import (
    BadCommand,
    Command,
    ask_for,
    assign,
    dialled,
    endpoint,
    execute,
    music_class,
)

HOW_IT_ENDED: Final = ask_for("${DIALSTATUS} ${HANGUPCAUSE} ${DIALEDPEERNAME} ${ANSWEREDTIME}")
"""After a ring: status, Q.850 cause and who answered, such as `ANSWER 16 PJSIP/acme-102-1-00000007`."""
WHO_WAS_RUNG: Final = ask_for("${HANGUPCAUSE_KEYS()}")
"""Every leg that was rung in this call and is over, joined by commas: `PJSIP/line-7-0000002a,PJSIP/line-8-0000002b`."""
_LEG_NAME = re.compile(r"PJSIP/[a-z0-9][a-z0-9-]{0,79}-[0-9a-f]{8}")
LEGS_MAX: Final = 9
DEVICES_BYTES_MAX: Final = 1700


@dataclass(frozen=True, slots=True)
class Offer:
    """How a ring is offered. `transfer_…`: whether that side may transfer by short code."""

    transfer_called: bool = False
    transfer_caller: bool = False
    music: str = ""
    """A music class instead of the ringing tone."""
    intercom: bool = False
    """Phones answer by themselves, where they can."""
    switch_recording: bool = False
    """Whether the called side may start and stop the recording by short code."""

    def options(self) -> str:
        """Dial's options."""
        letters = ("t" if self.transfer_called else "") + ("T" if self.transfer_caller else "")
        music = f"m({music_class(self.music)})" if self.music else ""
        before = "intercom" if self.intercom else "recordable" if self.switch_recording else ""
        return letters + music + (f"b({before}^s^1)" if before else "")


@dataclass(frozen=True, slots=True)
class RingLeg:
    """One device that rings through a leg of its own. `device` as Dial knows it."""

    device: str
    seconds: int
    after: int = 0
    shown: str | None = None
    """Another number than the caller's; empty: none."""
    confirm: bool = False

    def variables(self, index: int) -> dict[str, str]:
        """All of them each time: what an earlier ring left must not count."""
        shown = "" if self.shown is None else dialled(self.shown) if self.shown else "none"
        return {
            f"_LEG{index}_DIAL": self.device,
            f"_LEG{index}_SECONDS": str(int(self.seconds)),
            f"_LEG{index}_AFTER": str(int(self.after)),
            f"_LEG{index}_SHOWN": shown,
            f"_LEG{index}_OPTIONS": "U(confirm)" if self.confirm else "",
        }


def phone(login: str) -> str:
    """A phone as a device to dial. Raises BadCommand."""
    return f"PJSIP/{endpoint(login)}"


def outside(line: str, number: str) -> str:
    """A number outside as a device to dial. Raises BadCommand."""
    return f"PJSIP/{dialled(number)}@{endpoint(line)}"


def what_was_said(rung: str, line: str) -> Command | None:
    """How the newest of the legs `rung` over `line` was answered, such as `SIP 403 Forbidden`. None: there is none."""
    names = [name for name in rung.split(",") if _LEG_NAME.fullmatch(name) and name[:-9] == f"PJSIP/{line}"]
    return ask_for(f"${{HANGUPCAUSE({max(names)},tech)}}") if names else None


def fitting(devices: Sequence[str]) -> list[str]:
    """As many of `devices` as one command can ring at once: about sixty."""
    found: list[str] = []
    size = 0
    for device in devices:
        size += len(device) + 1
        if size > DEVICES_BYTES_MAX:
            break
        found.append(device)
    return found


def describe_legs(legs: Sequence[RingLeg], confirm_sound: str) -> Command:
    """Put the parameters of `legs` where the context `leg` finds them. Raises BadCommand."""
    if len(legs) > LEGS_MAX:
        raise BadCommand(f"{len(legs)} delayed or outside targets at once; at most {LEGS_MAX}")
    values = {"__CONFIRM_SOUND": confirm_sound} if any(leg.confirm for leg in legs) else {}
    for index, leg in enumerate(legs, start=1):
        values |= leg.variables(index)
    return assign(values)


def ring(devices: Sequence[str], legs: int, seconds: int, offer: Offer, *, first_sign: int | None = None) -> Command:
    """Ring `devices` and the described legs at once; answered when the talk is over.

    `first_sign`: seconds until something must ring or be heard; then it is over as if nobody was reachable.
    """
    every = [*devices, *(f"Local/{index}@leg" for index in range(1, legs + 1))]
    options = offer.options()
    limit = str(int(seconds)) if first_sign is None else f"{int(seconds)}^{int(first_sign)}"
    return execute("Dial", f"{'&'.join(every)},{limit}" + (f",{options}" if options else ""), None)
