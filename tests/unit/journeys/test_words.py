"""Every rule and every reason has words of its own; that they are in Russian too is test_translations' business."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from control_plane.features.journeys.draft import Result, Step
from control_plane.features.journeys.narration import step_words
from control_plane.features.journeys.reason_words import reason_words
from control_plane.features.journeys.words import badge
from tenants.calls.decision import Rule
from tenants.calls.farewell import SENTENCES
from tenants.calls.outcome import Reason

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAYS_NOTHING = {Rule.END}
"""What follows from the other steps."""


@pytest.fixture(autouse=True)
def _page() -> object:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def step(rule: str, result: str = "", text: str = "Sales") -> Step:
    return Step(AT, "team", "t-1", rule, 7, result, text)


@pytest.mark.parametrize("rule", sorted(set(Rule) - SAYS_NOTHING))
def test_every_rule_is_told_in_a_sentence_of_its_own(rule: Rule) -> None:
    said = step_words(step(rule, "busy"))
    assert said
    assert not said.startswith(rule), "the bare word of a rule that these pages do not know"


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.ANSWERED, Reason.DONE}))
def test_every_reason_has_words(reason: Reason) -> None:
    assert reason_words(reason)


@pytest.mark.parametrize("sentence", sorted(set(SENTENCES.values())))
def test_what_the_caller_was_told_stands_in_the_story(sentence: str) -> None:
    assert step_words(step("say", "busy", sentence)) != "The caller hears an announcement"


@pytest.mark.parametrize("result", list(Result))
def test_every_result_has_a_badge(result: Result) -> None:
    assert badge(result).words


def test_hold_says_who_keeps_the_other_waiting() -> None:
    assert step_words(step("holds", "", "Boris")) == "Boris puts the call on hold"
    assert step_words(step("resumes", "", "Boris")) == "Boris goes on with the call"


def test_transfers_say_who_and_where_to() -> None:
    assert step_words(step("transfers", "203", "Boris")) == "Boris transfers the call to 203"
    assert step_words(step("transfers", "", "Boris")) == "Boris transfers the call"
