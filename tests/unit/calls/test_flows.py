"""Call paths: what each kind of step does, and what happens to odd ones."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.call import Fetched, LineEnd, Waited
from tenants.calls.errand import Label
from tenants.calls.words import Recording
from tenants.model import Company, TelephonyObject
from tenants.simulate import Answer, Story
from tests.unit.calls.companies import DIGEST
from tests.unit.calls.paths import ANNA, BORIS, MOBILE, NOBODY, call, firm, leading_to, made

URL = "https://crm.example.com/who"
HAND_TO_ANNA = {"name": "anna", "do": "hand", "destination": ANNA}
HAND_TO_BORIS = {"name": "boris", "do": "hand", "destination": BORIS}
OFFICE = made("schedule", "office", weekly=[{"days": ["monday"], "opens": "09:00", "closes": "18:00"}])
SALES = made("waiting-line", "sales", agents=[{"employee": "acme-101", "always": True}], overflow=ANNA)


def spoken(text: str) -> dict[str, str]:
    return {"text": text, "spoken": DIGEST}


def flow(*steps: dict[str, Any], extra: tuple[TelephonyObject, ...] = ()) -> Company:
    """The main number leads to a flow that begins with the first of `steps`."""
    path = made("flow", "path", start=steps[0]["name"], steps=steps)
    return firm(leading_to("flow", "path"), path, *extra)


def branch(**condition: Any) -> tuple[dict[str, Any], ...]:
    """To Anna if the condition holds, else to Boris."""
    cases = [{**condition, "then": "anna"}]
    return {"name": "choose", "do": "branch", "cases": cases, "otherwise": "boris"}, HAND_TO_ANNA, HAND_TO_BORIS


def test_words_are_said_and_the_call_is_handed_on() -> None:
    told = call(flow({"name": "hello", "do": "say", "prompt": spoken("Hello"), "then": "anna"}, HAND_TO_ANNA))
    assert (told.said, told.rang) == ([Recording(DIGEST, "Hello")], ["101"])
    assert told.why.splitlines()[1:3] == ["flow step: Path: hello", "flow step: Path: anna"]


ASK = {"name": "code", "do": "ask", "prompt": spoken("Code?"), "into": "code", "digits_max": 4, "attempts": 2}


def asked(*presses: str, **ask: Any) -> Story:
    """A code is asked for; 4711 is Anna's."""
    choose = branch(variable="code", equals="4711")
    return call(flow({**ASK, "then": "choose", **ask}, *choose), presses=presses)


def test_digits_that_were_asked_for_decide_where_the_call_goes() -> None:
    assert asked("4711").rang == ["101"]
    assert asked("1234").rang == ["102"]
    assert "flow step: Path: code: 4711" in asked("4711").why
    assert "flow step: Path: choose: case 1 (code is 4711)" in asked("4711").why


def test_long_numbers_that_callers_type_are_not_written_into_the_story() -> None:
    told = asked("4444333322221111", digits_max=16)
    assert "4444333322221111" not in told.why
    assert "code: 16 digits" in told.why


def test_a_silent_caller_is_asked_again_and_then_goes_where_wrong_ones_go() -> None:
    assert asked("", "4711").rang == ["101"]
    assert asked(wrong="boris").rang == ["102"]
    told = asked()
    assert (told.said[-1], told.ended_with) == (Sentence.NOTHING_CHOSEN, Reason.NO_ANSWER)


@pytest.mark.parametrize(
    ("condition", "caller", "holds"),
    [
        ({"hours": "office"}, MOBILE, True),
        ({"hours": "gone"}, MOBILE, False),
        ({"caller": "+7916"}, MOBILE, True),
        ({"caller": "+7495"}, MOBILE, False),
        ({"known": True}, MOBILE, False),
        ({"known": True}, "+79160000007", True),
        ({"known": True}, "+79160000008", False),
        ({"known": False}, MOBILE, True),
        ({"anonymous": True}, "", True),
        ({"anonymous": True}, MOBILE, False),
        ({"anonymous": False}, MOBILE, True),
        ({"variable": "nothing"}, MOBILE, False),
        ({}, MOBILE, True),
        ({"hours": "office", "caller": "+7495"}, MOBILE, False),
    ],
)
def test_a_branch_goes_by_hours_caller_directory_and_variables(
    condition: dict[str, Any], caller: str, holds: bool
) -> None:
    contact = made("contact", "regular", number="+79160000007")
    private = made("contact", "friend", number="+79160000008", owner="acme-101")
    told = call(flow(*branch(**condition), extra=(OFFICE, contact, private)), caller=caller)
    assert told.rang == (["101"] if holds else ["102"])


