"""Whatever goes wrong, the caller hears why, in the language of the call."""

import asyncio

import pytest

from tenants.calls import Outcome, Reason, Sentence
from tenants.calls.farewell import SENTENCES, say_farewell
from tenants.calls.sentences import SPOKEN
from tenants.simulate.script import Script
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import who
from tests.unit.calls.companies import company

OVER = {Reason.ANSWERED, Reason.ABANDONED, Reason.DONE}


def farewell(outcome: Outcome) -> ScriptedCall:
    call = ScriptedCall(company(), who(company(), "101"), "102", Script())
    asyncio.run(say_farewell(call, outcome))
    return call


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in OVER])
def test_every_failure_has_a_sentence_and_the_phone_shows_it_too(reason: Reason) -> None:
    call = farewell(Outcome(reason))
    assert call.said == [SENTENCES[reason]]
    assert call.ended_with is reason


@pytest.mark.parametrize("reason", sorted(OVER))
def test_nothing_is_said_to_those_who_talked_left_or_were_served(reason: Reason) -> None:
    call = farewell(Outcome(reason))
    assert (call.said, call.ended_with) == ([], None)


def test_whoever_knows_better_chooses_the_sentence() -> None:
    assert farewell(Outcome(Reason.FULL, told=Sentence.MAILBOX_FULL)).said == [Sentence.MAILBOX_FULL]


def test_every_sentence_is_spoken_in_every_language() -> None:
    assert all(sentences.keys() == set(Sentence) and all(sentences.values()) for sentences in SPOKEN.values())
