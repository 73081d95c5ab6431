"""Typed lines of dialplan that cannot be written down wrongly.

Each element renders to one application call. `check` refuses what hurt the generations before us: a misspelt
application, unbalanced brackets, and text that a caller can choose inside an expression, where `"` or `&` would become
code (Asterisk's README-SERIOUSLY.bestpractices).
"""

import re
from dataclasses import dataclass

CALLER_TEXT = ("${EXTEN}", "${EXTEN:", "${CALLERID(", "${CONNECTEDLINE(", "${PJSIP_HEADER(", "${REDIRECTING(")
"""Where text of a caller comes from; `${LEN(…)}` of it is a number and harmless."""

_LABEL = re.compile(r"[a-z][a-z-]{0,30}")
_PATTERN = re.compile(r"_?[0-9A-Za-z\[\]+*#!-]{1,40}|_\[[0-9+*#-]+\]\.")
_DEVICES = re.compile(r"[\w/:.@&-]{0,2000}")
_LENGTHS = re.compile(r"\$\{LEN\(\$\{[A-Za-z0-9_]+\}\)\}")


class BadDialplan(ValueError):
    """A line of dialplan that must not reach Asterisk; the text names the line and what to change."""

    code = "bad-dialplan"


@dataclass(frozen=True)
class Application:
    """One application with its arguments; use the classes below, one per application that we use."""

    arguments: str = ""

    @property
    def name(self) -> str:
        return type(self).__name__

    def render(self) -> str:
        return f"{self.name}({self.arguments})"


class AGI(Application): ...


class Answer(Application): ...


class Background(Application): ...


class Dial(Application): ...


class Gosub(Application): ...


class Goto(Application): ...


class GotoIf(Application): ...


class GotoIfTime(Application): ...


class Hangup(Application): ...


class MixMonitor(Application): ...


class NoOp(Application): ...


class Playback(Application): ...


class Progress(Application): ...


class Queue(Application): ...


class Read(Application): ...


class Return(Application): ...


class Set(Application): ...


class StopMixMonitor(Application): ...


class Wait(Application): ...


class WaitExten(Application): ...


KNOWN: frozenset[type[Application]] = frozenset(
    {
        AGI,
        Answer,
        Background,
        Dial,
        Gosub,
        Goto,
        GotoIf,
        GotoIfTime,
        Hangup,
        MixMonitor,
        NoOp,
        Playback,
        Progress,
        Queue,
        Read,
        Return,
        Set,
        StopMixMonitor,
        Wait,
        WaitExten,
    }
)


@dataclass(frozen=True)
class Step:
    """One priority, with an optional label to jump to."""

    run: Application
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One extension and its steps, numbered from 1, and what its lamp shows."""

    pattern: str
    steps: tuple[Step, ...]
    hint: str = ""
    """Devices joined by `&`."""


@dataclass(frozen=True)
class Context:
    """A context with a comment that says what it is for."""

    name: str
    purpose: str
    entries: tuple[Entry, ...]


def steps(*given: Application | tuple[str, Application]) -> tuple[Step, ...]:
    """Steps one after the other; a pair is a label and what runs there."""
    return tuple(Step(each) if isinstance(each, Application) else Step(each[1], each[0]) for each in given)


def check(step: Step, where: str) -> None:
    """Refuse a line that Asterisk would misread. Raises BadDialplan."""
    if type(step.run) not in KNOWN:
        raise BadDialplan(f"{where}: application {step.run.name} is not on the list; add it to KNOWN if it is meant")
    if step.label and not _LABEL.fullmatch(step.label):
        raise BadDialplan(f"{where}: the label {step.label!r} must be lower-case letters and dashes")
    arguments = step.run.arguments
    if any(character in arguments.replace("\\;", "") for character in "\r\n\0;"):
        raise BadDialplan(
            f"{where}: line ends, NUL and semicolons end a line of dialplan early; remove them or write \\; for ;"
        )
    _check_brackets(arguments, where)
    for expression in _expressions(arguments):
        remaining = _LENGTHS.sub("", expression)
        if any(text in remaining for text in CALLER_TEXT):
            raise BadDialplan(f"{where}: a caller's text stands in {expression}; compare its LEN instead")


def check_hint(entry: Entry, where: str) -> None:
    """Raises BadDialplan."""
    if not _DEVICES.fullmatch(entry.hint):
        raise BadDialplan(f"{where}: the lamp shows {entry.hint!r}; write devices joined by & and nothing else")


def check_pattern(pattern: str, where: str) -> None:
    """A pattern must not match everything: `_.` and `_X.` also match what a caller made up. Raises BadDialplan."""
    if not _PATTERN.fullmatch(pattern) or pattern.startswith("_!"):
        raise BadDialplan(f"{where}: the pattern {pattern!r} is not allowed; start it with a set of characters")


def _expressions(text: str) -> list[str]:
    """Every `$[…]` of a text whose brackets are known to match."""
    found = []
    start = text.find("$[")
    while start >= 0:
        depth, end = 0, start + 1
        while True:
            depth += {"[": 1, "]": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                break
        found.append(text[start:end])
        start = text.find("$[", end)
    return found


def _check_brackets(text: str, where: str) -> None:
    closing = {")": "(", "]": "[", "}": "{"}
    open_brackets: list[str] = []
    for character in text:
        if character in "([{":
            open_brackets.append(character)
        elif character in closing and (not open_brackets or open_brackets.pop() != closing[character]):
            raise BadDialplan(f"{where}: the brackets in {text!r} do not match")
    if open_brackets:
        raise BadDialplan(f"{where}: {text!r} leaves {open_brackets[-1]} open")
