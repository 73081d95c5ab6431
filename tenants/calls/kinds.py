"""Everything that can take a call: one line for each kind of object, one file for each class."""

import tenants.calls.codes.services  # noqa: F401  # fills the table of short codes
from tenants.calls.decision import Rule
from tenants.calls.directory import DirectoryDestination
from tenants.calls.employee import EmployeeDestination
from tenants.calls.fax import FaxDestination
from tenants.calls.flow import FlowDestination
from tenants.calls.hang_up import HangUpDestination
from tenants.calls.hours_switch import ScheduleDestination
from tenants.calls.mailboxes import MailboxDestination
from tenants.calls.menu import MenuDestination
from tenants.calls.number import NumberDestination
from tenants.calls.outside import OutsideDestination
from tenants.calls.paging import PagingDestination
from tenants.calls.parking import ParkingDestination
from tenants.calls.references import BY_CLASS, WITHOUT_OBJECT
from tenants.calls.room import RoomDestination
from tenants.calls.team import TeamDestination
from tenants.calls.waiting_line import WaitingLineDestination
from tenants.model import (
    Company,
    DestinationKind,
    Employee,
    Fax,
    Flow,
    Mailbox,
    Menu,
    Number,
    Paging,
    Parking,
    Room,
    Schedule,
    Team,
    WaitingLine,
)


def dialled_inside(company: Company, number: Number) -> NumberDestination:
    return NumberDestination.of(company, number, Rule.DIALLED_OWN_NUMBER)


BY_CLASS.update(
    {
        # People.
        Employee: EmployeeDestination.of,
        Paging: PagingDestination.of,
        Parking: ParkingDestination.of,
        Team: TeamDestination.of,
        # Paths.
        Fax: FaxDestination.of,
        Flow: FlowDestination.of,
        Room: RoomDestination.of,
        WaitingLine: WaitingLineDestination.of,
        Mailbox: MailboxDestination.of,
        Menu: MenuDestination.of,
        Schedule: ScheduleDestination.of,
        Number: dialled_inside,
    }
)
WITHOUT_OBJECT.update(
    {
        DestinationKind.DIRECTORY: lambda company, _: DirectoryDestination.of(company),
        DestinationKind.HANG_UP: lambda company, _: HangUpDestination.of(company),
        DestinationKind.OUTSIDE: lambda company, reference: OutsideDestination.of(company, reference.number or ""),
    }
)
