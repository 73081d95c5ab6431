"""What Asterisk says when it connects: lines `agi_name: value` until an empty line. Pure.

Everything here may hold a caller's text, so a repeated name refuses the whole header: a line end smuggled into a
caller's name could otherwise speak for the endpoint that called.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

HEADER_MAX: Final = 16 * 1024
LINES_MAX: Final = 200
CALLER_NAME_MAX: Final = 100

_ENDPOINT = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_NUMBER = re.compile(r"[0-9+*#]{1,32}")
_CALLER_NUMBER = re.compile(r"[0-9+*#]{0,32}")
_CALL_ID = re.compile(r"[0-9A-Za-z._-]{1,80}")
_FILE = re.compile(r"[0-9a-z][0-9a-z-]{0,63}/[0-9A-Za-z_-]{1,96}")
_CHANNEL = re.compile(r"[0-9A-Za-z/@;._+*#-]{1,160}")
_TOKEN = re.compile(r"[?&]t=([0-9A-Za-z_-]{1,128})(?:&|$)")


class BadRequest(ValueError):
    """This is not what our dialplan sends; the connection is closed."""

    code = "bad-request"


Kind = Literal["phone", "line", "transfer", "recorded", "agent", "errand", "answered"]
KINDS: Final[dict[str, Kind]] = {
    "phone": "phone",
    "line": "line",
    "transfer": "transfer",
    "recorded": "recorded",
    "agent": "agent",
    "errand": "errand",
    "answered": "answered",
}
"""Who asks: a phone or line that calls; somebody transferred; a recording that is complete; a waiting line that rings
an agent; the two ends of a call that nobody dialled."""


@dataclass(frozen=True, slots=True)
class Request:
    """A call that asks for a decision. `caller_number` and `caller_name` are what the other side claims."""

    token: str
    kind: Kind
    endpoint: str = ""
    """Which phone or line authenticated: the only thing that tells the company. Of a transfer: who transferred; of an
    agent: the company itself; of an errand: its token."""
    number: str = ""
    call: str = ""
    """The same for all legs of one conversation."""
    caller_number: str = ""
    caller_name: str = ""
    channel: str = ""
    """Asterisk's name of the leg."""
    file: str = ""
    """Of a recording that is complete: its name below the recordings, without ending."""


def parse_request(header: bytes) -> Request:
    """Read a whole header, without the empty line at its end. Raises BadRequest."""
    fields = _fields(header)
    kind = KINDS.get(fields.get("agi_arg_1", ""))
    if kind is None:
        raise BadRequest(f"the first argument must be one of {', '.join(KINDS)}")
    token = _token(fields.get("agi_request", ""))
    if kind == "recorded":
        return Request(token, kind, file=_matching(fields, "agi_arg_2", _FILE))
    return Request(
        token=token,
        kind=kind,
        endpoint=_matching(fields, "agi_arg_2", _ENDPOINT),
        number=_matching(fields, "agi_arg_3", _NUMBER),
        call=_matching(fields, "agi_arg_4", _CALL_ID),
        caller_number=_matching(fields, "agi_arg_5", _CALLER_NUMBER),
        caller_name=_caller_name(fields),
        channel=_matching(fields, "agi_channel", _CHANNEL),
    )


def _fields(header: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    lines = header.decode("utf-8", "replace").split("\n")
    if len(lines) > LINES_MAX:
        raise BadRequest(f"more than {LINES_MAX} lines")
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or name in fields or not name.startswith("agi_"):
            raise BadRequest("a line is not `agi_name: value`, or a name comes twice")
        fields[name] = value.removeprefix(" ")
    return fields


def _matching(fields: dict[str, str], name: str, pattern: re.Pattern[str]) -> str:
    value = fields.get(name)
    if value is None or not pattern.fullmatch(value):
        raise BadRequest(f"{name} is missing or has another form than our dialplan gives it")
    return value


def _token(address: str) -> str:
    found = _TOKEN.search(address)
    return found[1] if found else ""


def _caller_name(fields: dict[str, str]) -> str:
    """Argument 6 and all after it: a name may hold commas, which Asterisk takes for the end of an argument."""
    name = fields.get("agi_arg_6", "")
    position = 7
    while (more := fields.get(f"agi_arg_{position}")) is not None:
        name += f",{more}"
        position += 1
    return "".join(character for character in name[:CALLER_NAME_MAX] if character.isprintable())
