"""Hints: what the lamps of a company's phones show.

Switches have device states of their own, named after the short number that they belong to, so that one pattern per
company is enough for all its employees. Who sets them: node_agent.lamps.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from node_agent.asterisk.realtime.rows.fallback import devices
from node_agent.asterisk.realtime.rows.row import Hint, hint_context
from node_agent.asterisk.realtime.rows.waiting_lines import queue_name
from tenants.model import Company, Employee, Parking, Schedule, Service, ShortCode, TelephonyObject, WaitingLine
from tenants.model.short_code import DEFAULTS

DO_NOT_DISTURB: Final = "dnd"
"""Of the switch itself, `*78101`."""
QUIET: Final = "quiet"
"""The same switch among the employee's phones: busy, or nothing that would hide a phone which is switched off."""
AGENT: Final = "agent"
CLOSED: Final = "closed"
PARKED: Final = "park"


def switch_device(what: str, company_id: str, number: str) -> str:
    """The device state of a switch: lit when the employee, schedule or slot with this number has it on."""
    return f"Custom:{what}_{company_id}_{number}"


def hints_of(company: Company, item: TelephonyObject | None) -> tuple[Hint, ...]:
    """The lamps that show `item`."""
    match item:
        case Employee():
            hint = employee_hint(company, item)
            return (hint,) if hint else ()
        case Schedule(number=str(number)):
            return (_hint(company, number, switch_device(CLOSED, company.id, number)),)
        case Parking():
            return tuple(_hint(company, s, switch_device(PARKED, company.id, s)) for s in item.slot_numbers)
        case WaitingLine(number=str(number)):
            return (_hint(company, number, f"Queue:{queue_name(company.id, item.id)}"),)
        case _:
            return ()


def employee_hint(company: Company, employee: Employee) -> Hint | None:
    """Free or busy, also with do not disturb. None when the employee has no phone to watch."""
    watched = devices(company, employee)
    if not watched:
        return None
    watched.append(switch_device(QUIET, company.id, employee.number))
    return _hint(company, employee.number, "&".join(watched))


def code_hints(company: Company) -> tuple[Hint, ...]:
    """Lamps on a short code followed by an employee's number, such as `*78101`."""
    own = {each.service: each.code for each in company.all_of(ShortCode)}
    found = []
    for service, what in ((Service.DO_NOT_DISTURB, DO_NOT_DISTURB), (Service.AGENT_LOGIN, AGENT)):
        if code := own.get(service, DEFAULTS[service]):
            state = switch_device(what, company.id, f"${{EXTEN:{len(code)}}}")
            found.append(_hint(company, f"_{code}XX!", state))
    return tuple(found)


def all_hints(company: Company) -> Mapping[str, Hint]:
    """By number."""
    found = [hint for item in company.objects.values() for hint in hints_of(company, item)]
    return MappingProxyType({hint.number: hint for hint in (*found, *code_hints(company))})


def _hint(company: Company, number: str, watched: str) -> Hint:
    return Hint(hint_context(company.id), number, watched)
