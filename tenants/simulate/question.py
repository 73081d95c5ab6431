"""A what-if question about a company, as a person or a program asks it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tenants.calls.call import Caller
from tenants.calls.caller_number import caller_number
from tenants.calls.memory import Forgetful, Memory, Topic
from tenants.calls.number import called_number
from tenants.calls.opening_hours import time_zone
from tenants.model import Company, WaitingLine
from tenants.simulate.behaviour import NotUnderstood, read_behaviours
from tenants.simulate.moments import read_moment
from tenants.simulate.script import Script
from tenants.simulate.story import Story, tell, who

DIALLED: Final = re.compile(r"[0-9+*#]{1,32}")
_PRESSES: Final = re.compile(r"[0-9*#]{0,32}")
NUMBERS_TOLD: Final = 5
"""Public numbers that an error names."""


@dataclass(frozen=True)
class Question:
    """Who calls what when, and how everybody behaves. Whoever is not mentioned answers at once."""

    caller: str
    """A short number, or a number outside; "anonymous": somebody outside who hides theirs."""
    dials: str
    at: str = "now"
    """See `moments.read_moment`."""
    presses: tuple[str, ...] = ()
    """What the caller types each time they are asked; "": nothing."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """By number, see `behaviour.read_behaviours`."""
    hangs_up_after: float = 0.0
    """Seconds after dialling; 0: never."""


async def ask(company: Company, question: Question, now: datetime) -> Story:
    """The story that the company's call logic makes of it. Raises NotUnderstood."""
    caller, dialled = _caller(company, question.caller), _dialled(question.dials)
    if caller.line is not None and called_number(company, caller.line, dialled) is None:
        raise NotUnderstood("to", f"{dialled} is no number of this company; {_numbers(company)}")
    return await tell(company, caller, dialled, script_of(company, question, now))


def script_of(company: Company, question: Question, now: datetime) -> Script:
    """Raises NotUnderstood."""
    for digits in question.presses:
        if not _PRESSES.fullmatch(digits):
            raise NotUnderstood("presses", f"{digits[:20]!r} cannot be typed on a phone; use 0 to 9, * and #.")
    try:
        at = read_moment(question.at, time_zone(company.profile.time_zone), now)
    except (ValueError, OverflowError):
        text = f"{question.at[:40]!r} is no time; write 2026-03-01 19:00, sunday 19:00, 19:00 or now."
        raise NotUnderstood("at", text) from None
    people = read_behaviours(company, question.answers)
    return Script(
        answers=people.answers,
        presses=question.presses,
        hang_up_after=question.hangs_up_after,
        now=at,
        memory=everybody_at_work(company),
        busy=frozenset(people.busy),
        unregistered=frozenset(people.unregistered),
        waits=people.waits,
    )


def everybody_at_work(company: Company) -> Memory:
    """All agents are logged in to their waiting lines; nothing else is remembered."""
    memory = Forgetful()
    lines: dict[str, list[str]] = {}
    for line in company.all_of(WaitingLine):
        for agent in line.agents:
            lines.setdefault(agent.employee, []).append(line.id)
    for employee, their in lines.items():
        memory.put(Topic.AGENT, employee, {"lines": their, "paused": None})
    return memory


def _caller(company: Company, number: str) -> Caller:
    if number not in company.employees_by_number:
        shown = caller_number(number, company.profile)
        if shown and not shown.startswith("+"):
            raise NotUnderstood(
                "from",
                f"{number[:32]} is no employee's short number here and no number outside; "
                "write a short number, a number with its country code, or anonymous.",
            )
    try:
        return who(company, number)
    except ValueError as problem:
        raise NotUnderstood("from", str(problem)) from None


def _dialled(dials: str) -> str:
    plain = re.sub(r"[\s().\-]", "", dials)
    if not DIALLED.fullmatch(plain):
        raise NotUnderstood("to", f"{dials[:32]!r} cannot be dialled; use digits, +, * and #.")
    return plain


def _numbers(company: Company) -> str:
    numbers = sorted(company.numbers_by_number)
    if not numbers:
        return "it has none: add a number first, or let an employee call."
    return f"it has {', '.join(numbers[:NUMBERS_TOLD])}{' and more' if len(numbers) > NUMBERS_TOLD else ''}."
