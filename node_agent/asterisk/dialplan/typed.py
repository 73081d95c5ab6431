"""Lines of dialplan from typed parts. What is written so needs no looking at strings: see values.py for the types."""

from collections.abc import Sequence
from dataclasses import dataclass

from node_agent.asterisk.dialplan.elements import (
    Background,
    BadDialplan,
    Dial,
    Gosub,
    Goto,
    GotoIf,
    GotoIfTime,
    Playback,
    Queue,
    Set,
)
from node_agent.asterisk.dialplan.values import CallerText, Condition, Filtered, Operand, Word


@dataclass(frozen=True)
class Place:
    """Where a call goes on: an entry of a context."""

    context: str | Operand
    entry: str | Operand = "s"

    def __str__(self) -> str:
        context, entry = (_ours(Word(each) if isinstance(each, str) else each) for each in (self.context, self.entry))
        return f"{context},{entry},1"


@dataclass(frozen=True)
class Label:
    """A labelled step of the same entry."""

    name: str

    def __str__(self) -> str:
        return str(Word(self.name))


Target = Place | Label


@dataclass(frozen=True)
class Hours:
    """From `09:00` to `18:00` on days such as `mon&fri` (`*` is every day), on the clock of a time zone."""

    begins: Operand
    ends: Operand
    days: Operand
    zone: Operand

    def __str__(self) -> str:
        begins, ends, days, zone = (_ours(each) for each in (self.begins, self.ends, self.days, self.zone))
        return f"{begins}-{ends},{days},*,*,{zone}"


def assign(name: str, *parts: Operand | Filtered | CallerText) -> Set:
    """`name` becomes the parts one after the other; a caller's text may be kept, it is not read as code here."""
    return Set(f"{name}={''.join(part.text for part in parts)}")


def go(target: Target) -> Goto:
    return Goto(str(target))


def go_if(condition: Condition, target: Target) -> GotoIf:
    return GotoIf(f"{condition}?{target}")


def go_at(hours: Hours, target: Target) -> GotoIfTime:
    return GotoIfTime(f"{hours}?{target}")


def run(place: Place, *arguments: Operand) -> Gosub:
    """A subroutine; the arguments are its ARG1, ARG2, …"""
    given = ",".join(_ours(argument) for argument in arguments)
    return Gosub(f"{place}({given})" if given else str(place))


def ring(devices: Operand | Sequence[Operand], seconds: int | Operand, options: str = "") -> Dial:
    """Ring everything at once. Raises BadDialplan for a caller's text: `&Local/…` in it would ring another leg."""
    listed = [devices] if isinstance(devices, Operand | CallerText) else devices
    dialled = "&".join(_ours(device) for device in listed)
    lasting = str(seconds) if isinstance(seconds, int) else _ours(seconds)
    return Dial(f"{dialled},{lasting},{options}" if options else f"{dialled},{lasting}")


def wait_in(queue: Operand, seconds: int) -> Queue:
    return Queue(f"{_ours(queue)},,,,{seconds}")


def ask(sound: str) -> Background:
    """Sounds of the image, cut short by a digit that is an entry of the same context."""
    return Background(str(Word(sound)))


def say(*sounds: str, unanswered: bool = True) -> Playback:
    """Sounds of the image; `unanswered`: the caller hears them without paying."""
    names = "&".join(str(Word(sound)) for sound in sounds)
    return Playback(f"{names},noanswer" if unanswered else names)


def _ours(value: Operand) -> str:
    if not isinstance(value, Operand):
        raise BadDialplan(f"{value!r} must not name what is rung or run; filter it into a variable and look that up")
    return value.text
