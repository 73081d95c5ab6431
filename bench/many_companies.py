"""Companies as small and middle-sized customers have them, as many as wanted, each with everything a company uses."""

import hashlib
from collections.abc import Iterator

from tenants.model import (
    Agent,
    Company,
    Destination,
    DestinationKind,
    Employee,
    Line,
    LineAuthentication,
    Mailbox,
    Menu,
    MenuChoice,
    Number,
    Parking,
    Phone,
    Profile,
    PublicHolidays,
    Room,
    Route,
    Schedule,
    Team,
    TelephonyObject,
    WaitingLine,
    WeeklySpan,
)
from tenants.model.schedule import Weekday

EMPLOYEES = (5, 10, 20, 30, 60)
"""Taking turns: 25 on average."""
_WORKDAYS = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)


def companies(count: int) -> Iterator[Company]:
    for index in range(count):
        name = f"company-{index}"
        yield Company.build(name, 1, [*_office(name, index), *_people(name, EMPLOYEES[index % len(EMPLOYEES)])])


def login(index: int) -> str:
    """The first phone of a company."""
    return f"company-{index}-101"


def _people(company: str, count: int) -> Iterator[TelephonyObject]:
    for i in range(101, 101 + count):
        yield Employee(
            id=f"{company}-e{i}", name=f"Ольга Иванова {i}", number=str(i), mailbox=f"{company}-m{i}",
            email=f"olga{i}@{company}.example",
        )  # fmt: skip
        secret = hashlib.sha256(f"{company}{i}".encode()).hexdigest()
        yield Phone(
            id=f"{company}-p{i}", employee=f"{company}-e{i}", label="Desk", login=f"{company}-{i}",
            digest=secret, legacy_digest=secret[:32],
        )  # fmt: skip
        yield Mailbox(id=f"{company}-m{i}", name=f"Ольга Иванова {i}", owners=(f"{company}-e{i}",))


def _office(company: str, index: int) -> Iterator[TelephonyObject]:
    yield Profile(id=company, name=f"ООО {company}", language="ru", country="RU", time_zone="Europe/Moscow")
    five = [f"{company}-e{i}" for i in range(101, 106)]
    people = tuple(Destination(kind=DestinationKind.EMPLOYEE, id=each) for each in five)
    yield Team(id=f"{company}-t", name="Продажи", number="600", members=people, prefix="Продажи: ")
    yield WaitingLine(
        id=f"{company}-w", name="Поддержка", number="610", agents=tuple(Agent(employee=e, always=True) for e in five)
    )
    yield Schedule(
        id=f"{company}-s",
        name="Часы работы",
        number="620",
        weekly=(WeeklySpan(days=_WORKDAYS, opens="09:00", closes="18:00"),),
        holidays=PublicHolidays(country="RU"),
    )
    team = Destination(kind=DestinationKind.TEAM, id=f"{company}-t")
    line = Destination(kind=DestinationKind.WAITING_LINE, id=f"{company}-w")
    choices = (MenuChoice(digits="1", destination=team), MenuChoice(digits="2", destination=line))
    yield Menu(id=f"{company}-menu", name="Меню", number="630", choices=choices, on_silence=team)
    yield Room(id=f"{company}-r", name="Переговорная", number="640")
    yield Parking(id=f"{company}-park", name="Парковка", number="700", first_slot=701)
    provider = f"{company}-line"
    yield Line(
        id=provider, name="Провайдер", host="sip.provider.example", caller_number=f"+7495{1000000 + index}",
        authentication=LineAuthentication.REGISTRATION, username=company, password="not-a-real-one", calls_max=10,
    )  # fmt: skip
    yield Route(id=f"{company}-route", name="Всё", lines=(provider,))
    yield Number(
        id=f"{company}-n", number=f"+7495{1000000 + index}", hours=f"{company}-s",
        destination=Destination(kind=DestinationKind.MENU, id=f"{company}-menu"),
    )  # fmt: skip
