"""Call logic that is saved while phones ring: they go on ringing, and the next call is the new code's."""

from contextlib import closing
from pathlib import Path

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.store import Store
from tests.kit.checkout import Checkout
from tests.kit.companies import company, password_of
from tests.kit.node import Node
from tests.kit.phones import Answer, Phones

TAKES_OVER = "saved call logic takes over"
READY = "ready for calls"


def test_a_ringing_call_goes_on_when_call_logic_is_saved_and_the_next_one_is_served_by_what_was_saved(
    node: Node, phones: Phones, tmp_path: Path
) -> None:
    firm = company("acme", {"101": "Anna", "102": "Boris", "103": "Clara"}, ring_seconds=60)
    checkout = Checkout(tmp_path / "checkout")
    node.settings = node.settings.model_copy(update={"reload_call_logic": True})
    node.start_asterisk()
    node.database.apply(firm.id, steps_between(None, firm, (), site_of(node.settings)))
    with closing(Store.open(node.settings.node_state / "store.sqlite")) as store:
        store.replace(firm, 0)
    node.start("calls", checkout=checkout.folder)
    node.wait_for(lambda: READY in node.log("calls"), 30, "the call logic")
    anna, boris, clara = (
        phones.phone(f"acme-{number}", password_of(f"acme-{number}"), node.server).register()
        for number in ("101", "102", "103")
    )
    boris.answer = clara.answer = Answer.RING

    first = anna.call("102")
    rings = boris.wait_for_call(15)
    checkout.save("1")
    phones.wait_for(lambda: node.log("calls").count(READY) == 2, 30, "the saved call logic")
    second = clara.call("102")
    assert second.wait_until_over(20).code != 200
    assert not first.over
    rings.pick_up()
    first.wait_until_talking(15)
    first.hang_up()
    first.wait_until_over()
    assert TAKES_OVER in node.log("calls")
    for phone in (anna, boris, clara):
        phones.remove(phone)
