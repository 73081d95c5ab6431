"""All rows of a company, and the rows of one object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from node_agent.asterisk.realtime.rows import fallback
from node_agent.asterisk.realtime.rows.lines import line_rows
from node_agent.asterisk.realtime.rows.music import music_rows
from node_agent.asterisk.realtime.rows.phones import phone_rows
from node_agent.asterisk.realtime.rows.row import Rows, Site
from node_agent.asterisk.realtime.rows.waiting_lines import waiting_line_rows
from tenants.model import Company, Employee, Line, Mailbox, Music, Number, Phone, TelephonyObject, WaitingLine


@dataclass
class RowMaker:
    """Makes rows of one version of a company."""

    company: Company
    site: Site

    def of(self, item: TelephonyObject | None) -> Rows:
        """The rows that `item` is the reason for."""
        match item:
            case Phone():
                return phone_rows(self.company, item, self.site, mailboxes=self._mailboxes.get(item.employee, ()))
            case Line():
                return line_rows(self.company, item, self.site)
            case Number():
                return fallback.number_rows(self.company, item)
            case Employee():
                return fallback.employee_rows(self.company, item)
            case WaitingLine():
                return waiting_line_rows(self.company, item) | fallback.line_rows(self.company, item)
            case Music():
                return music_rows(self.company, item)
            case _:
                return {}

    @cached_property
    def _mailboxes(self) -> Mapping[str, Sequence[str]]:
        """The mailboxes whose messages light an employee's lamp, by employee; made when the first phone asks."""
        found: dict[str, list[str]] = {}
        for mailbox in sorted(self.company.all_of(Mailbox), key=lambda each: each.id):
            for owner in mailbox.owners:
                found.setdefault(owner, []).append(mailbox.id)
        for employee in self.company.employees.values():
            if employee.mailbox and employee.mailbox not in found.get(employee.id, ()):
                found.setdefault(employee.id, []).append(employee.mailbox)
        return found


def all_rows(company: Company, site: Site) -> Rows:
    """Every row of the company; what a rebuild compares with."""
    maker = RowMaker(company, site)
    rows: Rows = {}
    for item in company.objects.values():
        rows |= maker.of(item)
    return rows
