"""All rows of a company, and the rows of one object."""

from dataclasses import dataclass

from node_agent.asterisk.realtime.rows import fallback
from node_agent.asterisk.realtime.rows.lines import line_rows
from node_agent.asterisk.realtime.rows.music import music_rows
from node_agent.asterisk.realtime.rows.phones import phone_rows
from node_agent.asterisk.realtime.rows.row import Rows, Site
from node_agent.asterisk.realtime.rows.waiting_lines import waiting_line_rows
from tenants.model import Company, Employee, Line, Music, Number, Phone, TelephonyObject, WaitingLine


@dataclass
class RowMaker:
    """Makes rows of one version of a company."""

    company: Company
    site: Site

    def of(self, item: TelephonyObject | None) -> Rows:
        """The rows that `item` is the reason for."""
        match item:
            case Phone():
                return phone_rows(self.company, item, self.site)
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


def all_rows(company: Company, site: Site) -> Rows:
    """Every row of the company; what a rebuild compares with."""
    maker = RowMaker(company, site)
    rows: Rows = {}
    for item in company.objects.values():
        rows |= maker.of(item)
    return rows
