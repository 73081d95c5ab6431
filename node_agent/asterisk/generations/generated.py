"""The first generation: every company as dialplan of its own, parameters inlined, applied by reading it all again.

What a person wants is decided when the dialplan is written, not when somebody calls: who does not want calls has no
`Dial` at all. So a call costs next to nothing, and every change costs the whole company.
"""

from collections.abc import Callable, Iterable, Iterator

from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.dialplan.carillon import ANY_NUMBER
from node_agent.asterisk.dialplan.elements import Answer, Context, Entry, Hangup, Step, steps
from node_agent.asterisk.dialplan.lookup import HOW_IT_ENDED, WAIT_SECONDS
from node_agent.asterisk.dialplan.render import render_part
from node_agent.asterisk.dialplan.typed import Label, Place, assign, go, go_if, ring, wait_in
from node_agent.asterisk.dialplan.values import Variable, Word, different, equal
from node_agent.asterisk.generations.inclusion import include
from node_agent.asterisk.realtime.rows.fallback import devices
from node_agent.asterisk.realtime.rows.lamps import employee_hint
from node_agent.asterisk.realtime.rows.waiting_lines import queue_name
from tenants.model import Company, Destination, DestinationKind, Employee, WaitingLine

FILE = "generated.conf"


class NotReloaded(RuntimeError):
    """Asterisk did not take the dialplan; what it had before stays in force."""

    code = "dialplan-not-reloaded"


def entrance(company_id: str) -> str:
    """The context of the company's phones."""
    return f"generated-{company_id}"


def context_of(company: Company, *, lamps: bool = True) -> Context:
    """One entry with a lamp for each number of the company; any other number is refused, whatever it holds.

    `lamps`: not where they come from static realtime. High numbers come first, see `_place` in realtime/database.py.
    """
    refused = Entry(ANY_NUMBER, steps(go(Place("refused"))))
    purpose = f"Version {company.version} of company {company.id}."
    entries = sorted(_entries(company, lamps=lamps), key=lambda entry: entry.pattern, reverse=True)
    return Context(entrance(company.id), purpose, (*entries, refused))


def put_in_force(places: Places, contexts: Iterable[Context], console: Callable[[str], str]) -> None:
    """Write the contexts of all companies and have Asterisk read its dialplan again.

    Raises BadDialplan, OSError, NotReloaded.
    """
    include(places, FILE, render_part([*contexts]))
    answer = console("dialplan reload")
    if "reloaded" not in answer:
        raise NotReloaded(f"Asterisk answered {answer.strip()!r}; its log says which line it did not like")


def _entries(company: Company, *, lamps: bool) -> Iterator[Entry]:
    for employee in company.employees.values():
        hint = employee_hint(company, employee) if lamps else None
        yield Entry(employee.number, _person(company, employee), hint.devices if hint else "")
    for line in company.all_of(WaitingLine):
        if line.number:
            yield Entry(line.number, _waiting(company, line))
    for number in company.numbers_by_number.values():
        if (inside := inside_number(company, number.destination)) is not None:
            yield Entry(number.number, steps(go(Place(entrance(company.id), inside))))


def _person(company: Company, employee: Employee) -> tuple[Step, ...]:
    if (forward := inside_number(company, employee.forward_always)) is not None:
        return steps(go(Place(entrance(company.id), forward)))
    phones = [Word(device) for device in devices(company, employee)]
    if employee.do_not_disturb or not phones:
        return steps(Hangup("17"))
    state = Variable(f"EXTENSION_STATE({employee.number}@{entrance(company.id)})")
    second_call = (
        ()
        if employee.call_waiting
        else (
            assign("STATE", state),
            go_if(different(Variable("STATE"), Word("NOT_INUSE")), Label("busy")),
        )
    )
    return steps(
        *second_call,
        ring(phones, employee.ring_seconds),
        go_if(equal(HOW_IT_ENDED, Word("BUSY")), Label("busy")),
        Hangup("19"),
        ("busy", Hangup("17")),
    )


def _waiting(company: Company, line: WaitingLine) -> tuple[Step, ...]:
    return steps(Answer(""), wait_in(Word(queue_name(company.id, line.id)), WAIT_SECONDS), Hangup("19"))


def inside_number(company: Company, wanted: Destination | None) -> str | None:
    """The short number of what a destination points at; None for what this generation does not serve."""
    if wanted is None:
        return None
    match wanted.kind:
        case DestinationKind.EMPLOYEE:
            employee = company.get(Employee, wanted.id)
            return employee.number if employee else None
        case DestinationKind.WAITING_LINE:
            line = company.get(WaitingLine, wanted.id)
            return line.number if line else None
        case _:
            return None
