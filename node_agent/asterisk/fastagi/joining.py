"""Commands that bring a caller together with people who are in other calls. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from node_agent.asterisk.fastagi.commands import BadCommand, Command, ask_for, assign, endpoint, execute, music_class
from node_agent.asterisk.fastagi.dialling import fitting, phone

_ROOM = re.compile(r"[0-9a-z][0-9a-z-]{0,130}")
_CHANNEL = re.compile(r"[A-Za-z]+/[0-9A-Za-z@._-]{1,140}(;[12])?")
_FILE = re.compile(r"/[A-Za-z0-9/._-]{1,200}")
PHONES_AT_ONCE: Final = 40
CHANNELS_AT_ONCE: Final = 25
"""So that they fit into one command."""
PICKED_UP: Final = ask_for("${PICKUPRESULT}")
LEFT: Final = ask_for("${CONFBRIDGE_RESULT}")
BRIDGED: Final = ask_for("${BRIDGERESULT}")
SPY_WAYS: Final = ("", "w", "B")
"""Listen, whisper, barge."""


def channels_of(logins: Iterable[str]) -> Command:
    """The names of the legs of phones, separated by spaces. Exactly of these: a login may begin like another one's."""
    pattern = "|".join(endpoint(login) for login in logins)
    return ask_for(f"${{CHANNELS(^PJSIP/({pattern})-[0-9a-f]+$)}}")


def pick_up(channels: Iterable[str]) -> Command:
    """Take the first of the legs that rings."""
    return execute("PickupChan", "&".join(_channel(name) for name in channels), None)


def supervise(channel: str, way: str) -> Command:
    """Join a leg's talk until it ends; `way` one of SPY_WAYS.

    With `u` the name is a whole one; without it a supervisor could type the name of anybody's leg.
    """
    if way not in SPY_WAYS:
        raise BadCommand(f"{way!r} is no way to supervise")
    return execute("ChanSpy", f"{_channel(channel)},uqbES{way}", None)


def talk_with(channel: str) -> Command:
    """Be connected with a leg that waits; both may transfer. See BRIDGED."""
    return execute("Bridge", f"{_channel(channel)},xTt", None)


def wait_in(place: str, seconds: int, music: str) -> Command:
    """Wait in a place of one's own until fetched, or for so long."""
    music_option = f"m({music_class(music)})" if music else ""
    return execute(
        "BridgeWait", f"{_room(place)},participant,e(m){music_option}S({int(seconds)})", seconds + 24 * 3600.0
    )


def page(logins: Iterable[str], *, two_way: bool) -> Command:
    """Speak to phones, which answer by themselves. No `s`: the state it looks at comes late after a registration."""
    devices = "&".join(fitting([phone(login) for login in logins]))
    return execute("Page", f"{devices},{'d' if two_way else ''}qib(intercom^s^1)", None)


def enter(
    room: str,
    *,
    host: bool,
    wait_for_host: bool,
    muted: bool,
    people_max: int,
    language: str,
    record: str = "",
) -> tuple[Command, Command]:
    """Describe a meeting and enter it; `record` is a path without ending."""
    if record and not _FILE.fullmatch(record):
        raise BadCommand(f"{record!r} is no path of a recording")
    user = {"announce_only_user": "yes", "music_on_hold_when_empty": "yes", "dsp_drop_silence": "yes", "quiet": "no"}
    user |= {"admin": "yes", "marked": "yes"} if host else {}
    user |= {"wait_marked": "yes"} if wait_for_host and not host else {}
    user |= {"startmuted": "yes"} if muted and not host else {}
    bridge = {"max_members": str(int(people_max)), "language": language}
    if record:
        bridge |= {"record_conference": "yes", "record_file": f"{record}.wav", "record_file_timestamp": "no"}
    described = {f"CONFBRIDGE(user,{name})": value for name, value in user.items()}
    described |= {f"CONFBRIDGE(bridge,{name})": value for name, value in bridge.items()}
    return assign(described), execute("ConfBridge", f"{_room(room)},,,carillon", None)


def _channel(name: str) -> str:
    if not _CHANNEL.fullmatch(name):
        raise BadCommand(f"{name!r} is no leg")
    return name


def _room(name: str) -> str:
    if not _ROOM.fullmatch(name):
        raise BadCommand(f"{name!r} is no place to meet")
    return name
