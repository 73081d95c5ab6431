"""When calls of our own are due: pure but for the clock and the phones' states."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from node_agent.errands.file import Kept
from tenants.calls.errand import CallWhenFree, LineCallback, TellSlot, WakeUp
from tenants.model import Company, Employee

LATE: Final = timedelta(minutes=10)
"""A wake-up call that could not be made in time is not made at noon."""
GIVEN_UP: Final = timedelta(hours=1)
"""For who is busy all the time."""
LINE_CALLBACK: Final = timedelta(hours=4)
SLOT_KNOWN: Final = timedelta(minutes=1)
"""Who went on talking has looked for the slot by then."""

Free = Callable[[Employee], bool]


def is_due(kept: Kept, company: Company, now: datetime, free: Free) -> bool:
    """Whether to call now."""
    match kept.errand:
        case WakeUp(at=at):
            return at is not None and at <= now
        case CallWhenFree(employee=caller, wanted=wanted):
            both = [company.employees.get(each) for each in (caller, wanted)]
            return all(each is not None and free(each) for each in both)
        case LineCallback(not_before=not_before):
            return not_before is None or not_before <= now
        case TellSlot(employee=parker):
            employee = company.employees.get(parker)
            return employee is not None and free(employee)


def is_over(kept: Kept, now: datetime) -> bool:
    """Whether it is too late."""
    match kept.errand:
        case WakeUp(at=at):
            return at is None or now - at > LATE
        case CallWhenFree():
            return now - kept.asked > GIVEN_UP
        case LineCallback():
            return now - kept.asked > LINE_CALLBACK
        case TellSlot():
            return now - kept.asked > SLOT_KNOWN
