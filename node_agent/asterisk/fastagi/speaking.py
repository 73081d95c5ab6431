"""Commands that let the caller hear and be heard. Pure. Paths are Asterisk's, without endings, see prompts/."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from node_agent.asterisk.fastagi.commands import WITHIN_DECISION, BadCommand, Command, ask_for, execute, music_class

FILE_SECONDS: Final = 3600.0
"""Longer than any sound (tenants/model/sound.py)."""
PATHS_BYTES_MAX: Final = 1500
DIGITS_MAX: Final = 32

_PATH = re.compile(r"/[A-Za-z0-9/._-]{1,200}")
ASKED: Final = ask_for("${ASKED}")
"""What was typed for the last `ask`."""
RECORD_STATUS: Final = ask_for("${RECORD_STATUS}")
MUSIC_OFF: Final = Command(b"SET MUSIC OFF\n", WITHIN_DECISION)


def play(paths: Sequence[str]) -> Command:
    """Play files one after the other as early media: the call is not answered by it."""
    return execute("Playback", f"{_joined(paths)},noanswer", FILE_SECONDS)


def parts(paths: Sequence[str]) -> Iterator[list[str]]:
    """`paths` in parts that fit into one command each."""
    part: list[str] = []
    size = 0
    for path in paths:
        if part and size + len(path) > PATHS_BYTES_MAX:
            yield part
            part, size = [], 0
        part.append(path)
        size += len(path) + 1
    if part:
        yield part


def ask(paths: Sequence[str], *, digits: int, seconds: float, end: str) -> Command:
    """Play files and collect digits, which cut them short, see ASKED; `end` ends the input and is not part of it."""
    if not 1 <= digits <= DIGITS_MAX or end not in ("", *"0123456789*#"):
        raise BadCommand(f"{digits} digits ended by {end!r} cannot be asked for")
    longest = FILE_SECONDS + digits * seconds
    return execute("Read", f"ASKED,{_joined(paths)},{digits},t({end}),1,{seconds:.1f}", longest)


def music(name: str, seconds: float) -> Command:
    """Hold music for a while; `name` "": the channel's own."""
    return execute("MusicOnHold", f"{music_class(name) if name else ''},{seconds:.1f}", seconds + 30)


def music_meanwhile(name: str) -> Command:
    """Hold music from now until MUSIC_OFF, while we say nothing; answered at once. `name`: as for `music`."""
    return Command(f"SET MUSIC ON {music_class(name)}\n".encode() if name else b"SET MUSIC ON\n", WITHIN_DECISION)


def silence(seconds: float) -> Command:
    """Nothing for a while."""
    return execute("Wait", f"{seconds:.1f}", seconds + 30)


def record(path: str, *, seconds: int, silence: int) -> Command:
    """After a tone, record until #, silence, hang-up (what there is stays) or time."""
    return execute("Record", f"{_checked(path)}.wav,{int(silence)},{int(seconds)},k", seconds + 60.0)


def _joined(paths: Sequence[str]) -> str:
    return "&".join(_checked(path) for path in paths)


def _checked(path: str) -> str:
    if not _PATH.fullmatch(path) or ".." in path:
        raise BadCommand(f"{path!r} is no path of a sound")
    return path
