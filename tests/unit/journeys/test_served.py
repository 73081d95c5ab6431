"""Calls that end without a conversation between people, each with a word of its own."""

import pytest

from control_plane.features.journeys.draft import Result
from tenants.calls.outcome import Reason
from tests.unit.journeys.stream import CALLEE, CALLER, Stream, anna_dials, outside_dials
from wire.facts import FactKind, Party

NUMBER = "+74951234567"


def ended(stream: Stream, *, cause: int = 16) -> Stream:
    stream.leg(9, FactKind.LEG_ENDED, CALLER, "line-1", party=Party.LINE, cause=cause)
    return stream.over(9)


@pytest.mark.parametrize(
    ("rule", "reason", "result"),
    [
        ("opening-hours", "closed", Result.CLOSED),
        ("caller-rule", "blocked", Result.BLOCKED),
        ("anonymous", "anonymous", Result.BLOCKED),
        ("limit", "over-limit", Result.OVER_LIMIT),
        ("permission", "not-permitted", Result.NOT_PERMITTED),
        ("pin", "wrong-pin", Result.NOT_PERMITTED),
        ("waited", "full", Result.FULL),
        ("waited", "no-agents", Result.NO_AGENTS),
        ("message", "done", Result.MESSAGE),
        ("message", "", Result.MESSAGE),
        ("message", "full", Result.FULL),
        ("callback", "done", Result.CALLBACK),
        ("fax", "done", Result.MESSAGE),
        ("switched", "done", Result.SERVED),
        ("ring", "do-not-disturb", Result.DO_NOT_DISTURB),
    ],
)
def test_row_says_what_happened_instead_of_a_conversation(rule: str, reason: str, result: Result) -> None:
    stream = outside_dials(NUMBER).decided(0.1, "number", "n-1", "number-destination", text=NUMBER)
    assert ended(stream.decided(1, "team", "t-1", rule, reason, "Sales")).journey().result is result


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.ANSWERED])
def test_every_reason_of_the_call_logic_has_a_result(reason: Reason) -> None:
    journey = ended(outside_dials(NUMBER).decided(1, "", "", "ring", reason.value)).journey()
    assert journey.result is not None
    assert (journey.result is Result.FAILED) == (reason.value in ("failed", "loop", "no-line", "line-down"))


def test_member_of_a_team_who_was_skipped_does_not_make_the_call_busy() -> None:
    stream = outside_dials(NUMBER).decided(1, "team", "t-1", "ring", "no-answer", "Sales")
    assert (
        ended(stream.decided(2, "employee", "boris", "skipped", "busy", "Boris")).journey().result is Result.NO_ANSWER
    )


def test_caller_who_leaves_a_menu_abandoned_the_call() -> None:
    stream = outside_dials(NUMBER).decided(1, "menu", "m-1", "menu-choice", text="1")
    assert ended(stream).journey().result is Result.ABANDONED


def test_message_after_nobody_answered_is_what_counts() -> None:
    stream = anna_dials("102").leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk")
    stream.leg(5, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=16)
    stream.decided(5, "employee", "boris", "ring", "no-answer", "Boris")
    stream.decided(8, "mailbox", "b-1", "message", "done", "Boris")
    stream.leg(9, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16)
    journey = stream.over(9).journey()
    assert journey.result is Result.MESSAGE
    assert [(p.name, p.rang, p.answered_at) for p in journey.participants] == [("Борис Petrov", True, None)]


def test_last_label_is_the_rows_label() -> None:
    stream = outside_dials(NUMBER).decided(1, "number", "n-1", "label", text="advert")
    assert ended(stream.decided(2, "flow", "f-1", "label", text="complaint")).journey().label == "complaint"


def test_call_that_the_node_made_by_itself_begins_with_whom_it_rang() -> None:
    stream = Stream().leg(0, FactKind.LEG_STARTED, CALLER, "", party=Party.OTHER)
    stream.leg(0.1, FactKind.LEG_STARTED, CALLEE, "anna-desk", number="101", name="Anna")
    stream.leg(2, FactKind.LEG_ANSWERED, CALLEE, "anna-desk")
    stream.leg(4, FactKind.LEG_ENDED, CALLEE, "anna-desk", cause=16)
    stream.leg(4, FactKind.LEG_ENDED, CALLER, "", party=Party.OTHER, cause=16)
    journey = stream.over(4).journey()
    assert (journey.caller_name, journey.participants) == ("Анна Иванова", ())


@pytest.mark.parametrize(
    ("rule", "result"),
    [("meeting", Result.ANSWERED), ("dialled-code", Result.SERVED), ("menu-choice", Result.ABANDONED)],
)
def test_hanging_up_is_how_a_meeting_or_a_code_ends(rule: str, result: Result) -> None:
    stream = anna_dials("600").decided(0.1, "room", "r-1", rule, text="Board")
    stream.leg(0.2, FactKind.LEG_ANSWERED, CALLER, "anna-desk")
    stream.leg(9, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16)
    assert stream.over(9).journey().result is result
