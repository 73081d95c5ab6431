"""Meetings, parking, pickup, announcements, supervision."""

import pytest

from tenants.calls.call import Call, Supervision
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Digits
from tenants.model import Room
from tests.kit.logic import Logic
from tests.kit.phones import Answer, Phone, Phones
from tests.node.channel.people import phone_of, reached


def test_people_meet(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    room = Room(id="room-1", name="Room", wait_for_host=True)

    async def guest(call: Call) -> None:
        await call.meet(room, host=False)

    async def host(call: Call) -> None:
        await call.meet(room, host=True)

    logic.wants |= {"210": guest, "211": host}
    anna = office["101"].call("210").wait_until_talking()
    boris = office["102"].call("210").wait_until_talking()
    phones.run(1)
    clara = office["103"].call("211").wait_until_talking()
    phones.run(2)
    for talk in (anna, boris, clara):
        assert talk.heard_energy(0.5) > 0.05
    for talk in (anna, boris, clara):
        talk.hang_up()
        talk.wait_until_over()


def test_a_call_is_fetched_while_its_caller_still_hears_where_it_is_parked(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    """Whoever watches the slot's lamp is faster than the voice."""

    async def park(call: Call) -> Outcome:
        return await call.park("701", seconds=30, music=None, told=(Sentence.PARKED_AT, Digits("701")))

    async def fetch(call: Call) -> Outcome:
        return await call.fetch_parked("701")

    logic.wants |= {"212": park, "701": fetch}
    office["101"].tone, office["102"].tone = 890, 1250
    anna = office["101"].call("212").wait_until_talking()
    boris = office["102"].call("701").wait_until_talking()
    boris.wait_until_hears_only(890)
    anna.wait_until_hears_only(1250)
    boris.hang_up()
    anna.wait_until_over()
    assert reached(logic, phones, "212") == (Reason.ANSWERED, "")


def test_a_parked_call_is_fetched_or_comes_back(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def park(call: Call) -> Outcome:
        return await call.park("701", seconds=3, music=None)

    async def fetch(call: Call) -> Outcome:
        return await call.fetch_parked("701")

    logic.wants |= {"212": park, "701": fetch}
    anna = office["101"].call("212").wait_until_talking()
    assert reached(logic, phones, "212") == (Reason.NO_ANSWER, "")
    anna.wait_until_over()

    anna = office["101"].call("212").wait_until_talking()
    phones.run(0.5)
    logic.results.clear()
    boris = office["102"].call("701").wait_until_talking()
    phones.run(4)
    assert anna.talking
    assert anna.heard_energy(0.5) > 0.05
    assert boris.heard_energy(0.5) > 0.05
    boris.hang_up()
    assert reached(logic, phones, "212") == (Reason.ANSWERED, "")
    assert reached(logic, phones, "701") == (Reason.ANSWERED, "")
    assert office["103"].call("701") is not None
    logic.results.clear()
    assert reached(logic, phones, "701") == (Reason.NOT_FOUND, "")


def test_a_colleagues_call_is_picked_up(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def pick_up(call: Call) -> Outcome:
        phones_ = [phone_of(call, n).phone for n in ("104", "102")]
        return await call.pick_up([phone for phone in phones_ if phone])

    logic.wants |= {"213": ring, "214": pick_up}
    office["103"].call("214").wait_until_over()
    assert reached(logic, phones, "214") == (Reason.NOT_FOUND, "")
    logic.results.clear()
    office["102"].answer = Answer.RING
    anna = office["101"].call("213")
    office["102"].wait_for_call()
    clara = office["103"].call("214").wait_until_talking()
    anna.wait_until_talking()
    assert anna.heard_energy(0.5) > 0.05
    assert clara.heard_energy(0.5) > 0.05
    assert reached(logic, phones, "214") == (Reason.ANSWERED, "")
    anna.hang_up()
    clara.wait_until_over()


def test_an_announcement_is_heard_by_all(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def page(call: Call) -> Outcome:
        wanted = [phone_of(call, n).phone for n in ("102", "103")]
        return await call.page([phone for phone in wanted if phone], two_way=False)

    logic.wants["215"] = page
    talk = office["101"].call("215").wait_until_talking()
    boris, clara = (office[n].wait_for_call().wait_until_talking() for n in ("102", "103"))
    phones.run(1)
    assert boris.heard_energy(0.5) > 0.05
    assert clara.heard_energy(0.5) > 0.05
    assert "answer-after=0" in (boris.header("Call-Info") or "")
    talk.hang_up()
    boris.wait_until_over()
    clara.wait_until_over()


@pytest.mark.parametrize("how", Supervision)
def test_a_supervisor_listens_whispers_and_barges(
    office: dict[str, Phone], logic: Logic, phones: Phones, how: Supervision
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def supervise(call: Call) -> Outcome:
        phone = phone_of(call, "102").phone
        assert phone is not None
        return await call.supervise([phone], how)

    logic.wants |= {"216": ring, "217": supervise}
    anna = office["101"].call("216").wait_until_talking()
    phones.run(0.5)
    clara = office["103"].call("217").wait_until_talking()
    phones.run(1)
    assert clara.heard_energy(0.5) > 0.05
    anna.hang_up()
    clara.wait_until_over()
    assert reached(logic, phones, "217") == (Reason.ANSWERED, "")
    logic.results.clear()
    office["103"].call("217")
    assert reached(logic, phones, "217") == (Reason.NOT_FOUND, "")
