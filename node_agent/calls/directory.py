"""Every company this node serves, in memory, and who belongs to which.

Versions are immutable values: a call keeps the one it began with, and a new version is one assignment.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tenants.calls.number import called_number
from tenants.calls.opening_hours import time_zone, warm_schedules
from tenants.calls.outside.rates import warm_rates
from tenants.calls.outside_number import outside_number, warm
from tenants.model import Company, Employee, Line, Number, Phone, RateTable, Schedule, TelephonyObject
from tenants.model.company import Key
from tenants.model.objects import kind_of


class Unknown(LookupError):
    """No company here has this phone, this line, or this name."""

    code = "unknown"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a call comes from: a company and exactly one of employee and line."""

    company: Company
    employee: Employee | None = None
    line: Line | None = None
    adopted: bool = False
    """The line that authenticated is another company's, which shares it or its address: the leg has their account."""


Watcher = Callable[[str, Company | None, Iterable[Key] | None], None]
"""Told company, what is served of it now, and what differs (None: anything may); must not wait."""


class Directory:
    """From who authenticated to whose call it is. Used by one thread, the event loop's."""

    def __init__(self, companies: Iterable[Company] = ()) -> None:
        """What calls of `companies` need is not worked out yet; see `warm_up`."""
        self._companies: dict[str, Company] = {}
        self._company_of_login: dict[str, str] = {}
        self._company_of_line: dict[str, str] = {}
        self._company_of_number: dict[str, str] = {}
        self.watchers: list[Watcher] = []
        for company in companies:
            self._serve(company)

    def __len__(self) -> int:
        return len(self._companies)

    def company(self, company_id: str) -> Company | None:
        return self._companies.get(company_id)

    def of_phone(self, login: str) -> Origin:
        """Raises Unknown, also when the phone's employee is gone."""
        company = self._companies.get(self._company_of_login.get(login, ""))
        phone = company.phones_by_login.get(login) if company else None
        employee = company.employees.get(phone.employee) if company and phone else None
        if company is None or employee is None:
            raise Unknown(f"no company here has a phone {login} with an employee")
        return Origin(company, employee=employee)

    def of_line(self, line_id: str, dialled: str = "") -> Origin:
        """Whose call it is that came in over a line. Raises Unknown.

        A provider's address tells a line, but several companies may have lines there, or share the platform's: then
        the called number tells the company. Public numbers are unique over the platform.
        """
        company = self._companies.get(self._company_of_line.get(line_id, ""))
        line = company.lines.get(line_id) if company else None
        if company is None or line is None:
            raise Unknown(f"no company here has a line {line_id}")
        if dialled and called_number(company, line, dialled) is None:
            return self._adopted(company, line, dialled) or Origin(company, line=line)
        return Origin(company, line=line)

    def owned_line(self, line_id: str) -> Line | None:
        """A line as its owner has it; None when no company here owns one of this id."""
        company = self._companies.get(self._company_of_line.get(line_id, ""))
        return company.lines.get(line_id) if company else None

    def _adopted(self, owner: Company, line: Line, dialled: str) -> Origin | None:
        """The company whose number was called, if it has a line that this call may have come over."""
        for number in (f"+{dialled.lstrip('+')}", outside_number(dialled, owner.profile.country) or ""):
            company = self._companies.get(self._company_of_number.get(number, ""))
            if company is None or company.id == owner.id:
                continue
            for theirs in company.lines.values():
                if not theirs.disabled and _same_road(line, theirs):
                    return Origin(company, line=theirs, adopted=True)
        return None

    def put(self, company: Company) -> None:
        """Serve this version of a company from the next call on."""
        self._serve(company)
        warm_up(company, company.all_of(Schedule))
        self._tell(company.id, company, None)

    def _serve(self, company: Company) -> None:
        if (before := self._companies.get(company.id)) is not None:
            self._forget_keys(company.id, before.objects.values())
        self._company_of_login |= dict.fromkeys(company.phones_by_login, company.id)
        self._company_of_number |= dict.fromkeys(company.numbers_by_number, company.id)
        self._learn_keys(company.id, company.lines.values())
        self._companies[company.id] = company

    def change(self, after: Company, puts: Sequence[TelephonyObject], removes: Sequence[Key]) -> None:
        """Serve `after`, which came from what is served by `puts` and `removes`; costs what changed."""
        before = self._companies[after.id]
        touched = (*removes, *((kind_of(item), item.id) for item in puts))
        self._forget_keys(after.id, [before.objects[key] for key in touched if key in before.objects])
        self._learn_keys(after.id, puts)
        self._companies[after.id] = after
        warm_up(after, [item for item in puts if isinstance(item, Schedule)])
        self._tell(after.id, after, touched)

    def forget(self, company_id: str) -> None:
        """Serve it no longer; harmless when it is not served."""
        before = self._companies.pop(company_id, None)
        if before is not None:
            self._forget_keys(company_id, before.objects.values())
            self._tell(company_id, None, None)

    def companies(self) -> Iterable[Company]:
        """All that are served."""
        return self._companies.values()

    def _tell(self, company_id: str, now: Company | None, keys: Iterable[Key] | None) -> None:
        for watcher in self.watchers:
            watcher(company_id, now, keys)

    def _learn_keys(self, company_id: str, items: Iterable[TelephonyObject]) -> None:
        for item in items:
            if isinstance(item, Phone):
                self._company_of_login[item.login] = company_id
            elif isinstance(item, Line) and not item.borrowed:
                self._company_of_line[item.id] = company_id
            elif isinstance(item, Number):
                self._company_of_number[item.number] = company_id

    def _forget_keys(self, company_id: str, items: Iterable[TelephonyObject]) -> None:
        for item in items:
            if isinstance(item, Phone):
                owners, key = self._company_of_login, item.login
            elif isinstance(item, Line):
                owners, key = self._company_of_line, item.id
            elif isinstance(item, Number):
                owners, key = self._company_of_number, item.number
            else:
                continue
            # A login or line that another company has meanwhile is not ours to forget.
            if owners.get(key) == company_id:
                del owners[key]


def _same_road(line: Line, theirs: Line) -> bool:
    """Whether a call that seems to come over `line` may be one over `theirs`."""
    if theirs.borrowed:
        return line.shared and theirs.id == line.id
    return (line.host, line.port, line.transport) == (theirs.host, theirs.port, theirs.transport)


def warm_up(company: Company, schedules: Collection[Schedule]) -> None:
    """Work out what the next call would have to wait for. Safe in any thread."""
    warm(company.profile.country)
    warm_rates(company.all_of(RateTable))
    time_zone(company.profile.time_zone)
    warm_schedules(schedules, datetime.now(UTC).year)
