"""What a caller can type never makes a fact impossible to send or store."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wire.facts import BATCH_MAX, Fact, FactKind, Facts, Leg, Party

FACT: dict[str, Any] = {
    "id": "n1/c/1.1/CHAN_START/1.5/0",
    "call": "n1:1.1",
    "company": "bluebell",
    "kind": "call.leg_started",
    "at": "2026-03-02T09:00:00Z",
}

any_text = st.text(st.characters(exclude_categories=[]), max_size=300)


@given(any_text, any_text)
def test_any_caller_name_and_dialled_text_becomes_a_fact_that_can_be_stored(name: str, dialled: str) -> None:
    leg = Leg(id="1.1", party=Party.PHONE, caller_name=name, dialled=dialled)
    sent = leg.canonical()
    assert "\x00" not in json.loads(sent)["caller_name"]
    assert Leg.model_validate_json(sent) == leg


def test_text_of_10_kb_is_cut_and_control_characters_are_marked() -> None:
    leg = Leg(id="1.1", party=Party.PHONE, caller_name="a" * 10_000, dialled="100\r\nAction: Originate")
    assert leg.caller_name == "a" * 256
    assert leg.dialled == "100\ufffd\ufffdAction: Originate"


def test_emoji_and_russian_names_stay_as_they_are() -> None:
    assert Leg(id="1.1", party=Party.PHONE, caller_name="Анна 👩‍👧 Ёж").caller_name == "Анна 👩‍👧 Ёж"


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"id": "a b"},
        {"id": "x" * 121},
        {"id": "a\n"},
        {"call": ""},
        {"call": "n1:'; --"},
        {"company": "x" * 65},
        {"kind": "call.teleported"},
        {"at": "2026-03-02T09:00:00"},
        {"at": "yesterday"},
        {"leg": {"id": "1.1", "party": "alien"}},
        {"surprise": 1},
    ],
)
def test_fact_with_a_wrong_field_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Fact.model_validate(FACT | change)


def test_batch_of_more_than_500_facts_is_refused() -> None:
    fact = Fact.model_validate(FACT)
    assert fact.kind is FactKind.LEG_STARTED
    assert len(Facts(facts=(fact,) * BATCH_MAX).facts) == BATCH_MAX
    with pytest.raises(ValidationError):
        Facts(facts=(fact,) * (BATCH_MAX + 1))
