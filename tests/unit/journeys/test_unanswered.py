"""Calls that nobody answers: the row says why, with and without a word from the call logic."""

from datetime import timedelta

import pytest

from control_plane.features.journeys.draft import Direction, Result, State
from tests.unit.journeys.stream import CALLEE, CALLER, SECOND, START, Stream, anna_dials
from wire.facts import FactKind


def rang(*, callee_cause: int, caller_cause: int, dial_status: str = "", decided: str = "") -> Stream:
    """Anna rings Boris' desk phone for 20 s in vain."""
    stream = anna_dials("102").decided(0.1, "employee", "boris", "dialled-employee", text="Борис Petrov")
    stream.leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    stream.leg(20, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=callee_cause)
    if decided:
        stream.decided(20, "employee", "boris", "ring", result=decided, text="Борис Petrov")
    stream.leg(20.1, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=caller_cause, dial_status=dial_status)
    return stream.over(20.2)


@pytest.mark.parametrize(
    ("stream", "result"),
    [
        (rang(callee_cause=17, caller_cause=17, dial_status="BUSY", decided="busy"), Result.BUSY),
        (rang(callee_cause=17, caller_cause=17, dial_status="BUSY"), Result.BUSY),
        (rang(callee_cause=17, caller_cause=17), Result.BUSY),
        (rang(callee_cause=16, caller_cause=19, dial_status="NOANSWER", decided="no-answer"), Result.NO_ANSWER),
        (rang(callee_cause=16, caller_cause=19, dial_status="NOANSWER"), Result.NO_ANSWER),
        (rang(callee_cause=19, caller_cause=19), Result.NO_ANSWER),
        (rang(callee_cause=16, caller_cause=16, dial_status="CANCEL", decided="abandoned"), Result.ABANDONED),
        (rang(callee_cause=16, caller_cause=16, dial_status="CANCEL"), Result.ABANDONED),
        (rang(callee_cause=16, caller_cause=16), Result.ABANDONED),
        (rang(callee_cause=21, caller_cause=21, decided="refused"), Result.REFUSED),
        (rang(callee_cause=21, caller_cause=21), Result.REFUSED),
        (rang(callee_cause=21, caller_cause=21, dial_status="NOANSWER"), Result.REFUSED),
        (rang(callee_cause=0, caller_cause=16, dial_status="NOANSWER"), Result.NO_ANSWER),
        (rang(callee_cause=127, caller_cause=127, dial_status="CANCEL"), Result.ABANDONED),
        (rang(callee_cause=1, caller_cause=1, dial_status="NOANSWER"), Result.UNREACHABLE),
        (rang(callee_cause=20, caller_cause=20, dial_status="CHANUNAVAIL"), Result.UNREACHABLE),
        (rang(callee_cause=38, caller_cause=38, dial_status="CONGESTION"), Result.FAILED),
    ],
)
def test_unanswered_call_says_why(stream: Stream, result: Result) -> None:
    journey = stream.journey()
    assert journey.result is result
    assert journey.state is State.COMPLETE
    assert (journey.answered_at, journey.talking_seconds) == (None, 0.0)
    assert journey.waiting_seconds == 20.2
    assert journey.callee_employee_id == "boris"


def test_phone_that_is_not_registered_never_rang_and_is_unreachable() -> None:
    stream = anna_dials("102").decided(0.1, "employee", "boris", "dialled-employee", text="Борис Petrov")
    stream.decided(0.2, "employee", "boris", "ring", result="unreachable", text="Борис Petrov")
    stream.leg(3, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=20)
    journey = stream.over(3).journey()
    assert (journey.result, journey.callee_name) == (Result.UNREACHABLE, "Борис Petrov")


def test_unknown_number_is_not_found_though_the_sentence_was_heard() -> None:
    stream = anna_dials("999").decided(0.1, "company", "bluebell", "not-found", result="not-found", text="999")
    stream.leg(0.2, FactKind.LEG_ANSWERED, CALLER, "anna-desk")
    stream.decided(0.2, "company", "bluebell", "say", text="cannot-complete")
    stream.leg(4, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=1)
    journey = stream.over(4).journey()
    assert (journey.result, journey.dialled, journey.callee_name) == (Result.NOT_FOUND, "999", "")
    assert (journey.answered_at, journey.waiting_seconds) == (None, 4.0)


def test_call_that_the_rules_refuse_is_refused() -> None:
    stream = anna_dials("100&Local").decided(0.1, "company", "bluebell", "not-a-number", result="refused")
    stream.leg(1, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=1)
    assert stream.over(1).journey().result is Result.REFUSED


def test_caller_who_hangs_up_before_anything_was_decided_abandoned_the_call() -> None:
    stream = anna_dials("102").leg(0.3, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16)
    assert stream.over(0.3).journey().result is Result.ABANDONED


def test_of_two_phones_the_one_that_was_busy_says_more_than_the_one_that_is_off() -> None:
    stream = anna_dials("102")
    stream.leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk").leg(0.2, FactKind.LEG_STARTED, SECOND, "boris-mobile")
    stream.leg(0.3, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=20)
    stream.leg(0.4, FactKind.LEG_ENDED, SECOND, "boris-mobile", cause=17)
    stream.leg(0.5, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=17)
    assert stream.over(0.5).journey().result is Result.BUSY


def test_fallback_without_the_call_logic_still_tells_the_whole_story() -> None:
    stream = anna_dials("102").leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    stream.leg(15, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=16)
    stream.leg(15, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=19, dial_status="NOANSWER")
    journey = stream.over(15).journey()
    assert (journey.result, journey.direction) == (Result.NO_ANSWER, Direction.INTERNAL)
    assert (journey.callee_name, journey.dialled) == ("Борис Petrov", "102")


def test_fallback_that_knows_no_such_number_says_not_found() -> None:
    stream = anna_dials("999").leg(3, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=1)
    assert stream.over(3).journey().result is Result.NOT_FOUND


def test_company_without_a_provider_line_cannot_call_outside_and_the_story_says_so() -> None:
    stream = anna_dials("84951234567").decided(0.1, "", "", "dialled-outside", text="+74951234567")
    stream.decided(0.1, "profile", "bluebell", "no-line", result="no-line", text="+74951234567")
    stream.decided(0.1, "", "", "say", result="no-line", text="line-down")
    stream.leg(3, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=38)
    journey = stream.over(3).journey()
    assert (journey.result, journey.direction) == (Result.FAILED, Direction.OUTGOING)
    assert "no-line" in [step.result for step in journey.story]


def test_node_that_crashed_ends_the_call_as_failed() -> None:
    stream = anna_dials("102").leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    stream.leg(30, FactKind.LEG_ENDED, CALLER, "anna-desk", dial_status="crash")
    stream.leg(30, FactKind.LEG_ENDED, CALLEE, "boris-desk", dial_status="crash")
    assert stream.over(30).journey().result is Result.FAILED


def test_result_that_only_a_newer_node_knows_falls_back_on_the_legs() -> None:
    journey = rang(callee_cause=17, caller_cause=17, decided="held-by-moonlight").journey()
    assert journey.result is Result.BUSY


def test_crash_leaves_the_call_open_for_a_day_and_then_closes_it_at_its_last_fact() -> None:
    stream = anna_dials("102").leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    assert stream.journey(now=START + timedelta(hours=23)).state is State.OPEN
    lost = stream.journey(now=START + timedelta(hours=25))
    assert (lost.state, lost.result) == (State.COMPLETE, Result.FAILED)
    assert lost.ended_at == START + timedelta(seconds=0.2)
