"""What people do, in one word each: `5s`, `busy`, `no-answer`, `off`, … as a question says it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tenants.calls.call import LineEnd, Waited
from tenants.calls.outside_number import outside_number
from tenants.model import Company, Employee, WaitingLine
from tenants.simulate.script import Answer, Side

_SECONDS: Final = re.compile(r"(\d{1,4})\s?s?")
_SIDES: Final = {
    "answers": Answer.ANSWERS,
    "busy": Answer.BUSY,
    "no-answer": Answer.NO_ANSWER,
    "off": Answer.UNREACHABLE,
    "refuses": Answer.REFUSES,
    "voicemail": Answer.VOICEMAIL,
    "not-found": Answer.NOT_FOUND,
    "line-down": Answer.LINE_DOWN,
}
_ENDS: Final = {
    "answers": Waited(LineEnd.ANSWERED),
    "no-answer": Waited(LineEnd.TIMED_OUT, seconds=60),
    "full": Waited(LineEnd.FULL),
    "off": Waited(LineEnd.NO_AGENTS),
}
_DIGIT: Final = re.compile(r"presses-([0-9*#])")
OF_PEOPLE: Final = ("5s", *_SIDES)
OF_LINES: Final = ("30s", *_ENDS, "presses-1")


class NotUnderstood(ValueError):
    """A part of a question; `part` is its name there."""

    code = "not-understood"

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@dataclass
class Behaviours:
    """The parts of a script that say what people do; see `script.Script`."""

    answers: dict[str, Side] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    unregistered: set[str] = field(default_factory=set)
    waits: dict[str, Waited] = field(default_factory=dict)


def read_behaviours(company: Company, said: Mapping[str, str]) -> Behaviours:
    """`said`: what each does, by short number of an employee or waiting line, or number outside.

    Raises NotUnderstood.
    """
    found = Behaviours()
    for number, word in said.items():
        item = company.short_numbers.get(number)
        if isinstance(item, WaitingLine):
            found.waits[item.id] = _wait(number, word)
            continue
        side = _side(number, word)
        if isinstance(item, Employee):
            _person(found, item, side)
        elif outside := outside_number(number, company.profile.country):
            found.answers[outside] = side
        else:
            raise NotUnderstood(
                "answers",
                f"{number} is no employee's and no waiting line's short number here, and no number outside; "
                "say who answers by their number.",
            )
    return found


def _person(found: Behaviours, employee: Employee, side: Side) -> None:
    found.answers[employee.number] = side
    if side.answer is Answer.BUSY:
        found.busy.add(employee.number)
    if side.answer is Answer.UNREACHABLE:
        found.unregistered.add(employee.number)


def _side(number: str, word: str) -> Side:
    if seconds := _SECONDS.fullmatch(word.strip()):
        return Side(after=float(seconds[1]))
    answer = _SIDES.get(word.strip())
    if answer is None:
        raise NotUnderstood("answers", f"{number} cannot do {word[:20]!r}; choose one of {', '.join(OF_PEOPLE)}.")
    return Side(answer)


def _wait(number: str, word: str) -> Waited:
    if seconds := _SECONDS.fullmatch(word.strip()):
        return Waited(LineEnd.ANSWERED, seconds=float(seconds[1]))
    if digit := _DIGIT.fullmatch(word.strip()):
        return Waited(LineEnd.DIGIT, digit=digit[1], position=1, seconds=10)
    end = _ENDS.get(word.strip())
    if end is None:
        text = f"{number} is a waiting line and cannot do {word[:20]!r}; choose one of {', '.join(OF_LINES)}."
        raise NotUnderstood("answers", text)
    return end
