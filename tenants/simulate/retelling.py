"""A real call as a script: everybody does again what they did, on whatever version of the company. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any, Final

from tenants.calls.call import Caller, Fetched, LineEnd, Waited
from tenants.calls.memory import Forgetful, Memory, Topic
from tenants.calls.outcome import Reason
from tenants.model import Company, Employee, Line
from tenants.simulate.script import PIN, Answer, Learned, Script, Side
from tenants.simulate.story import Story, tell
from tenants.witness import Seen, Witness

_LEARNED: Final = frozenset(
    {
        "busy",
        "registered",
        "parked-in",
        "line-down",
        "shared-line-full",
        "room",
        "calls-over",
        "outside-calls",
        "park",
        "fetch-parked",
        "pick-up",
        "page",
        "supervise",
        "record",
        "fax",
    }
)
_ANSWERS: Final = {
    Reason.ANSWERED: Answer.ANSWERS,
    Reason.BUSY: Answer.BUSY,
    Reason.NO_ANSWER: Answer.NO_ANSWER,
    Reason.UNREACHABLE: Answer.UNREACHABLE,
    Reason.REFUSED: Answer.REFUSES,
    Reason.LINE_DOWN: Answer.LINE_DOWN,
    Reason.NOT_FOUND: Answer.NOT_FOUND,
}


class CannotTell(ValueError):
    """The call cannot be told again on this version."""

    code = "cannot-tell-again"


def caller_again(company: Company, witness: Witness) -> Caller:
    """Who called. Raises CannotTell when this version has no such employee or line."""
    employee = company.get(Employee, witness.employee)
    line = company.get(Line, witness.line)
    if employee is None and line is None:
        raise CannotTell("Whoever called is not in this version of the company: neither the employee nor the line.")
    transferrer = company.get(Employee, witness.transferred_by)
    if transferrer is None and witness.transferred_by:
        raise CannotTell("Whoever transferred the call is not in this version of the company.")
    if employee is not None:
        phone = company.phones_by_login.get(witness.phone)
        who = Caller(employee.number, employee.name, employee, phone=phone)
    else:
        who = Caller(witness.caller_number, witness.caller_name, line=line)
    button = company.phones_by_login.get(witness.transferred_from)
    return replace(who, transferred_by=transferrer, transferred_from=button)


def script_again(company: Company, witness: Witness, *, patience: float = 0.0) -> Script:
    """Everybody's part. `company`: the version that the call met, which tells whose phones rang.

    `patience`: the seconds after which the caller hung up, as a simulation counts them; 0: they hang up at the same
    step as then.
    """
    answers, waits = _Several(), _Several()
    services, learned = _Several(), _Several()
    presses: list[str] = []
    for seen in witness.seen:
        about = seen.about[0] if seen.about else ""
        match seen.what:
            case "ring":
                for name, side in _sides(company, seen):
                    answers.add(name, side)
            case "ask":
                presses.append(_press(seen))
            case "wait":
                waits.add(about, _waited(seen))
            case "fetch":
                services.add(about, _fetched(seen))
            case what if what in _LEARNED:
                learned.add(f"{what} {about}", Learned(seen.answer, seen.seconds))
    return Script(
        answers=answers.found,
        presses=presses,
        hang_up_at=0 if patience else witness.gone_at,
        hang_up_after=patience,
        now=witness.at,
        memory=_memory(witness.seen),
        waits=waits.found,
        services=services.found,
        learned=learned.found,
        recorded=witness.recorded,
        seed=witness.seed,
    )


async def tell_again(met: Company, on: Company, witness: Witness, *, patience: float = 0.0) -> Story:
    """A real call that met the version `met`, told on `on`; see `script_again`. Raises CannotTell."""
    script = script_again(met, witness, patience=patience)
    return await tell(on, caller_again(on, witness), witness.dialled, script)


class _Several:
    """What each did, each time in turn."""

    def __init__(self) -> None:
        self.found: dict[str, list[Any]] = {}

    def add(self, name: str, what: object) -> None:
        self.found.setdefault(name, []).append(what)


def _sides(company: Company, seen: Seen) -> Iterable[tuple[str, Side]]:
    """What each of those who rang together did: one of them took the call, or all are told by how it ended."""
    reason = Reason(seen.answer)
    limit, *afters = json.loads(seen.data) if seen.data else (0,)
    for name, after in zip_longest(seen.about, afters[: len(seen.about)], fillvalue=0):
        if reason is not Reason.ANSWERED:
            # When the caller hung up, those who rang had not answered by then.
            side = Side(_ANSWERS.get(reason, Answer.NO_ANSWER))
        elif _took(seen, str(name)):
            # The clock also counts what it takes to tell: never later than the last second of ringing.
            rang = max(0.0, min(seen.seconds - seen.talked, limit) - after)
            side = Side(Answer.ANSWERS, float(int(rang)), seen.talked)
        else:
            side = Side(Answer.NO_ANSWER)
        for each in _names(company, str(name)):
            yield each, side


def _took(seen: Seen, name: str) -> bool:
    """Whether this one took the call; the first, when a colleague picked it up, or nobody knows who."""
    ways = {each: {each, each.partition("/")[2]} for each in seen.about}
    known = any(seen.by in names for names in ways.values()) if seen.by else False
    return seen.by in ways[name] if known else name == seen.about[0]


def _names(company: Company, name: str) -> list[str]:
    """Under which a script is asked: a phone's login and its owner's number, or a way outside and its number."""
    line, slash, number = name.partition("/")
    if slash:
        return [name, number] if line else [number]
    phone = company.phones_by_login.get(name)
    owner = company.employees.get(phone.employee) if phone is not None else None
    return [name, owner.number] if owner is not None else [name]


def _press(seen: Seen) -> str:
    if seen.by:
        return PIN + seen.by
    return seen.answer.replace("?", "0")


def _waited(seen: Seen) -> Waited:
    position = seen.about[1] if len(seen.about) > 1 else "0"
    seconds = seen.seconds if seen.seconds >= 0 else None
    return Waited(LineEnd(seen.answer), seen.by, int(position) if position.isdigit() else 0, seconds)


def _fetched(seen: Seen) -> Fetched:
    fields: Mapping[str, str] | None = json.loads(seen.data) if seen.data else None
    return Fetched(fields, seen.answer)


def _memory(everything: Iterable[Seen]) -> Memory:
    memory = Forgetful()
    for seen in everything:
        if seen.what == "memory" and seen.data and len(seen.about) == 2:
            memory.put(Topic(seen.about[0]), seen.about[1], json.loads(seen.data))
    return memory
