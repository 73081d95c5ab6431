"""Commands that record talks and receive faxes. Pure. `name` is a recording's, without ending (asterisk/media.py)."""

import re
from typing import Final

from node_agent.asterisk.fastagi.commands import BadCommand, Command, ask_for, assign, execute
from node_agent.asterisk.media import RECORDINGS

_NAME = re.compile(r"[0-9a-z][0-9a-z-]{0,63}/[0-9A-Za-z_-]{1,96}")
FAX_SECONDS: Final = 3600.0
RECORDING_NOW: Final = ask_for("${RECORDING} ${RECORDING_ID}")
"""The recording's name and, while it runs, Asterisk's id of it."""


def is_name(text: str) -> bool:
    """Whether a recording can have this name."""
    return _NAME.fullmatch(text) is not None


def prepare_recording(name: str, *, switched: bool) -> Command:
    """Tell the channel where its recording goes and what happens at its end; `switched`: by short code too."""
    values = {"RECORDING": _checked(name), "RECORDING_ID": "", "CHANNEL(hangup_handler_wipe)": "recorded,s,1"}
    return assign(values | {"DYNAMIC_FEATURES": "record-here" if switched else ""})


def start_recording(name: str) -> Command:
    """Record both sides while they talk."""
    return execute("MixMonitor", f"{RECORDINGS}/{_checked(name)}.wav,abi(RECORDING_ID)")


def stop_recording() -> tuple[Command, ...]:
    """Stop, and allow no other by short code."""
    return execute("StopMixMonitor"), assign({"RECORDING": "", "RECORDING_ID": "", "DYNAMIC_FEATURES": ""})


def receive_fax(name: str) -> Command:
    """A fax into `<name>.tif`, by T.38 or in-band."""
    return execute("ReceiveFAX", f"{RECORDINGS}/{_checked(name)}.tif,f", FAX_SECONDS)


def _checked(name: str) -> str:
    if not is_name(name):
        raise BadCommand(f"{name!r} is no name of a recording")
    return name