def test_outside_of_the_hours_the_other_way_is_taken() -> None:
    night = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    assert call(flow(*branch(hours="office"), extra=(OFFICE,)), now=night).rang == ["102"]


def ring(destination: dict[str, Any], **more: Any) -> Company:
    steps = {"name": "try", "do": "ring", "destination": destination, "seconds": 12, **more}
    team = made("team", "team", members=[ANNA], overflow=BORIS)
    return flow(steps, HAND_TO_BORIS, extra=(team,))


@pytest.mark.parametrize("destination", [ANNA, {"kind": "team", "id": "team"}])
def test_ringing_stays_in_the_flow_and_goes_on_when_nobody_answers(destination: dict[str, Any]) -> None:
    told = call(ring(destination, otherwise="boris"), answers={"101": Answer.NO_ANSWER})
    assert told.rang == ["101", "102"]
    assert told.call.rang_seconds[0] == 12
    assert "flow step: Path: try (no answer)" in told.why


def test_the_flow_is_over_when_somebody_answers() -> None:
    assert call(ring(ANNA, otherwise="boris")).rang == ["101"]


def test_without_another_way_the_caller_hears_why_nobody_answered() -> None:
    told = call(ring(ANNA), answers={"101": Answer.BUSY})
    assert (told.said, told.ended_with) == ([Sentence.BUSY], Reason.BUSY)
    assert call(ring(NOBODY)).ended_with is Reason.NOT_FOUND


def test_a_waiting_line_in_a_flow_does_not_overflow_by_itself() -> None:
    where = flow({"name": "wait", "do": "queue", "line": "sales", "otherwise": "boris"}, HAND_TO_BORIS, extra=(SALES,))
    assert call(where).did == ["waited in Sales"]
    assert call(where, waits={"sales": Waited(LineEnd.TIMED_OUT)}).rang == ["102"]
    gone = flow({"name": "wait", "do": "queue", "line": "gone", "otherwise": "boris"}, HAND_TO_BORIS)
    assert call(gone).rang == ["102"]


def test_the_rest_of_the_call_is_recorded_and_labelled() -> None:
    told = call(
        flow(
            {"name": "record", "do": "record", "then": "label"},
            {"name": "label", "do": "label", "label": "Complaint", "then": "anna"},
            HAND_TO_ANNA,
        )
    )
    assert told.call.recording
    assert told.errands == [Label("Complaint")]
    assert told.said == [Sentence.CALL_IS_RECORDED]


def test_a_variable_and_the_language_are_set() -> None:
    steps = branch(variable="kind", equals="vip")
    told = call(
        flow(
            {"name": "set", "do": "set", "variable": "kind", "value": "vip", "language": "ru", "then": "choose"}, *steps
        )
    )
    assert (told.rang, told.call.language) == (["101"], "ru")
    assert "flow step: Path: set: ru, kind = vip" in told.why


def fetch(answer: Fetched | None, **more: Any) -> Story:
    """A web service says who is wanted: Anna when it says vip."""
    step = {"name": "ask-crm", "do": "fetch", "url": URL, "variables": ["kind"], "then": "choose", **more}
    return call(flow(step, *branch(variable="kind", equals="vip")), services={URL: answer} if answer else {})


def test_a_web_service_decides_and_the_story_says_so() -> None:
    told = fetch(Fetched({"kind": "vip"}))
    assert told.rang == ["101"]
    assert f"fetch flow: {URL}: answered" in told.why


