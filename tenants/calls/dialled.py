"""What an employee means by the number they dial."""

from tenants.calls.call import Call
from tenants.calls.codes.dialled_code import dialled_code
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.number import NumberDestination
from tenants.calls.outcome import Reason
from tenants.calls.outside import OutsideDestination
from tenants.calls.outside_number import NEVER_AN_EMPLOYEE, is_emergency, number_meant
from tenants.calls.parking import SlotDestination, parking_with_slot
from tenants.calls.references import destination_for
from tenants.model import Employee, TelephonyObject
from tenants.model.objects import kind_of


def destination_of(call: Call, dialled: str) -> Destination | None:
    """Whom or what an employee wants who dials this. None: nobody's number.

    Emergency numbers come first, then whatever the company has under a short number, parking slots, the emergency
    numbers that short numbers may hide, short codes, and the world (ADR 0008).
    """
    company, country = call.company, call.company.profile.country
    if dialled in NEVER_AN_EMPLOYEE and is_emergency(dialled, country):
        return _emergency(call, dialled)
    if item := company.short_numbers.get(dialled):
        return _inside(call, item)
    if parking := parking_with_slot(company, dialled):
        return SlotDestination(parking, dialled)
    if is_emergency(dialled, country):
        return _emergency(call, dialled)
    if code := dialled_code(company, dialled):
        return code
    return _world(call, dialled)


def _inside(call: Call, item: TelephonyObject) -> Destination | None:
    """A short number: an employee, a team, a menu, a room, …"""
    name = getattr(item, "name", "")
    rule = Rule.DIALLED_EMPLOYEE if isinstance(item, Employee) else Rule.DIALLED
    call.decide(Decision(rule, kind_of(item), item.id, text=name))
    return destination_for(call.company, item)


def _world(call: Call, dialled: str) -> Destination | None:
    company = call.company
    outside = number_meant(company.profile, dialled)
    if outside is not None and is_emergency(outside, company.profile.country):
        return _emergency(call, outside)
    if outside is None:
        call.decide(Decision(Rule.NOT_FOUND, reason=Reason.NOT_FOUND, text=dialled))
        return None
    if number := company.numbers_by_number.get(outside):
        return NumberDestination.of(company, number, Rule.DIALLED_OWN_NUMBER)
    call.decide(Decision(Rule.DIALLED_OUTSIDE, text=outside))
    return OutsideDestination.of(company, outside)


def _emergency(call: Call, dialled: str) -> Destination:
    call.decide(Decision(Rule.DIALLED_EMERGENCY, text=dialled))
    return OutsideDestination.of(call.company, dialled)
