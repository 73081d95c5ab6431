"""What the phone shows that a call of our own rings."""

from node_agent.asterisk.realtime.text import caller_id
from tenants.calls.errand import Appointment, CallWhenFree, LineCallback, TellSlot, WakeUp
from tenants.calls.parking import parking_with_slot
from tenants.model import Company


def shown(company: Company, errand: Appointment) -> str:
    """What the phone that rings shows: the company's own words, and checked digits of callers."""
    match errand:
        case WakeUp(employee=identifier):
            employee = company.employees.get(identifier)
            return caller_id(company.profile.name, employee.number if employee else "")
        case CallWhenFree(wanted=wanted):
            colleague = company.employees.get(wanted)
            return caller_id(colleague.name, colleague.number) if colleague else caller_id(company.profile.name, "")
        case TellSlot(slot=slot):
            return caller_id(_parking_name(company, slot), slot)
        case LineCallback(number=number):
            return caller_id("", "".join(character for character in number if character in "0123456789+*#"))


def _parking_name(company: Company, slot: str) -> str:
    """The phone's display says it too, also where nobody picks up; the number can be dialled to fetch the call."""
    parking = parking_with_slot(company, slot)
    return parking.name if parking is not None else company.profile.name
