"""How provider lines are, from what Asterisk says of registrations and devices. Pure."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from wire.reports import LineState

_NAME: Final = "line-"
_DEVICE: Final = "PJSIP/line-"
_REGISTRATIONS: Final = MappingProxyType(
    {"Rejected": LineState.REFUSED, "Unregistered": LineState.REGISTERING, "Stopped": LineState.REFUSED}
)


def line_states(
    devices: Iterable[Mapping[str, str]], registrations: Iterable[Mapping[str, str]]
) -> dict[str, LineState]:
    """By line id. `devices` are the messages of DeviceStateList, `registrations` those of the outbound registrations.

    A provider that does not answer at all is silent, whatever became of a registration before.
    """
    found: dict[str, LineState] = {}
    for message in devices:
        device, state = message.get("Device", ""), message.get("State", "")
        if device.startswith(_DEVICE) and state != "INVALID":
            found[device.removeprefix(_DEVICE)] = LineState.SILENT if state == "UNAVAILABLE" else LineState.UP
    for message in registrations:
        line, status = message.get("ObjectName", "").removeprefix(_NAME), message.get("Status", "")
        if message.get("Event") == "OutboundRegistrationDetail" and found.get(line) is not LineState.SILENT:
            found[line] = _REGISTRATIONS.get(status, LineState.UP)
    return found
