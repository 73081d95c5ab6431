"""Drivers and passengers."""

import pytest

from tenants.model import Company, Contact, Destination, DestinationKind, Employee, Number, RingStep
from tenants.simulate import Answer
from tests.kit.customised import OUR_NUMBER, customised, told

PASSENGER, MOBILE, STRANGER = "+79161112233", "+79267778899", "+79035550000"


def taxi(driver: str | None = "e101") -> Company:
    anna = Employee(id="e101", name="Anna", number="101", ring_steps=(RingStep(number=MOBILE, confirm=False),))
    passenger = Contact(id="c1", name="Passenger", number=PASSENGER, custom={"driver": driver})
    desk = Destination(kind=DestinationKind.EMPLOYEE, id="e103")
    return customised(
        "taxi", anna, passenger, Number(id="n1", number=OUR_NUMBER, destination=desk, custom={"trips": True})
    )


def test_the_passenger_reaches_the_driver_and_neither_sees_the_others_number() -> None:
    story = told(taxi(), caller=PASSENGER, dials=OUR_NUMBER)
    assert story.rang == [MOBILE]
    assert story.shown == [OUR_NUMBER]
    assert {each.caller_number for each in story.call.rang_as} == {OUR_NUMBER}


def test_the_driver_reaches_the_passenger_from_the_mobile() -> None:
    story = told(taxi(), caller=MOBILE, dials=OUR_NUMBER)
    assert story.rang == [PASSENGER]
    assert story.shown == [OUR_NUMBER]


def test_the_driver_reaches_the_passenger_from_a_desk_phone() -> None:
    story = told(taxi(), caller="101", dials=OUR_NUMBER)
    assert story.rang == [PASSENGER]
    assert story.shown == [OUR_NUMBER]


@pytest.mark.parametrize("caller", [PASSENGER, MOBILE, STRANGER])
def test_without_a_trip_everybody_reaches_the_desk(caller: str) -> None:
    assert told(taxi(None), caller=caller, dials=OUR_NUMBER).rang == ["103"]


def test_a_driver_who_does_not_answer_is_told_as_such() -> None:
    story = told(taxi(), caller=PASSENGER, dials=OUR_NUMBER, answers={MOBILE: Answer.NO_ANSWER})
    assert story.rang == [MOBILE]
    assert not story.outcome.answered
