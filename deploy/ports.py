"""The ports of an instance: settings with names, checked before anything is started."""

import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Self

from deploy import lanes
from deploy.errors import Stop
from deploy.lanes import LOOPBACK

__all__ = ["LOOPBACK", "BadPort", "PortBusy", "Ports", "free", "require_free"]


@dataclass(frozen=True)
class Ports:
    """One number per door. The environment name of each is in `VARIABLES`."""

    portal: int = 8080
    postgres: int = 15432
    valkey: int = 16379
    sip: int = 5060
    sip_tls: int = 5061
    ami: int = 5038
    fastagi: int = 4573
    rtp_start: int = 16000
    rtp_end: int = 16999
    peer_sip: int = 5070
    peer_ami: int = 5039
    peer_rtp_start: int = 17000
    peer_rtp_end: int = 17199

    @classmethod
    def read(cls, settings: Mapping[str, str], *, otherwise: "Ports | None" = None) -> Self | "Ports":
        """The ports named in `settings`; the rest from `otherwise`, by default the usual ones. Raises BadPort."""
        given = {
            name: _number(variable, settings[variable]) for name, variable in VARIABLES.items() if variable in settings
        }
        return replace(otherwise or cls(), **given)

    def settings(self) -> dict[str, str]:
        """Environment variable → number."""
        return {VARIABLES[name]: str(number) for name, number in asdict(self).items()}


VARIABLES = {
    "portal": "CARILLON_PORTAL_PORT",
    "postgres": "CARILLON_POSTGRES_PORT",
    "valkey": "CARILLON_VALKEY_PORT",
    "sip": "CARILLON_SIP_PORT",
    "sip_tls": "CARILLON_SIP_TLS_PORT",
    "ami": "CARILLON_AMI_PORT",
    "fastagi": "CARILLON_FASTAGI_PORT",
    "rtp_start": "CARILLON_RTP_START",
    "rtp_end": "CARILLON_RTP_END",
    "peer_sip": "CARILLON_PEER_SIP_PORT",
    "peer_ami": "CARILLON_PEER_AMI_PORT",
    "peer_rtp_start": "CARILLON_PEER_RTP_START",
    "peer_rtp_end": "CARILLON_PEER_RTP_END",
}
# Doors that listen on UDP as well as TCP.
DATAGRAM = ("sip", "peer_sip")


class BadPort(Stop):
    """A port setting is not a number from 1 to 65535."""

    code = "bad-port"


class PortBusy(Stop):
    """Somebody else listens where we want to."""

    code = "port-busy"


def require_free(ports: Ports, *, skip: tuple[str, ...] = ()) -> None:
    """Raises PortBusy naming the first door that is taken, and how to move it. `skip`: doors that we do not open."""
    for name in (field.name for field in fields(ports)):
        number: int = getattr(ports, name)
        if "rtp" in name or name in skip:
            continue
        kinds = ["TCP", "UDP"] if name in DATAGRAM else ["TCP"]
        for kind in kinds:
            if not _is_free(number, kind):
                raise PortBusy(
                    f"Port {number} ({kind}), wanted for {LABELS[name]}, is in use by another program.",
                    f"Stop it, or choose another port: `./carillon up --{name.replace('_', '-')}-port NUMBER` "
                    f"(or {VARIABLES[name]} in the environment or in .carillon/up/instance.env).",
                )


LABELS = {
    "portal": "the portal",
    "postgres": "PostgreSQL",
    "valkey": "Valkey",
    "sip": "SIP",
    "sip_tls": "encrypted SIP",
    "ami": "the telephony manager interface",
    "fastagi": "the call logic",
    "peer_sip": "SIP of the test peer",
    "peer_ami": "the manager interface of the test peer",
}


def free() -> Ports:
    """Ports that nobody uses now, for an instance beside others; no two calls answer the same. Raises NoLane."""
    doors: list[int] = []
    while len(doors) < len(LABELS):
        lane = lanes.claim()
        doors = [number for number in lane.doors if _is_free(number, "TCP") and _is_free(number, "UDP")]
    middle = lane.voices[len(lane.voices) * 3 // 5] & ~1
    return Ports(
        **dict(zip(LABELS, doors, strict=False)),
        rtp_start=lane.voices[0],
        rtp_end=middle - 1,
        peer_rtp_start=middle,
        peer_rtp_end=lane.voices[-1],
    )


def _is_free(number: int, kind: str) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM if kind == "TCP" else socket.SOCK_DGRAM) as door:
        if kind == "TCP":
            # A connection that was closed a moment ago is not a program that listens.
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, number))
        except OSError:
            return False
    return True


def _number(variable: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BadPort(
            f"{variable} is {text!r}; a port is a number from 1 to 65535.", "Correct it and run the command again."
        )
    return int(text)
