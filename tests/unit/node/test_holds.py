"""Holding, as the manager interface tells it, becomes a fact of the call."""

from datetime import UTC, datetime

import pytest

from node_agent.asterisk.ami import hold_fact
from wire.facts import FactKind, Party

AT = datetime(2026, 3, 2, 9, 0, 13, 200000, tzinfo=UTC)
EVENT = {
    "Event": "Hold",
    "Channel": "PJSIP/bluebell-boris-00000002",
    "CallerIDNum": "202",
    "CallerIDName": "<unknown>",
    "AccountCode": "bluebell",
    "Uniqueid": "1772442000.2",
    "Linkedid": "1772442000.1",
    "MusicClass": "",
}


def test_whose_phone_holds_and_in_which_call_is_told() -> None:
    fact = hold_fact(EVENT, "n1", AT)
    assert fact is not None
    assert (fact.kind, fact.call, fact.company, fact.at) == (FactKind.LEG_HELD, "n1:1772442000.1", "bluebell", AT)
    assert fact.leg is not None
    assert (fact.leg.id, fact.leg.party, fact.leg.party_id) == ("1772442000.2", Party.PHONE, "bluebell-boris")
    assert (fact.leg.caller_number, fact.leg.caller_name) == ("202", "")


def test_going_on_is_told_too() -> None:
    fact = hold_fact({**EVENT, "Event": "Unhold"}, "n1", AT)
    assert fact is not None
    assert fact.kind is FactKind.LEG_RESUMED


@pytest.mark.parametrize(
    "changed",
    [
        {"Event": "Newchannel"},
        {"Channel": "Local/202@legs-00000001;2"},
        {"Uniqueid": ""},
        {"Linkedid": "1772442000.1/../../x"},
    ],
)
def test_anything_else_is_no_fact(changed: dict[str, str]) -> None:
    assert hold_fact({**EVENT, **changed}, "n1", AT) is None


def test_account_that_cannot_be_a_company_is_left_to_the_other_facts() -> None:
    fact = hold_fact({**EVENT, "AccountCode": "Not A Company"}, "n1", AT)
    assert fact is not None
    assert fact.company == ""


def test_name_with_control_characters_does_not_spoil_the_batch() -> None:
    fact = hold_fact({**EVENT, "CallerIDName": "Bor\x00is" + "x" * 300}, "n1", AT)
    assert fact is not None
    assert fact.leg is not None
    assert len(fact.leg.caller_name) == 256
    assert "\x00" not in fact.leg.caller_name
