"""From Asterisk's own event log to the row a person reads, over both programs and the wire between them.

The files under events/ were written by an Asterisk 22.10 during real calls between SIP phones; the call logic's
decisions are left out, so each row must be told by the legs alone (what the journal does when the call logic is down).
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from control_plane.features.journeys.draft import Draft, Recorded, State
from control_plane.features.journeys.fold import fold
from node_agent.asterisk.cel.event import parse
from node_agent.asterisk.cel.translate import facts_of
from wire.facts import Fact, Facts

EVENTS = Path(__file__).parent / "events"
NOW = datetime(2027, 1, 1, tzinfo=UTC)


def sent(name: str) -> tuple[Fact, ...]:
    """The facts that node n1 sends for the file, after their way over the wire."""
    lines = (EVENTS / f"{name}.jsonl").read_bytes().splitlines()
    facts = Facts(facts=tuple(fact for line in lines for fact in facts_of(parse(line), "n1")))
    return Facts.model_validate_json(facts.canonical()).facts


def journey(name: str) -> Draft:
    facts = sent(name)
    (call,) = {fact.call for fact in facts}
    draft = fold(call, map(Recorded, facts), now=NOW)
    assert draft is not None
    return draft


@pytest.mark.parametrize("name", sorted(path.stem for path in EVENTS.glob("*.jsonl")))
def test_real_call_becomes_one_complete_row_with_direction_and_result(name: str) -> None:
    draft = journey(name)
    assert draft.state is State.COMPLETE
    assert draft.result is not None
    assert f"{draft.direction}-{draft.result}" == name
    assert draft.caller_number
    assert draft.dialled
    assert (draft.talking_seconds > 0) == (draft.answered_at is not None)


def test_real_answered_call_tells_times_and_names() -> None:
    draft = journey("internal-answered")
    assert (draft.company, draft.caller_number, draft.dialled) == ("acme", "201", "202")
    assert (draft.waiting_seconds, draft.talking_seconds) == (0.005, 1.808)
    assert [step.rule for step in draft.story] == [
        "called",
        "ringing",
        "answered",
        "talking",
        "hung-up",
        "hung-up",
        "ended",
    ]


def test_reading_the_same_lines_again_gives_the_same_facts() -> None:
    assert sent("internal-answered") == sent("internal-answered")
    assert len({fact.id for fact in sent("internal-answered")}) == len(sent("internal-answered"))
