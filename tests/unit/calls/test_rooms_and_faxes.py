"""Meeting rooms and faxes."""

from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.errand import FaxReceived
from tenants.calls.memory import Forgetful
from tenants.model import Company
from tenants.model.pin import pin_digest
from tests.unit.calls.paths import MOBILE, call, firm, leading_to, made


def room(**fields: Any) -> Company:
    """The main number leads to a room."""
    for name in ("pin", "host_pin"):
        if name in fields:
            fields[name] = pin_digest("acme", "board", fields[name])
    return firm(leading_to("room", "board"), made("room", "board", number="600", **fields))


def test_everybody_enters_a_room_without_a_pin() -> None:
    told = call(room())
    assert (told.did, told.said, told.outcome.reason) == (["was in Board"], [], Reason.DONE)
    assert "meeting room: Board" in told.why


def test_guests_and_hosts_have_their_own_pins() -> None:
    where = room(pin="1234", host_pin="9999")
    assert call(where, presses=["1234"]).did == ["was in Board"]
    assert call(where, presses=["9999#"]).did == ["was in Board as host"]
    told = call(where, presses=["1", "1234"])
    assert (told.did, told.said.count(Sentence.WRONG_PIN)) == (["was in Board"], 1)


def test_a_host_from_their_own_phone_needs_no_pin() -> None:
    told = call(room(pin="1234", hosts=["acme-101"]), "600", caller="101")
    assert (told.did, told.said) == (["was in Board as host"], [])
    assert call(room(pin="1234", hosts=["acme-101"]), "600", caller="102").did == []


def test_where_only_hosts_have_a_pin_guests_just_wait() -> None:
    assert call(room(host_pin="9999")).did == ["was in Board"]
    assert call(room(host_pin="9999"), presses=["9999"]).did == ["was in Board as host"]


def test_whoever_guesses_hears_that_it_is_enough() -> None:
    memory = Forgetful()
    told = [call(room(pin="1234"), presses=["1", "2", "3"], memory=memory) for _ in range(3)]
    assert [each.ended_with for each in told] == [Reason.WRONG_PIN] * 3
    assert told[0].said[-1] is Sentence.WRONG_PIN
    assert told[2].said == [Sentence.TOO_MANY_TRIES]
    assert call(room(pin="1234"), presses=["1234"], memory=memory).did == []


def test_a_recorded_meeting_says_so_to_those_from_outside() -> None:
    assert call(room(record=True)).said == [Sentence.CALL_IS_RECORDED]
    assert call(room(record=True), "600", caller="101").said == []


def test_a_fax_is_received_and_sent_on() -> None:
    where = firm(leading_to("fax", "fax"), made("fax", "fax", email="fax@example.com"))
    told = call(where)
    assert told.errands == [FaxReceived("fax", "fax.tif", MOBILE)]
    assert told.why.endswith("fax: Fax (done)")


@pytest.mark.parametrize("step", [1, 2])
def test_a_fax_machine_that_hangs_up_has_sent_its_pages(step: int) -> None:
    where = firm(leading_to("fax", "fax"), made("fax", "fax", email="fax@example.com"))
    assert len(call(where, hang_up_at=step).errands) == 1


def test_no_pages_are_no_fax() -> None:
    where = firm(leading_to("fax", "fax"), made("fax", "fax", email="fax@example.com"))
    told = call(where, message_seconds=0)
    assert (told.errands, told.ended_with) == ([], Reason.FAILED)
