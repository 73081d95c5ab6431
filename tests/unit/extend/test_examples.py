"""The worked examples that come with the release."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tenants.calls.call import Fetched
from tenants.extend.loader import load_release
from tenants.extend.registry import customisations, forget
from tenants.model import (
    Company,
    Contact,
    Destination,
    DestinationKind,
    Employee,
    Line,
    Menu,
    MenuChoice,
    Number,
    Presence,
    Profile,
    RingStep,
    TelephonyObject,
)
from tenants.model.custom import Customised
from tenants.simulate import Answer, Script, Story, simulate
from tests.kit.companies import company

OUR, PASSENGER, MOBILE, STRANGER = "+74951234567", "+79161112233", "+79267778899", "+79035550000"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _release() -> Iterator[None]:
    load_release()
    yield
    for each in customisations():
        forget(Customised(name=each.name))


def customised(name: str, *more: TelephonyObject) -> Company:
    line = Line(id="l1", name="Provider", host="sip.example.net", caller_number=OUR)
    profile = Profile(id="acme", name="Acme", customisation=Customised(name=name))
    return company("acme", {"101": "Anna", "102": "Boris", "103": "Clara"}, more=(profile, line, *more))


def told(where: Company, **how: Any) -> Story:
    return asyncio.run(simulate(where, **how))


def doctor(**wishes: Any) -> Employee:
    return Employee(id="e101", name="Anna", number="101", custom={"nurse": "e102"}, **wishes)


def test_the_nurse_takes_a_doctors_calls_during_an_appointment() -> None:
    clinic = customised("clinic", doctor(presence=Presence.MEETING))
    story = told(clinic, caller="103", dials="101")
    assert story.rang == ["102"]
    assert "Anna is in an appointment: Boris takes the call" in story.why


def test_a_doctor_without_an_appointment_is_rung() -> None:
    assert told(customised("clinic", doctor()), caller="103", dials="101").rang == ["101"]


def test_the_nurse_reaches_the_doctor_during_an_appointment() -> None:
    clinic = customised("clinic", doctor(presence=Presence.MEETING))
    assert told(clinic, caller="102", dials="101").rang == ["101"]


def test_two_doctors_who_are_each_others_nurse_end_the_circle() -> None:
    both = (
        doctor(presence=Presence.MEETING),
        Employee(id="e102", name="Boris", number="102", presence=Presence.MEETING, custom={"nurse": "e101"}),
    )
    assert told(customised("clinic", *both), caller="103", dials="101").rang == []


LOOKUP = "https://shop.example.net/who"
MENU = Menu(
    id="m1",
    name="Shop",
    number="200",
    choices=(MenuChoice(digits="1", destination=Destination(kind=DestinationKind.EMPLOYEE, id="e102")),),
    custom={"lookup": LOOKUP},
)
TO_MENU = Number(id="n1", number=OUR, destination=Destination(kind=DestinationKind.MENU, id="m1"))


@pytest.mark.parametrize(
    ("answer", "rang"),
    [
        (Fetched({"manager": "103"}), ["103"]),
        (Fetched({"manager": "999"}), ["102"]),
        (Fetched({"unexpected": "x"}), ["102"]),
        (Fetched(None, "no answer in 300 ms"), ["102"]),
    ],
    ids=["known", "manager-gone", "unknown", "too-slow"],
)
def test_a_known_customer_skips_the_menu_and_all_others_hear_it(answer: Fetched, rang: list[str]) -> None:
    script = Script(presses=["1"], services={LOOKUP: answer})
    story = told(customised("shop", MENU, TO_MENU), caller=STRANGER, dials=OUR, script=script)
    assert story.rang == rang


def test_colleagues_are_not_looked_up() -> None:
    script = Script(presses=["1"], services={LOOKUP: Fetched({"manager": "103"})})
    assert told(customised("shop", MENU, TO_MENU), caller="101", dials="200", script=script).rang == ["102"]


def taxi(driver: str | None = "e101") -> Company:
    anna = Employee(id="e101", name="Anna", number="101", ring_steps=(RingStep(number=MOBILE, confirm=False),))
    passenger = Contact(id="c1", name="Passenger", number=PASSENGER, custom={"driver": driver})
    desk = Destination(kind=DestinationKind.EMPLOYEE, id="e103")
    return customised("taxi", anna, passenger, Number(id="n1", number=OUR, destination=desk, custom={"trips": True}))


def test_the_passenger_reaches_the_driver_and_neither_sees_the_others_number() -> None:
    story = told(taxi(), caller=PASSENGER, dials=OUR)
    assert story.rang == [MOBILE]
    assert story.shown == [OUR]
    assert {each.caller_number for each in story.call.rang_as} == {OUR}


def test_the_driver_reaches_the_passenger_from_the_mobile() -> None:
    story = told(taxi(), caller=MOBILE, dials=OUR)
    assert story.rang == [PASSENGER]
    assert story.shown == [OUR]


def test_the_driver_reaches_the_passenger_from_a_desk_phone() -> None:
    story = told(taxi(), caller="101", dials=OUR)
    assert story.rang == [PASSENGER]
    assert story.shown == [OUR]


@pytest.mark.parametrize("caller", [PASSENGER, MOBILE, STRANGER])
def test_without_a_trip_everybody_reaches_the_desk(caller: str) -> None:
    assert told(taxi(None), caller=caller, dials=OUR).rang == ["103"]


def test_a_driver_who_does_not_answer_is_told_as_such() -> None:
    story = told(taxi(), caller=PASSENGER, dials=OUR, answers={MOBILE: Answer.NO_ANSWER})
    assert story.rang == [MOBILE]
    assert not story.outcome.answered
