"""Forwards of a person, circles, and boss and secretary."""

from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.memory import Forgetful, Topic
from tenants.model import CallType, Permission, Schedule
from tenants.simulate import Answer
from tests.unit.calls.companies import number
from tests.unit.calls.office import OUTSIDE, call, colleague, office, outside, to


def test_all_calls_are_forwarded_without_ringing() -> None:
    told = call(office(colleague("102", forward_always=to("103"))), "101", "102")
    assert told.rang == ["103"]
    assert "forward employee: Boris, always: to Clara" in told.why


@pytest.mark.parametrize(
    ("field", "happens"),
    [
        ("forward_busy", Answer.BUSY),
        ("forward_busy", Answer.REFUSES),
        ("forward_no_answer", Answer.NO_ANSWER),
        ("forward_unreachable", Answer.UNREACHABLE),
    ],
)
def test_each_failure_has_its_forward(field: str, happens: Answer) -> None:
    forwards: dict[str, Any] = {field: to("103")}
    told = call(office(colleague("102", **forwards)), "101", "102", answers={"102": happens})
    assert told.rang[-1] == "103"
    assert told.outcome.answered


def test_who_wants_no_calls_is_as_good_as_busy() -> None:
    told = call(office(colleague("102", do_not_disturb=True, forward_busy=to("103"))), "101", "102")
    assert told.rang == ["103"]


def test_do_not_disturb_does_not_stop_the_forward_of_all_calls() -> None:
    told = call(office(colleague("102", do_not_disturb=True, forward_always=to("103"))), "101", "102")
    assert told.rang == ["103"]


def test_a_forward_turned_by_phone_wins_over_the_document() -> None:
    memory = Forgetful()
    firm = office(colleague("102", forward_always=to("103")))
    memory.put(Topic.FORWARD, "acme-102", {"always": to("104").plain()})
    assert call(firm, "101", "102", memory=memory).rang == ["104"]
    memory.put(Topic.FORWARD, "acme-102", {"always": None})
    assert call(firm, "101", "102", memory=memory).rang == ["102"]
    memory.put(Topic.FORWARD, "acme-102", {"busy": to("104").plain()})
    assert call(firm, "101", "102", memory=memory).rang == ["103"]


def test_a_forward_that_nobody_understands_any_more_is_off() -> None:
    memory = Forgetful()
    memory.put(Topic.FORWARD, "acme-102", {"always": {"kind": "spaceship", "id": "x"}})
    assert call(office(), "101", "102", memory=memory).rang == ["102"]


def test_calls_are_forwarded_to_a_mobile() -> None:
    told = call(office(colleague("102", forward_always=outside())), "101", "102")
    assert told.rang == [OUTSIDE]


def test_a_forward_to_the_companys_own_number_stays_inside() -> None:
    told = call(office(colleague("102", forward_always=outside("+74951110000"))), "103", "102")
    assert told.rang == ["101"]
    assert told.lines == []


def test_caller_is_told_when_the_line_of_the_forward_is_down() -> None:
    boris = colleague("102", forward_always=outside())
    told = call(office(boris), "101", "102", answers={"acme-line-1": Answer.LINE_DOWN})
    assert told.ended_with is Reason.LINE_DOWN


def test_caller_is_told_why_the_person_was_not_reached_when_the_forward_fails_too() -> None:
    boris = colleague("102", forward_busy=to("103"))
    told = call(office(boris), "101", "102", answers={"102": Answer.BUSY, "103": Answer.NO_ANSWER})
    assert told.rang == ["102", "103"]
    assert told.ended_with is Reason.BUSY


def test_a_forward_to_somebody_who_is_gone_says_so_and_goes_on() -> None:
    told = call(office(colleague("102", forward_no_answer=to("109"))), "101", "102", answers={"102": Answer.NO_ANSWER})
    assert told.ended_with is Reason.NO_ANSWER
    assert "to a employee that is gone (not found)" not in told.why
    assert "Boris, no answer: to an employee that is gone (not found)" in told.why


def test_caller_hears_why_when_two_forward_all_calls_to_each_other() -> None:
    firm = office(colleague("102", forward_always=to("103")), colleague("103", forward_always=to("102")))
    told = call(firm, "101", "102")
    assert told.rang == []
    assert told.said == [Sentence.FORWARDED_IN_A_CIRCLE]
    assert told.ended_with is Reason.LOOP
    assert "loop employee: Clara, always: to Boris (loop)" in told.why


