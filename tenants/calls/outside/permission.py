"""Who may call which numbers outside: what nobody has allowed is not possible."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tenants.calls.outside.call_type import call_type
from tenants.calls.outside.prefixes import longest_prefix
from tenants.model import CallType, Company, Employee, Permission

BUILT_IN: Final = Permission(id="built-in", name="built-in")
"""Of a company that says nothing: no international and no premium numbers."""

EXPENSIVE: Final = frozenset({CallType.PREMIUM, CallType.INTERNATIONAL})
"""Never called back by pressing a digit, whatever is permitted."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """`why` in words, such as `Interns: international numbers are not allowed`."""

    allowed: bool
    why: str


def may_call(company: Company, employee: Employee | None, number: str) -> Permitted:
    """Whether `employee` (None: the company itself, as for forwarded calls) may call `number` (E.164)."""
    permission = permission_of(company, employee)
    exception = longest_prefix(_exceptions(permission), number)
    if exception is not None:
        words = "is allowed" if exception else "is denied"
        return Permitted(exception, f"{permission.name}: {number} {words} by an exception")
    kind = type_of(company, number)
    allowed = kind in permission.types
    return Permitted(allowed, f"{permission.name}: {kind} numbers are {'' if allowed else 'not '}allowed")


def permission_of(company: Company, employee: Employee | None) -> Permission:
    """The person's class, else the company's, else the built-in one. A class that is gone allows nothing more."""
    own = employee.permission if employee is not None else None
    return company.get(Permission, own) or company.get(Permission, company.profile.permission) or BUILT_IN


def type_of(company: Company, number: str) -> CallType:
    return call_type(number, company.profile.country, company.profile.area_code)


@lru_cache(maxsize=4096)
def _exceptions(permission: Permission) -> dict[str, bool]:
    """A prefix that is both allowed and denied is denied."""
    return dict.fromkeys(permission.allowed, True) | dict.fromkeys(permission.denied, False)
