"""What we say to Asterisk: typed commands that cannot become two. Pure.

A command is one line; arguments are quoted, control characters are refused, and numbers hold nothing but `[0-9+*#]`.
Asterisk reads a line into 2,048 bytes (AGI_BUF_LEN in res_agi.c); longer ones would be cut, so they are refused.
Modules beside this one make the commands of one trade each: `dialling`, `speaking`, `joining`, `keeping`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LINE_MAX: Final = 2000
NAME_BYTES_MAX: Final = 79
"""Asterisk copies names into buffers of 80 bytes in several places."""

WITHIN_DECISION: Final = 0.0
"""As a command's `seconds`: its time counts as thinking, see session.DECISION_SECONDS."""

_NUMBER = re.compile(r"[0-9+*#]{1,32}")
_ENDPOINT = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_CLASS = re.compile(r"[a-z0-9][a-z0-9-]{0,159}")
_VARIABLE = re.compile(r"_{0,2}[A-Z][A-Z0-9_]*(\([a-zA-Z,_-]+\))?")
_PLACE = re.compile(r"[A-Za-z0-9_+*#-]{1,80}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAME_REPLACED = str.maketrans({'"': "'", "\\": "/"})


class BadCommand(ValueError):
    """A command that must not reach Asterisk."""

    code = "bad-command"


@dataclass(frozen=True, slots=True)
class Command:
    """One line, with its end. `seconds`: how long its answer may take; None: as long as a talk."""

    line: bytes
    seconds: float | None


def execute(application: str, arguments: str = "", seconds: float | None = WITHIN_DECISION) -> Command:
    """Run an application. `arguments` are ours: whatever people can choose was checked before it was put there."""
    return _command(f"EXEC {application} {_quoted(arguments)}", seconds)


def ask_for(expression: str) -> Command:
    """The value of an expression such as `${DIALSTATUS}`."""
    return _command(f"GET FULL VARIABLE {_quoted(expression)}", WITHIN_DECISION)


def assign(values: Mapping[str, str]) -> Command:
    """Set variables and functions of the channel in one round trip; a leading `_` hands a variable on to who is rung.

    The values in quotes: MSet takes them off, and commas and brackets between them stay text. Raises BadCommand.
    """
    for name, value in values.items():
        if not _VARIABLE.fullmatch(name):
            raise BadCommand(f"{name!r} is no variable")
        if '"' in value or "\\" in value:
            raise BadCommand(f"the value of {name} holds what quotes cannot carry")
    return execute("MSet", ",".join(f'{name}="{value}"' for name, value in values.items()))


def endpoint(name: str) -> str:
    """`name` if it can be a phone's login or a line's. Raises BadCommand."""
    if not _ENDPOINT.fullmatch(name):
        raise BadCommand(f"{name!r} is no name of a phone or line")
    return name


def music_class(name: str) -> str:
    """`name` if it can be hold music. Raises BadCommand."""
    if not _CLASS.fullmatch(name):
        raise BadCommand(f"{name!r} is no hold music")
    return name


def dialled(number: str) -> str:
    """`number` if it can be dialled. Raises BadCommand."""
    if not _NUMBER.fullmatch(number):
        raise BadCommand(f"{number!r} is no number")
    return number


def shown_name(name: str) -> str:
    """A name as screens of phones show it: at most 79 bytes, without what Asterisk's quoting cannot carry."""
    safe = _CONTROL.sub(" ", name).translate(_NAME_REPLACED).encode("utf-8", "replace")[:NAME_BYTES_MAX]
    return safe.decode("utf-8", "ignore").strip()


def show_caller(number: str | None, name: str) -> Command:
    """What called sides see, in one round trip. None: no number at all."""
    digits = dialled(number) if number is not None else ""
    return execute("MSet", f'CALLERID(num)={digits},CALLERID(name)="{shown_name(name)}"')


def end(cause: int) -> Command:
    """Hang up with a cause of ITU-T Q.850; the channel driver makes a SIP answer of it."""
    return execute("Hangup", str(int(cause)))


def go_to(context: str, extension: str, priority: str) -> tuple[Command, ...]:
    """Where the channel goes on once we leave it. Raises BadCommand."""
    if not (_PLACE.fullmatch(context) and _PLACE.fullmatch(extension) and priority.isdigit()):
        raise BadCommand("a channel is at a place that is none of our dialplan")
    words = (f"SET CONTEXT {context}", f"SET EXTENSION {extension}", f"SET PRIORITY {priority}")
    return tuple(_command(word, WITHIN_DECISION) for word in words)


def _command(text: str, seconds: float | None) -> Command:
    line = text.encode("utf-8", "replace")
    if len(line) > LINE_MAX:
        raise BadCommand(f"a command of {len(line)} bytes; Asterisk reads {LINE_MAX}")
    return Command(line + b"\n", seconds)


def _quoted(text: str) -> str:
    """`text` as one argument of an AGI command. Raises BadCommand for control characters."""
    if _CONTROL.search(text):
        raise BadCommand("an argument holds a control character")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


PROGRESS: Final = execute("Progress")
"""Open the way for early media."""

ANSWER: Final = execute("Answer", ",i")
"""At once: without `i` Asterisk waits up to half a second for the caller's first sound."""

ECHO: Final = execute("Echo", "", None)
"""The caller hears themselves; # ends it."""
