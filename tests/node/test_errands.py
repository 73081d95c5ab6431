"""Calls that nobody dialled: woken up, called when a colleague is free, called back with one's place in a line kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.store import Store
from tests.kit.companies import company, password_of, sales
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones

PEOPLE = {"101": "Anna", "102": "Bob", "103": "Clara", "104": "Dora"}
LINE = sales("102", ring_seconds=10, callback_digit="1", music=None)
ACME = company("acme", PEOPLE, more=LINE)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("errands") / "node") as node:
        store = Store.open(node.settings.node_state / "store.sqlite")
        store.replace(ACME, 0)
        store.close()
        node.database.apply("acme", steps_between(None, ACME, (), site_of(node.settings)))
        node.start_asterisk()
        node.start("calls")
        node.wait_for(lambda: "connected to the manager" in node.log("calls"), 20, "the call logic")
        yield node


@pytest.fixture
def people(running: Node, phones: Phones) -> Iterator[dict[str, Phone]]:
    made = {n: phones.phone(f"acme-{n}", password_of(f"acme-{n}"), running.server).register() for n in PEOPLE}
    running.wait_for(lambda: running.ask("core show hints").count("State:Idle") >= len(PEOPLE), 10, "free phones")
    yield made
    for phone in made.values():
        for talk in phone.calls:
            talk.hang_up()
    for phone in made.values():
        phones.remove(phone)
    running.wait_for(lambda: "0 active channels" in running.ask("core show channels"), 10, "silence")


def test_a_colleague_who_was_busy_is_connected_when_both_are_free(people: dict[str, Phone]) -> None:
    busy = people["102"].call("103").wait_until_talking()
    people["101"].call("*37102").wait_until_over(20)
    people["101"].phones.run(2)
    before = len(people["101"].calls)
    busy.hang_up()
    people["101"].phones.wait_for(lambda: len(people["101"].calls) > before, 10, "the callback")
    assert people["101"].calls[-1].remote.startswith('"Bob" <sip:102@')
    people["101"].calls[-1].wait_until_talking()
    rung = people["102"].wait_for_call().wait_until_talking()
    assert rung.remote.startswith('"Anna" <sip:101@')
    people["101"].phones.run(1)
    people["101"].calls[-1].hang_up()
    rung.wait_until_over()
    people["101"].phones.run(2)
    assert len(people["101"].calls) == before + 1, "once is enough"


def test_a_wake_up_call_comes_at_its_minute_also_after_a_restart(running: Node, people: dict[str, Phone]) -> None:
    at = datetime.now(ZoneInfo(ACME.profile.time_zone)) + timedelta(seconds=70)
    people["104"].call(f"*55{at:%H%M}").wait_until_over(25)
    running.stop("calls", kill=True)
    running.start("calls")
    before = len(people["104"].calls)
    people["104"].phones.wait_for(lambda: len(people["104"].calls) > before, 80, "the wake-up call")
    woken = people["104"].calls[-1].wait_until_talking()
    assert abs((datetime.now(at.tzinfo) - at.replace(second=0)).total_seconds()) < 15
    woken.wait_until_hears_something()
    woken.hang_up()


def test_a_callback_keeps_the_place_in_the_line(running: Node, people: dict[str, Phone]) -> None:
    """Bob is busy; Anna waits first and leaves by digit, Dora waits behind her. When Bob is free it is Anna's turn."""
    people["102"].answer = Answer.RING
    busy = people["102"].call("103").wait_until_talking()
    anna = people["101"].call("600").wait_until_talking()
    anna.phone.phones.run(1.5)
    dora = people["104"].call("600").wait_until_talking()
    anna.phone.phones.run(1.5)
    anna.press("1")
    anna.wait_until_over(25)
    running.wait_for(lambda: running.ask("queue show acme-sales").count("(wait:") == 2, 10, "both places in the line")
    waiting = [line for line in running.ask("queue show acme-sales").splitlines() if "(wait:" in line]
    assert waiting[0].strip().startswith("1. Local/"), waiting
    busy.hang_up()
    bob = people["102"].wait_for_call(10)
    assert "<sip:101@" in bob.remote
    before = len(people["101"].calls)
    bob.pick_up()
    bob.wait_until_talking()
    anna.phone.phones.wait_for(lambda: len(people["101"].calls) > before, 10, "the customer to be called back")
    again = people["101"].calls[-1].wait_until_talking()
    bob.wait_until_hears_something()
    assert dora.talking
    again.hang_up()
    bob.wait_until_over()
    people["102"].phones.wait_for(lambda: "Dora" in people["102"].calls[-1].remote, 10, "the next in line")
    dora.hang_up()
