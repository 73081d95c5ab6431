"""The company whose wishes they are, and which number each wish answers."""

from enum import StrEnum

from tenants.model import (
    Company,
    Contact,
    Destination,
    DestinationKind,
    Employee,
    Line,
    Menu,
    MenuChoice,
    Schedule,
    Team,
    TeamOrder,
    Weekday,
    WeeklySpan,
)
from tests.kit.companies import company

BOSS, SECRETARY, FIRST, SECOND = "101", "102", "103", "104"
KNOWN_CUSTOMER, MOBILE = "+79161234567", "+79160000001"
SECRETARY_AFTER = 1
"""Seconds that the boss rings alone."""
RING_SECONDS = 10
ALWAYS = WeeklySpan(opens="00:00", closes="24:00", days=tuple(Weekday))


class Wish(StrEnum):
    """By the number that is called."""

    KNOWN_CALLERS = "711"
    IN_HOURS = "712"
    AFTER_HOURS = "722"
    BOSS_AND_SECRETARY = "713"
    AT_LUNCH = "714"
    NOT_AT_LUNCH = "724"
    TURNS = "715"


def firm(provider_port: int) -> Company:
    """Boss, secretary and two in sales; the provider's line goes to `provider_port` of loopback."""
    names = {BOSS: "Boris", SECRETARY: "Sonya", FIRST: "Fedor", SECOND: "Sveta"}
    sales = Team(
        id="sales",
        name="Sales",
        order=TeamOrder.ROUND_ROBIN,
        members=(_person(FIRST), _person(SECOND)),
        prefix="Sales: ",
        ring_seconds=RING_SECONDS,
    )
    more = (
        Line(id="line-1", name="Line", host="127.0.0.1", port=provider_port, caller_number="+74951110000"),
        Contact(id="customer", name="Good Customer", number=KNOWN_CUSTOMER),
        Menu(id="menu", name="Menu", choices=(MenuChoice(digits="1", destination=_person(FIRST)),)),
        Schedule(id="always", name="Always", weekly=(ALWAYS,)),
        Schedule(id="never", name="Never"),
        sales,
    )
    return company("acme", names, ring_seconds=RING_SECONDS, more=more)


def employee(company: Company, number: str) -> Employee:
    return company.employees_by_number[number]


def schedule(company: Company, name: str) -> Schedule:
    found = company.get(Schedule, name)
    assert found is not None, name
    return found


def _person(number: str) -> Destination:
    return Destination(kind=DestinationKind.EMPLOYEE, id=f"e{number}")
