"""Transfers by the phone's buttons and by short codes."""

import pytest

from tenants.calls.call import Call
from tenants.calls.outcome import Outcome, Reason
from tests.kit.logic import Logic
from tests.kit.phones import Phone, Phones
from tests.node.channel.people import phone_of, reached, transferred


def test_a_phones_button_transfers_with_the_rights_of_who_pressed_it(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def moved(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"230": ring, "231": moved}
    anna = office["101"].call("230").wait_until_talking()
    boris = office["102"].calls[-1]
    phones.run(0.5)
    boris.transfer("231")
    clara = office["103"].wait_for_call(8).wait_until_talking()
    transferred(boris)
    assert anna.talking
    assert anna.heard_energy(0.5) > 0.05
    caller = logic.calls[-1].caller
    assert (caller.number, caller.transferred_by and caller.transferred_by.number) == ("101", "102")
    assert reached(logic, phones, "230") == (Reason.ANSWERED, "acme-102")
    assert clara.remote.startswith('"Anna" <sip:101@')
    clara.hang_up()
    anna.wait_until_over()


def test_the_caller_transfers_the_called_side_by_button(office: dict[str, Phone], logic: Logic, phones: Phones) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def moved(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"232": ring, "233": moved}
    anna = office["101"].call("232").wait_until_talking()
    boris = office["102"].calls[-1]
    phones.run(0.5)
    anna.transfer("233")
    clara = office["103"].wait_for_call(8).wait_until_talking()
    transferred(anna)
    assert boris.talking
    caller = logic.calls[-1].caller
    assert (caller.number, caller.transferred_by and caller.transferred_by.number) == ("102", "101")
    clara.hang_up()
    boris.wait_until_over()


@pytest.mark.parametrize(("code", "attended"), [("##", False), ("*2", True)])
def test_a_short_code_transfers(
    office: dict[str, Phone], logic: Logic, phones: Phones, code: str, attended: bool
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def moved(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"234": ring, "235": moved}
    anna = office["101"].call("234").wait_until_talking()
    boris = office["102"].calls[-1]
    phones.run(0.5)
    boris.press(code)
    phones.run(2)
    boris.press("235#")
    clara = office["103"].wait_for_call(12).wait_until_talking()
    caller = logic.calls[-1].caller
    if attended:
        assert caller.employee
        assert caller.employee.number == "102"
        phones.run(0.5)
        boris.hang_up()
    else:
        assert caller.transferred_by
        assert caller.transferred_by.number == "102"
    boris.wait_until_over()
    phones.run(1)
    assert anna.talking
    assert clara.talking
    assert anna.heard_energy(0.5) > 0.05
    assert clara.heard_energy(0.5) > 0.05
    anna.hang_up()
    clara.wait_until_over()


def test_an_attended_transfer_by_button_connects_the_two(
    office: dict[str, Phone], logic: Logic, phones: Phones
) -> None:
    async def ring(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "102")], seconds=15)

    async def ask(call: Call) -> Outcome:
        return await call.ring([phone_of(call, "103")], seconds=15)

    logic.wants |= {"236": ring, "237": ask}
    anna = office["101"].call("236").wait_until_talking()
    boris = office["102"].calls[-1]
    boris.hold()
    phones.run(0.5)
    asking = office["102"].call("237").wait_until_talking()
    clara = office["103"].calls[-1]
    boris.transfer_to(asking)
    transferred(boris)
    asking.wait_until_over()
    phones.run(0.5)
    assert anna.talking
    assert clara.talking
    assert anna.heard_energy(0.5) > 0.05
    anna.hang_up()
    clara.wait_until_over()