def test_a_web_service_that_hangs_costs_the_call_nothing_but_its_answer() -> None:
    assert fetch(None).rang == ["102"]
    assert fetch(None, defaults={"kind": "vip"}).rang == ["101"]
    assert fetch(None, defaults={"kind": "vip"}, failed="boris").rang == ["102"]
    assert "no answer in time" in fetch(None).why


@pytest.mark.parametrize(
    "nonsense",
    [{}, {"other": "vip"}, {"kind": "x" * 100_000}, {"kind": "\x00\r\n"}, {"kind": "vip "}, {"KIND": "vip"}],
)
def test_nonsense_from_a_web_service_is_just_another_value(nonsense: dict[str, str]) -> None:
    assert fetch(Fetched(nonsense)).rang == ["102"]
    assert fetch(Fetched(nonsense), defaults={"kind": "vip"}).rang == (["101"] if "kind" not in nonsense else ["102"])


def test_an_answer_is_taken_only_where_the_step_wants_it() -> None:
    assert fetch(Fetched({"kind": "vip"}), variables=["other"]).rang == ["102"]


def test_music_for_a_while() -> None:
    told = call(flow({"name": "rest", "do": "wait", "seconds": 30, "then": "anna"}, HAND_TO_ANNA))
    assert (told.did, told.rang) == (["waited 30 s"], ["101"])


def test_the_flow_ends_with_words() -> None:
    assert call(flow({"name": "bye", "do": "end", "prompt": spoken("Bye")})).said == [Recording(DIGEST, "Bye")]
    told = call(flow({"name": "bye", "do": "end"}))
    assert (told.said, told.outcome.reason) == ([Sentence.GOODBYE], Reason.DONE)
    assert call(flow({"name": "bare", "do": "record"})).said[-1] is Sentence.GOODBYE


def test_a_step_that_is_missing_is_told() -> None:
    told = call(flow({"name": "hello", "do": "record", "then": "nowhere"}))
    assert (told.said[-1], told.ended_with) == (Sentence.TEMPORARY_PROBLEM, Reason.FAILED)
    assert "nowhere: there is no such step (failed)" in told.why


def test_a_destination_that_is_gone_is_told() -> None:
    assert call(flow({"name": "gone", "do": "hand", "destination": NOBODY})).ended_with is Reason.NOT_FOUND


def test_steps_that_go_round_without_a_wait_end_in_words() -> None:
    steps = [
        {"name": f"s{i}", "do": "set", "variable": "v", "value": str(i), "then": f"s{(i + 1) % 3}"} for i in range(3)
    ]
    told = call(flow(*steps))
    assert told.ended_with is Reason.LOOP
    assert "too many steps without a wait (loop)" in told.why


def test_steps_that_wait_may_go_round_for_long_but_not_for_ever() -> None:
    told = call(flow({"name": "rest", "do": "wait", "seconds": 60, "then": "rest"}))
    assert told.ended_with is Reason.LOOP
    assert len(told.did) > 1000
    at_once = call(flow({"name": "rest", "do": "wait", "seconds": 0, "then": "rest"}))
    assert len(at_once.did) == 100


def test_flows_that_hand_to_each_other_end_in_words() -> None:
    other = made(
        "flow",
        "other",
        start="back",
        steps=[{"name": "back", "do": "hand", "destination": {"kind": "flow", "id": "path"}}],
    )
    told = call(flow({"name": "over", "do": "hand", "destination": {"kind": "flow", "id": "other"}}, extra=(other,)))
    assert told.ended_with is Reason.LOOP


def test_digits_as_fast_as_a_machine_sends_end_a_circle_of_questions() -> None:
    round_and_round = {**ASK, "digits_max": 1, "then": "code"}
    assert call(flow(round_and_round), presses=["1" * 5000]).ended_with is Reason.LOOP


def test_two_hundred_steps_in_a_row_are_walked() -> None:
    steps = [{"name": f"s{i}", "do": "wait", "seconds": 1, "then": f"s{i + 1}"} for i in range(199)]
    assert call(flow(*steps, {**HAND_TO_ANNA, "name": "s199"})).rang == ["101"]
