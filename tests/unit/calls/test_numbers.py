"""What a public number does with its calls."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.words import Recording
from tenants.model import CallerRule, Number, Schedule, TelephonyObject
from tenants.simulate import Story
from tenants.simulate.script import Script
from tests.unit.calls.companies import DIGEST, company
from tests.unit.calls.told_twice import simulate

ANNA = {"kind": "employee", "id": "acme-101"}
BORIS = {"kind": "employee", "id": "acme-102"}
MAIN = "+74951110000"
MOBILE = "+79161234567"
NIGHT = Script(now=datetime(2026, 3, 2, 23, 0, tzinfo=UTC))
OFFICE = Schedule.model_validate(
    {"id": "office", "name": "Office", "weekly": [{"days": ["monday"], "opens": "09:00", "closes": "18:00"}]}
)


def number(**more: Any) -> Number:
    """The main number, to Anna."""
    return Number.model_validate({"id": "acme-number-74951110000", "number": MAIN, "destination": ANNA, **more})


def rule(prefix: str, **more: Any) -> CallerRule:
    return CallerRule.model_validate({"id": f"rule-{prefix[1:]}", "name": "Rule", "prefix": prefix, **more})


def call(*extra: TelephonyObject, caller: str = MOBILE, script: Script | None = None) -> Story:
    return asyncio.run(simulate(company("acme", *extra), caller=caller, dials=MAIN, script=script))


def test_the_greeting_is_heard_before_anything_else() -> None:
    told = call(number(greeting={"text": "Good day!", "spoken": DIGEST}))
    assert told.said == [Recording(DIGEST, "Good day!")]
    assert told.rang == ["101"]


def test_a_greeting_that_is_not_spoken_yet_delays_nobody() -> None:
    assert call(number(greeting={"text": "Good day!"}, record="never")).rang == ["101"]


def test_the_prefix_of_the_number_shows_on_the_phone() -> None:
    assert call(number(prefix="Shop: ")).call.rang_as[0].prefix == "Shop: "


def test_callers_of_a_number_hear_its_language() -> None:
    assert call(number(language="ru")).call.language == "ru"


def test_the_label_stands_in_the_story() -> None:
    assert f"number destination: {MAIN} (Shop)" in call(number(label="Shop")).why


def test_while_the_company_is_open_its_number_goes_to_the_destination() -> None:
    told = call(number(hours="office", closed=BORIS), OFFICE)
    assert told.rang == ["101"]
    assert "opening hours schedule: Office: open on monday from 09:00 to 18:00" in told.why


def test_while_the_company_is_closed_its_number_goes_elsewhere() -> None:
    told = call(number(hours="office", closed=BORIS), OFFICE, script=NIGHT)
    assert told.rang == ["102"]
    assert "closed on monday at 23:00 (closed)" in told.why


@pytest.mark.parametrize("closed", [None, {"kind": "employee", "id": "nobody"}])
def test_caller_hears_that_the_company_is_closed(closed: Any) -> None:
    told = call(number(hours="office", closed=closed), OFFICE, script=NIGHT)
    assert (told.said, told.ended_with) == ([Sentence.CLOSED], Reason.CLOSED)


def test_hours_that_are_gone_close_nobody_out() -> None:
    assert call(number(hours="nowhere")).rang == ["101"]


@pytest.mark.parametrize("hidden", ["", "anonymous", "Restricted"])
def test_callers_who_hide_their_number_may_be_unwanted(hidden: str) -> None:
    assert call(number(), caller=hidden).rang == ["101"]
    told = call(number(anonymous="block"), caller=hidden)
    assert (told.rang, told.said) == ([], [Sentence.ANONYMOUS_REFUSED])
    assert "anonymous number: caller hides their number: block (anonymous)" in told.why
    assert call(number(anonymous="send", anonymous_to=BORIS), caller=hidden).rang == ["102"]


def test_anonymous_callers_whose_destination_is_gone_hear_that_they_must_show_their_number() -> None:
    assert call(number(anonymous="send"), caller="").said == [Sentence.ANONYMOUS_REFUSED]


def test_unwanted_callers_hear_that_they_are() -> None:
    told = call(rule("+7916"))
    assert (told.rang, told.said, told.ended_with) == ([], [Sentence.BLOCKED], Reason.BLOCKED)
    assert told.why.splitlines()[0] == "caller rule: Rule (+7916): block (blocked)"


def test_the_longest_prefix_wins_and_allow_makes_an_exception() -> None:
    assert call(rule("+7916"), rule("+7916123", treatment="allow")).rang == ["101"]
    assert call(rule("+7", treatment="allow"), rule("+79161")).rang == []
    assert call(rule("+"), rule(MOBILE, treatment="send", destination=BORIS)).rang == ["102"]


def test_of_two_rules_alike_the_one_for_this_number_wins() -> None:
    mine = rule("+7916", numbers=["acme-number-74951110000"], treatment="allow").model_copy(update={"id": "mine"})
    assert call(rule("+7916"), mine).rang == ["101"]


def test_a_rule_for_another_number_does_not_count() -> None:
    assert call(rule("+7916", numbers=["another"])).rang == ["101"]


def test_a_blocked_caller_cannot_slip_through_by_writing_the_number_differently() -> None:
    assert call(rule("+7916"), caller="89161234567").rang == []


def test_unwanted_callers_whose_destination_is_gone_are_blocked() -> None:
    assert call(rule("+7916", treatment="send")).said == [Sentence.BLOCKED]


def test_rules_are_for_callers_from_outside_alone() -> None:
    strict = number(anonymous="block", language="ru")
    told = asyncio.run(simulate(company("acme", strict, rule("+")), caller="102", dials=MAIN))
    assert (told.rang, told.call.language) == (["101"], "en")


def test_a_recorded_number_records_and_says_so() -> None:
    told = call(number(record="never"))
    assert not told.call.recording
