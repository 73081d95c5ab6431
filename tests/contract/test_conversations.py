"""Calls that were transferred, picked up, parked or queued stay one conversation: one row that names who talked.

The files under events/conversations/ were written by an Asterisk 22.10 while real phones (Anna 101, Boris 102,
Clara 103) pressed the buttons; the call logic's decisions are left out.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from control_plane.features.journeys.conversation import conversations
from control_plane.features.journeys.draft import Draft, Participant, Person, Recorded, Result, State
from control_plane.features.journeys.fold import fold
from control_plane.features.journeys.people import owner_of
from node_agent.asterisk.cel.event import parse
from node_agent.asterisk.cel.translate import facts_of
from wire.facts import Fact, Facts

EVENTS = Path(__file__).parent / "events/conversations"
NOW = datetime(2027, 1, 1, tzinfo=UTC)
OWNERS = {
    "acme-101": ("acme", Person("anna", "Anna")),
    "acme-102": ("acme", Person("boris", "Boris")),
    "acme-103": ("acme", Person("clara", "Clara")),
}


def sent(name: str) -> tuple[Fact, ...]:
    lines = (EVENTS / f"{name}.jsonl").read_bytes().splitlines()
    facts = Facts(facts=tuple(fact for line in lines for fact in facts_of(parse(line), "n1")))
    return Facts.model_validate_json(facts.canonical()).facts


def journeys(name: str) -> list[Draft]:
    facts = sent(name)
    pairs = {(fact.leg.id, fact.call) for fact in facts if fact.leg is not None}
    drafts = []
    for group in conversations({fact.call for fact in facts}, pairs):
        recorded = [Recorded(fact, owner_of(fact, OWNERS)) for fact in facts if fact.call in group]
        draft = fold(group[0], recorded, now=NOW)
        assert draft is not None
        drafts.append(draft)
    return drafts


def journey(name: str) -> Draft:
    (only,) = journeys(name)
    assert (only.state, only.result, only.caller_name) == (State.COMPLETE, Result.ANSWERED, "Anna")
    return only


def talked(draft: Draft) -> list[str]:
    return [each.name for each in draft.participants if each.talking_seconds > 0]


def told(draft: Draft, rule: str) -> list[tuple[str, str]]:
    return [(step.text, step.result) for step in draft.story if step.rule == rule]


@pytest.mark.parametrize(
    ("name", "by"), [("blind-by-callee", [("Boris", "103")]), ("blind-by-caller", [("Anna", "103")])]
)
def test_blind_transfer_names_who_transferred_and_who_talked_in_the_end(name: str, by: list[tuple[str, str]]) -> None:
    draft = journey(name)
    assert draft.callee_name == "Clara"
    assert talked(draft) == ["Boris", "Clara"]
    assert told(draft, "transfers") == by


@pytest.mark.parametrize(
    ("name", "by"),
    [("attended-by-callee", "Boris"), ("attended-by-caller", "Anna"), ("attended-while-ringing", "Boris")],
)
def test_attended_transfer_takes_the_question_in_between_into_the_same_row(name: str, by: str) -> None:
    draft = journey(name)
    assert draft.callee_name == "Clara"
    assert draft.dialled == "102"
    assert talked(draft) == ["Boris", "Clara"]
    assert told(draft, "transfers") == [(by, "")]
    assert len(draft.calls) == 2
    assert told(draft, "ended") == [("", "")]
    assert draft.story[-1].rule == "ended"


def test_picked_up_call_was_rung_at_one_phone_and_answered_at_another() -> None:
    draft = journey("pickup")
    assert draft.callee_name == "Clara"
    assert [(p.name, p.rang, p.talking_seconds > 0) for p in draft.participants] == [
        ("Boris", True, False),
        ("Clara", False, True),
    ]
    assert told(draft, "picks-up") == [("Clara", "")]


def test_parked_call_is_fetched_and_stays_one_row() -> None:
    draft = journey("parked")
    assert draft.callee_name == "Clara"
    assert talked(draft) == ["Boris", "Clara"]
    assert told(draft, "waits-parked") == told(draft, "leaves-parking") == [("Anna", "")]


@pytest.mark.parametrize("name", ["queue", "local"])
def test_legs_inside_the_node_are_nobody(name: str) -> None:
    draft = journey(name)
    assert {p.name for p in draft.participants} <= {"Boris", "Clara"}
    assert len(talked(draft)) == 1
    assert not [step for step in draft.story if step.object_kind == "other"]


def test_waiting_line_tells_all_who_rang_and_who_answered() -> None:
    draft = journey("queue")
    boris, clara = draft.participants
    assert (boris.rang, boris.answered_at, boris.talking_seconds) == (True, None, 0.0)
    assert isinstance(clara, Participant)
    assert clara.answered_at is not None


def test_conference_made_by_a_phone_is_two_calls_since_the_node_sees_two() -> None:
    assert sorted(draft.callee_name for draft in journeys("conference")) == ["Boris", "Clara"]


def test_everybody_in_a_meeting_room_has_a_row_of_their_own() -> None:
    assert sorted(draft.caller_name for draft in journeys("room")) == ["Anna", "Boris"]
