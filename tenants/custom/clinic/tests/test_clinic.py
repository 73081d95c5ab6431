"""Doctors and nurses."""

from typing import Any

from tenants.model import Employee, Presence
from tests.kit.customised import customised, told


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
