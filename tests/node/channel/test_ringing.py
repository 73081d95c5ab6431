"""Who rings when, and who took the call."""

from dataclasses import replace

from tenants.calls.call import Call, Manner
from tenants.calls.outcome import Outcome, Reason
from tests.kit.logic import Logic
from tests.kit.phones import Answer, Phone, Phones
from tests.node.channel.people import outside, phone_of, reached


def test_phones_ring_at_once_and_who_took_the_call_is_known(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def both(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102"), phone_of(call, "103")], seconds=10)

    logic.wants["200"] = both
    office["102"].answer = office["103"].answer = Answer.RING
    talk = office["101"].call("200")
    boris, clara = (office[n].wait_for_call() for n in ("102", "103"))
    clara.pick_up()
    talk.wait_until_talking()
    boris.wait_until_over()
    assert talk.heard_energy(0.5) > 0.05
    talk.hang_up()
    assert reached(logic, phones, "200") == (Reason.ANSWERED, "acme-103")


def test_a_second_phone_rings_later(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def later(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102"), replace(phone_of(call, "103"), after=2)], seconds=10)

    logic.wants["201"] = later
    office["102"].answer = Answer.RING
    talk = office["101"].call("201")
    boris = office["102"].wait_for_call()
    assert boris.rang_at is not None
    talk.wait_until_talking()
    clara = office["103"].calls[-1]
    assert clara.rang_at is not None
    assert 1.5 < clara.rang_at - boris.rang_at < 4
    assert clara.remote.startswith('"Anna" <sip:101@')
    assert talk.heard_energy(0.5) > 0.05
    talk.hang_up()
    assert reached(logic, phones, "201") == (Reason.ANSWERED, "acme-103")


def test_a_mobile_must_press_one_and_its_voicemail_never_swallows_the_call(
    office: dict[str, Phone], logic: Logic, phones: Phones, mobile: Phone
) -> None:
    async def follow(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102"), outside(call, confirm=True)], seconds=25)

    logic.wants["202"] = follow
    office["102"].answer = Answer.RING
    talk = office["101"].call("202")
    voicemail = mobile.wait_for_call(8).wait_until_talking()
    voicemail.wait_until_hears_something()
    assert "+74951110000" in voicemail.remote
    assert not talk.talking
    voicemail.wait_until_over(20)
    assert not talk.talking
    office["102"].calls[-1].pick_up()
    talk.wait_until_talking()
    talk.hang_up()
    assert reached(logic, phones, "202") == (Reason.ANSWERED, "acme-102")

    talk = office["101"].call("202")
    person = mobile.wait_for_call(8).wait_until_talking()
    person.wait_until_hears_something()
    person.press("1")
    talk.wait_until_talking()
    office["102"].calls[-1].wait_until_over()
    phones.run(0.5)
    assert talk.heard_energy(0.5) > 0.05
    assert person.heard_energy(0.5) > 0.05
    logic.results.clear()
    talk.hang_up()
    assert reached(logic, phones, "202") == (Reason.ANSWERED, "+79161234567")


def test_a_prefix_stands_before_the_callers_name_and_intercom_asks_the_phone_to_answer(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def intercom(call: Call) -> Outcome:
        call.ringing = replace(call.ringing, prefix="Sales: ", manner=Manner.INTERCOM)
        return await call.ring([phone_of(call, "102")], seconds=10)

    logic.wants["203"] = intercom
    talk = office["101"].call("203").wait_until_talking()
    boris = office["102"].calls[-1]
    assert boris.remote.startswith('"Sales: Anna" <sip:101@')
    assert "answer-after=0" in (boris.header("Call-Info") or "")
    assert "alert-autoanswer" in (boris.header("Alert-Info") or "")
    talk.hang_up()


def test_nobody_there_is_told_at_once(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def gone(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "104")], seconds=10)

    office["104"].unregister()
    logic.wants["204"] = gone
    office["101"].call("204")
    assert reached(logic, phones, "204", 3) == (Reason.UNREACHABLE, "")