def test_two_who_forward_unanswered_calls_to_each_other_ring_once_each() -> None:
    firm = office(colleague("102", forward_no_answer=to("103")), colleague("103", forward_no_answer=to("102")))
    told = call(firm, "101", "102", answers={"102": Answer.NO_ANSWER, "103": Answer.NO_ANSWER})
    assert told.rang == ["102", "103"]
    assert told.ended_with is Reason.NO_ANSWER


def test_a_forward_to_oneself_is_a_circle() -> None:
    told = call(office(colleague("102", forward_always=to("102"))), "101", "102")
    assert told.ended_with is Reason.LOOP


def test_a_circle_over_the_companys_own_number_is_a_circle_too() -> None:
    boris = colleague("102", forward_always=outside("+74951112222"))
    told = call(office(boris, number("acme", "+74951112222", "102")), "101", "102")
    assert told.ended_with is Reason.LOOP


def test_a_forward_back_to_the_caller_is_a_circle() -> None:
    told = call(office(colleague("102", forward_always=to("101"))), "101", "102")
    assert told.rang == []
    assert told.ended_with is Reason.LOOP


def test_a_chain_of_forwards_reaches_its_end() -> None:
    firm = office(*(colleague(str(each), forward_always=to(str(each + 1))) for each in range(102, 106)))
    assert call(firm, "101", "102").rang == ["106"]


def test_the_secretary_is_rung_in_place_of_the_boss() -> None:
    told = call(office(colleague("102", secretary="acme-103")), "101", "102")
    assert told.rang == ["103"]
    assert told.call.rang_as[0].prefix == "Boris: "
    assert "secretary employee: Clara for Boris" in told.why


@pytest.mark.parametrize("caller", ["103", "104"])
def test_the_secretary_and_those_let_through_reach_the_boss(caller: str) -> None:
    assert call(office(colleague("102", secretary="acme-103", let_through=("acme-104",))), caller, "102").rang == [
        "102"
    ]


def test_the_secretary_puts_callers_through() -> None:
    firm = office(colleague("102", secretary="acme-103"))
    told = call(firm, OUTSIDE, "102", transferred_by="103")
    assert told.rang == ["102"]
    assert "transferred employee: by Clara" in told.why
    assert call(firm, OUTSIDE, "102", transferred_by="104").rang == ["103"]


def test_a_secretary_who_forwards_calls_to_the_boss_does_not_get_them_back() -> None:
    firm = office(colleague("102", secretary="acme-103"), colleague("103", forward_no_answer=to("102")))
    told = call(firm, "101", "102", answers={"103": Answer.NO_ANSWER})
    assert told.rang == ["103", "102"]


def test_a_deputy_takes_the_calls_of_a_secretary_on_holiday() -> None:
    firm = office(colleague("102", secretary="acme-103"), colleague("103", forward_always=to("104")))
    assert call(firm, "101", "102").rang == ["104"]


def test_two_secretaries_of_each_other_are_a_circle() -> None:
    firm = office(colleague("102", secretary="acme-103"), colleague("103", secretary="acme-102"))
    assert call(firm, "101", "102").ended_with is Reason.LOOP


def test_a_boss_who_is_off_work_is_not_taken_for_by_the_secretary() -> None:
    closed = Schedule(id="acme-never", name="Never")
    firm = office(colleague("102", secretary="acme-103", hours="acme-never"), closed)
    assert call(firm, "101", "102").ended_with is Reason.CLOSED


def test_somebody_whose_secretary_is_gone_is_rung_themselves() -> None:
    assert call(office(colleague("102", secretary="acme-109")), "101", "102").rang == ["102"]


def test_the_rights_of_who_forwards_count_for_a_number_outside() -> None:
    abroad = outside("+4915112345678")
    world = Permission(id="world", name="World", types=tuple(CallType))
    local = office(colleague("102", forward_always=abroad), colleague("101", permission="world"), world)
    told = call(local, "101", "102")
    assert told.rang == []
    assert told.ended_with is Reason.NOT_PERMITTED
    assert call(office(colleague("102", forward_always=abroad, permission="world"), world), "101", "102").rang
