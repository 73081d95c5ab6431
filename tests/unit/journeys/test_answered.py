"""Calls in which people talk with each other."""

import pytest

from control_plane.features.journeys.draft import Direction, Result, State
from tests.unit.journeys.stream import (
    CALLEE,
    CALLER,
    SECOND,
    Stream,
    anna_dials,
    answered_call,
    outside_dials,
)
from wire.facts import FactKind, Party


def test_answered_internal_call_tells_who_whom_and_how_long() -> None:
    journey = answered_call().journey()
    assert journey.state is State.COMPLETE
    assert journey.result is Result.ANSWERED
    assert journey.direction is Direction.INTERNAL
    assert (journey.caller_name, journey.caller_number, journey.caller_employee_id) == ("Анна Иванова", "101", "anna")
    assert (journey.dialled, journey.callee_name, journey.callee_employee_id) == ("102", "Борис Petrov", "boris")
    assert (journey.waiting_seconds, journey.talking_seconds) == (4.0, 10.0)


def test_story_of_an_answered_call_reads_in_order() -> None:
    story = answered_call().journey().story
    assert " ".join(step.rule for step in story) == (
        "called dialled-employee ringing answered talking hung-up ring hung-up ended"
    )
    decision = story[1]
    assert (decision.object_kind, decision.object_id, decision.version) == ("employee", "boris", 7)


def test_call_from_outside_reaches_the_employee_behind_the_number() -> None:
    stream = outside_dials("+74951234567")
    stream.decided(0.1, "number", "n-1", "number-destination", text="+74951234567")
    stream.decided(0.1, "employee", "boris", "ring", text="Борис Petrov")
    stream.leg(0.3, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    stream.leg(3, FactKind.LEG_ANSWERED, CALLEE, "boris-desk")
    stream.leg(3, FactKind.LEG_JOINED, CALLEE, "boris-desk").leg(
        3, FactKind.LEG_JOINED, CALLER, "line-1", party=Party.LINE
    )
    stream.leg(8, FactKind.LEG_ENDED, CALLER, "line-1", party=Party.LINE, cause=16)
    stream.leg(8, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=16)
    journey = stream.over(8).journey()
    assert journey.direction is Direction.INCOMING
    assert (journey.caller_number, journey.caller_employee_id) == ("+79161234567", None)
    assert (journey.dialled, journey.callee_employee_id) == ("+74951234567", "boris")
    assert (journey.waiting_seconds, journey.talking_seconds) == (3.0, 5.0)


def test_call_to_outside_names_the_number_and_no_employee_as_callee() -> None:
    stream = anna_dials("89161234567").decided(0.1, "line", "line-1", "dialled-outside", text="+79161234567")
    stream.leg(0.2, FactKind.LEG_STARTED, CALLEE, "line-1", party=Party.LINE)
    stream.leg(6, FactKind.LEG_ANSWERED, CALLEE, "line-1", party=Party.LINE)
    stream.leg(6, FactKind.LEG_JOINED, CALLEE, "line-1", party=Party.LINE)
    stream.leg(6, FactKind.LEG_JOINED, CALLER, "anna-desk")
    stream.leg(16, FactKind.LEG_ENDED, CALLEE, "line-1", party=Party.LINE, cause=16)
    stream.leg(16, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16)
    journey = stream.over(16).journey()
    assert journey.direction is Direction.OUTGOING
    assert (journey.dialled, journey.callee_employee_id) == ("89161234567", None)
    assert (journey.result, journey.talking_seconds) == (Result.ANSWERED, 10.0)


def _two_phones() -> Stream:
    stream = anna_dials("102").decided(0.1, "employee", "boris", "ring", text="Борис Petrov")
    stream.leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    return stream.leg(0.2, FactKind.LEG_STARTED, SECOND, "boris-mobile")


def test_callee_with_two_phones_is_one_journey_with_one_answer() -> None:
    stream = _two_phones()
    stream.leg(5, FactKind.LEG_ANSWERED, SECOND, "boris-mobile")
    stream.leg(5, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=26)
    stream.leg(5.1, FactKind.LEG_JOINED, SECOND, "boris-mobile").leg(5.1, FactKind.LEG_JOINED, CALLER, "anna-desk")
    stream.leg(9.1, FactKind.LEG_ENDED, SECOND, "boris-mobile", cause=16)
    stream.leg(9.1, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16)
    journey = stream.over(9.1).journey()
    assert (journey.result, journey.callee_employee_id) == (Result.ANSWERED, "boris")
    assert (journey.waiting_seconds, journey.talking_seconds) == (5.0, 4.0)


def test_a_call_that_is_still_ringing_is_open_and_has_no_result() -> None:
    journey = _two_phones().journey()
    assert (journey.state, journey.result, journey.ended_at) == (State.OPEN, None, None)


def test_hold_and_second_conversation_count_only_while_two_talk() -> None:
    stream = anna_dials("102")
    stream.leg(1, FactKind.LEG_STARTED, CALLEE, "boris-desk").leg(2, FactKind.LEG_ANSWERED, CALLEE, "boris-desk")
    stream.leg(2, FactKind.LEG_JOINED, CALLEE, "boris-desk").leg(2, FactKind.LEG_JOINED, CALLER, "anna-desk")
    stream.leg(5, FactKind.LEG_LEFT, CALLEE, "boris-desk").leg(5, FactKind.LEG_LEFT, CALLER, "anna-desk")
    stream.leg(8, FactKind.LEG_JOINED, CALLEE, "boris-desk").leg(8, FactKind.LEG_JOINED, CALLER, "anna-desk")
    stream.leg(10, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=16)
    stream.leg(10, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16)
    assert stream.over(10).journey().talking_seconds == 5.0


@pytest.mark.parametrize("leg", [(CALLER, "anna-desk", "Анна Иванова"), (CALLEE, "boris-desk", "Борис Petrov")])
def test_every_hold_is_told_with_who_pressed_the_button(leg: tuple[str, str, str]) -> None:
    identifier, phone, name = leg
    stream = answered_call()
    for at in (6, 9):
        stream.leg(at, FactKind.LEG_HELD, identifier, phone).leg(at + 1, FactKind.LEG_RESUMED, identifier, phone)
    draft = stream.journey()
    told = [(step.rule, step.text) for step in draft.story if step.rule in ("holds", "resumes")]
    assert told == [("holds", name), ("resumes", name)] * 2
    assert draft.talking_seconds == answered_call().journey().talking_seconds, "who is held is still in the call"
