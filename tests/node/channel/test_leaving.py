"""Callers hang up."""

import pytest

from tenants.calls.call import CallerGone
from tenants.calls.sentences import Sentence
from tenants.model import Room
from tests.kit.logic import Logic, Want
from tests.kit.phones import Phone, Phones
from tests.node.channel.people import ended

WAITING: dict[str, Want] = {
    "wait": lambda call: call.wait(30),
    "ask": lambda call: call.ask(Sentence.ENTER_PIN, seconds=30),
    "echo": lambda call: call.echo(),
    "park": lambda call: call.park("702", seconds=60, music=None),
    "meet": lambda call: call.meet(Room(id="room-2", name="Room"), host=True),
    "say": lambda call: call.say(*[Sentence.MESSAGE_MENU] * 10),
    "page": lambda call: call.page([call.company.phones_by_login["acme-102"]], two_way=True),
}


@pytest.mark.parametrize("doing", WAITING)
def test_whoever_hangs_up_is_gone_whatever_the_call_logic_is_doing(
    office: dict[str, Phone], logic: Logic, phones: Phones, doing: str
) -> None:
    logic.wants["220"] = WAITING[doing]
    talk = office["101"].call("220")
    phones.run(1)
    talk.hang_up()
    assert ended(logic, phones, "220") is CallerGone or doing == "page"
    assert not logic.services.parked.get("acme", "702")
