"""What we say to Asterisk: typed commands that cannot become two. Pure.

A command is one line; arguments are quoted, control characters are refused, and numbers hold nothing but `[0-9+*#]`.
Asterisk reads a line into 2,048 bytes (AGI_BUF_LEN in res_agi.c); longer ones would be cut, so they are refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from node_agent.asterisk.sentences import RECORDINGS
from tenants.calls.sentences import Sentence

LINE_MAX: Final = 2000
NAME_BYTES_MAX: Final = 79
"""Asterisk copies names into buffers of 80 bytes in several places."""
SENTENCE_SECONDS: Final = 60.0

WITHIN_DECISION: Final = 0.0
"""As a command's `seconds`: its time counts as thinking, see session.DECISION_SECONDS."""

_NUMBER = re.compile(r"[0-9+*#]{1,32}")
_ENDPOINT = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
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


def _execute(application: str, arguments: str, seconds: float | None) -> Command:
    return _command(f"EXEC {application} {_quoted(arguments)}", seconds)


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


def _endpoint(name: str) -> str:
    if not _ENDPOINT.fullmatch(name):
        raise BadCommand(f"{name!r} is no name of a phone or line")
    return name


def _number(number: str) -> str:
    if not _NUMBER.fullmatch(number):
        raise BadCommand(f"{number!r} is no number")
    return number


def shown_name(name: str) -> str:
    """A name as screens of phones show it: at most 79 bytes, without what Asterisk's quoting cannot carry."""
    safe = _CONTROL.sub(" ", name).translate(_NAME_REPLACED).encode("utf-8", "replace")[:NAME_BYTES_MAX]
    return safe.decode("utf-8", "ignore").strip()


def show_caller(number: str | None, name: str) -> Command:
    """What called sides see, in one round trip. None: no number at all."""
    digits = _number(number) if number is not None else ""
    # The value in quotes: MSet takes them off, and commas and brackets between them stay text.
    return _execute("MSet", f'CALLERID(num)={digits},CALLERID(name)="{shown_name(name)}"', WITHIN_DECISION)


def ring_phones(logins: Sequence[str], seconds: int) -> Command:
    """Ring all at once; the first to answer is connected. Answered when the talk is over."""
    dialled = "&".join(f"PJSIP/{_endpoint(login)}" for login in logins)
    return _execute("Dial", f"{dialled},{int(seconds)}", None)


def ring_number(line: str, number: str, seconds: int) -> Command:
    """Call a number over a line; answered when the talk is over."""
    return _execute("Dial", f"PJSIP/{_number(number)}@{_endpoint(line)},{int(seconds)}", None)


def say(sentence: Sentence) -> Command:
    """Play a sentence as early media: the call is not answered by it."""
    return _execute("Playback", f"{RECORDINGS[sentence]},noanswer", SENTENCE_SECONDS)


def end(cause: int) -> Command:
    """Hang up with a cause of ITU-T Q.850; the channel driver makes a SIP answer of it."""
    return _execute("Hangup", str(int(cause)), WITHIN_DECISION)


PROGRESS: Final = _execute("Progress", "", WITHIN_DECISION)
"""Open the way for early media."""

HOW_IT_ENDED: Final = _command('GET FULL VARIABLE "${DIALSTATUS} ${HANGUPCAUSE}"', WITHIN_DECISION)
"""After a ring: status and Q.850 cause, such as `NOANSWER 19`."""
