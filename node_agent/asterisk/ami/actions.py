"""Which actions may be sent, with which fields, and that their text is one line.

panoramisk 1.4 writes values as they are: a name with CR LF would start a second action (tried). So every field passes
here first.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

Fields = Mapping[str, str]

ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Login": frozenset({"Username", "Secret", "Events"}),
        "Ping": frozenset(),
        "CoreStatus": frozenset(),
        "ExtensionStateList": frozenset(),
        "ShowDialPlan": frozenset(),
        "DialplanExtensionAdd": frozenset(
            {"Context", "Extension", "Priority", "Application", "ApplicationData", "Replace"}
        ),
        "DialplanExtensionRemove": frozenset({"Context", "Extension", "Priority"}),
        "DBDel": frozenset({"Family", "Key"}),
        "PJSIPShowRegistrationsOutbound": frozenset(),
        "PJSIPUnregister": frozenset({"Registration"}),
        "DeviceStateList": frozenset(),
        "CoreShowChannels": frozenset(),
        "Getvar": frozenset({"Channel", "Variable"}),
        "Hangup": frozenset({"Channel"}),
        "Setvar": frozenset({"Variable", "Value"}),
        "Originate": frozenset({"Channel", "Context", "Exten", "Priority", "Timeout", "CallerID", "Account", "Async"}),
    }
)
LEG = re.compile(r"PJSIP/[a-z0-9][a-z0-9-]{0,79}-[0-9a-f]{8}")
SHAPES: Mapping[tuple[str, str], re.Pattern[str]] = MappingProxyType(
    {
        # Lamps of switches alone; a variable of a channel, or a function that does something, is nobody's business.
        ("Setvar", "Variable"): re.compile(r"DEVICE_STATE\(Custom:[a-z]+_[0-9a-z-]+_[0-9*#]+\)"),
        ("Setvar", "Value"): re.compile(r"BUSY|INUSE|NOT_INUSE|UNAVAILABLE"),
        # How much sound a phone's or line's leg has brought, and ending it; inner legs end with theirs.
        ("Getvar", "Channel"): LEG,
        ("Getvar", "Variable"): re.compile(r"CHANNEL\(rtcp,rxcount,audio\)"),
        ("Hangup", "Channel"): LEG,
        # Both ends in our own contexts, named by a token; never an application, a phone or a number.
        ("Originate", "Channel"): re.compile(r"Local/[0-9a-f]{32}@errands"),
        ("Originate", "Context"): re.compile(r"answered"),
        ("Originate", "Exten"): re.compile(r"[0-9a-f]{32}"),
        ("Originate", "Priority"): re.compile(r"1"),
        ("Originate", "Timeout"): re.compile(r"[0-9]{1,9}"),
        ("Originate", "CallerID"): re.compile(r'"[^"\\<>]*" <[0-9+*#]*>'),
        ("Originate", "Account"): re.compile(r"[0-9a-z-]{0,64}"),
        ("Originate", "Async"): re.compile(r"true"),
    }
)
"""Powerful actions are allowed in these forms only."""
REQUIRED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Setvar": frozenset({"Variable", "Value"}),
        "Getvar": frozenset({"Channel", "Variable"}),
        "Hangup": frozenset({"Channel"}),
        "Originate": frozenset({"Channel", "Context", "Exten", "Priority"}),
    }
)
LONGEST = 2000
"""Asterisk reads lines of up to 4096 bytes; ours are far below."""


class ActionRefused(ValueError):
    """An action that must not reach Asterisk; the text names the action and the field, never the value."""

    code = "ami-action-refused"


def action(name: str, **fields: str) -> dict[str, str]:
    """The action as a mapping that is safe to write on the wire. Raises ActionRefused."""
    allowed = ALLOWED.get(name)
    if allowed is None:
        raise ActionRefused(f"AMI action {name!r} is not on the list in node_agent/asterisk/ami/actions.py")
    if lacking := REQUIRED.get(name, frozenset()) - fields.keys():
        raise ActionRefused(f"AMI action {name} lacks {', '.join(sorted(lacking))}")
    for key, value in fields.items():
        if key not in allowed:
            raise ActionRefused(f"AMI action {name} has no field {key!r} on the list")
        if any(_ends_line(character) for character in value):
            raise ActionRefused(f"AMI action {name}: the field {key} holds a control character")
        if len(value.encode("utf-8", "replace")) > LONGEST:
            raise ActionRefused(f"AMI action {name}: the field {key} is longer than {LONGEST} bytes")
        if (shape := SHAPES.get((name, key))) is not None and not shape.fullmatch(value):
            raise ActionRefused(f"AMI action {name}: the field {key} has not the one form that is allowed")
        if not value.isascii() and not _is_utf8(value):
            raise ActionRefused(f"AMI action {name}: the field {key} is not valid Unicode")
    return {"Action": name, **fields}


def _ends_line(character: str) -> bool:
    """Control characters, and what str.splitlines takes for a line's end."""
    return character < " " or "\x7f" <= character <= "\x9f" or character in "\u2028\u2029"


def _is_utf8(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)
