"""Calls to and from the rest of the world."""

import asyncio

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.outside_number import outside_number
from tenants.model import Company
from tenants.simulate import Answer, Story
from tests.unit.calls.companies import company, line, number, person, phone
from tests.unit.calls.told_twice import simulate


def call(firm: Company, caller: str, dials: str, **answers: Answer) -> Story:
    by_number = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return asyncio.run(simulate(firm, caller=caller, dials=dials, answers=by_number))


def test_the_world_sees_the_employees_own_number() -> None:
    told = call(company("acme", number("acme", "+74951110101", "101")), "101", "89161234567")
    assert told.rang == ["+79161234567"]
    assert told.shown == ["+74951110101"]


def test_the_world_sees_the_lines_number_when_the_employee_has_none() -> None:
    assert call(company(), "102", "+79161234567").shown == ["+74951110000"]


def test_the_world_never_sees_a_short_number() -> None:
    firm = company("acme", line("acme", 1, shown=None))
    assert call(firm, "102", "+79161234567").shown == [None]


def test_a_caller_from_outside_reaches_the_employee_of_the_number() -> None:
    told = call(company(), "+79161234567", "+74951110000")
    assert told.rang == ["101"]
    assert told.why == "number destination: +74951110000\nring employee: Anna (answered)"


@pytest.mark.parametrize("written", ["+74951110000", "74951110000", "84951110000", "4951110000"])
def test_a_provider_may_write_the_number_as_it_likes(written: str) -> None:
    assert call(company(), "+79161234567", written).rang == ["101"]


def test_a_number_abroad_may_have_as_many_digits_as_the_world_allows() -> None:
    assert outside_number("8104915112345678", "RU") == "+4915112345678"


def test_a_provider_that_sends_the_registered_name_means_the_lines_number() -> None:
    firm = company("acme", line("acme", 1, username="5551234"))
    assert call(firm, "+79161234567", "5551234").rang == ["101"]


def test_a_caller_from_outside_cannot_dial_short_numbers() -> None:
    told = call(company(), "+79161234567", "102")
    assert told.rang == []
    assert told.said == [Sentence.NOT_FOUND]


def test_a_caller_from_outside_hears_that_a_number_without_destination_is_nobodys() -> None:
    firm = company("acme", number("acme", "+74952220000", None))
    assert call(firm, "+79161234567", "+74952220000").ended_with is Reason.NOT_FOUND


def test_a_caller_from_outside_hears_that_the_number_of_a_removed_employee_is_nobodys() -> None:
    firm = company("acme", number("acme", "+74952220000", "109"))
    assert call(firm, "+79161234567", "+74952220000").ended_with is Reason.NOT_FOUND


def test_the_companys_own_number_is_connected_without_a_line() -> None:
    told = call(company(), "102", "84951110000")
    assert told.rang == ["101"]
    assert told.lines == []
    assert "dialled own number: +74951110000" in told.why


def test_the_next_line_carries_the_call_when_one_is_down() -> None:
    told = call(company(lines=2), "101", "+79161234567", acme_line_1=Answer.LINE_DOWN)
    assert told.lines == ["acme-line-1", "acme-line-2"]
    assert told.outcome.answered


def test_a_busy_number_is_not_tried_again_over_another_line() -> None:
    told = call(company(lines=2), "101", "+79161234567", acme_line_1=Answer.BUSY)
    assert told.lines == ["acme-line-1"]
    assert told.ended_with is Reason.BUSY


def test_caller_hears_that_outside_calls_are_not_possible_when_all_lines_are_down() -> None:
    told = call(company(), "101", "+79161234567", acme_line_1=Answer.LINE_DOWN)
    assert told.said == [Sentence.LINE_DOWN]
    assert told.ended_with is Reason.LINE_DOWN


def test_caller_hears_that_outside_calls_are_not_possible_without_a_line() -> None:
    told = call(company(lines=0), "101", "+79161234567")
    assert told.said == [Sentence.LINE_DOWN]
    assert told.ended_with is Reason.NO_LINE


def test_112_reaches_help_even_when_an_employee_has_that_number() -> None:
    firm = company("acme", person("acme", "112", "Clara"), phone("acme", "112"))
    told = call(firm, "101", "112")
    assert told.rang == ["112"]
    assert told.lines == ["acme-line-1"]


def test_103_is_the_employee_who_has_it_and_the_ambulance_otherwise() -> None:
    assert call(company(), "101", "103").lines == ["acme-line-1"]
    firm = company("acme", person("acme", "103", "Clara"), phone("acme", "103"))
    assert call(firm, "101", "103").lines == []


@pytest.mark.parametrize("text", ["", "+", "*67", "1" * 33, "abc", "10", "+0", "8495#"])
def test_what_cannot_be_a_number_outside_is_none(text: str) -> None:
    assert outside_number(text, "RU") is None
