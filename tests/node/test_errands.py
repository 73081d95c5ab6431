"""Calls that nobody dialled: woken up, called when a colleague is free, called back with one's place in a line kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.errands.file import ErrandFile, Kept
from node_agent.store import Store
from tenants.calls.errand import Appointment, LineCallback, WakeUp
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
    running.wait_for(lambda: running.ask("core show hints").count("State:Idle") >= len(PEOPLE), 30, "free phones")
    yield made
    for phone in made.values():
        for talk in phone.calls:
            talk.hang_up()
    for phone in made.values():
        phones.remove(phone)
    running.wait_for(lambda: "0 active channels" in running.ask("core show channels"), 30, "silence")


def test_a_colleague_who_was_busy_is_connected_when_both_are_free(people: dict[str, Phone]) -> None:
    busy = people["102"].call("103").wait_until_talking()
    people["101"].call("*37102").wait_until_over(20)
    people["101"].phones.run(2)
    before = len(people["101"].calls)
    busy.hang_up()
    people["101"].phones.wait_for(lambda: len(people["101"].calls) > before, 30, "the callback")
    assert people["101"].calls[-1].remote.startswith('"Bob" <sip:102@')
    people["101"].calls[-1].wait_until_talking()
    rung = people["102"].wait_for_call().wait_until_talking()
    assert rung.remote.startswith('"Anna" <sip:101@')
    people["101"].phones.run(1)
    people["101"].calls[-1].hang_up()
    rung.wait_until_over()
    people["101"].phones.run(2)
    assert len(people["101"].calls) == before + 1, "once is enough"


def errands(node: Node) -> list[Kept]:
    """What waits, oldest first."""
    return ErrandFile(node.settings.node_state / "errands.sqlite").all()


def wait_for_errand(node: Node, wanted: type[Appointment]) -> Appointment:
    """The only errand, as soon as it is one of these that has not been begun."""

    def waiting() -> list[Appointment]:
        return [kept.errand for kept in errands(node) if not kept.called]

    node.wait_for(lambda: list(map(type, waiting())) == [wanted], 30, "an errand")
    return waiting()[0]


def hurry(node: Node, at: datetime) -> None:
    """The call logic is killed and started again, and finds that what waits is due at `at`."""
    node.stop("calls", kill=True)
    file = ErrandFile(node.settings.node_state / "errands.sqlite")
    for kept in file.all():
        match kept.errand:
            case WakeUp() as errand:
                file.put(replace(kept, errand=replace(errand, at=at)))
            case LineCallback() as errand:
                file.put(replace(kept, errand=replace(errand, not_before=at)))
    before = node.log("calls").count("connected to the manager")
    node.start("calls")
    node.wait_for(lambda: node.log("calls").count("connected to the manager") > before, 20, "the call logic")


def test_who_does_not_answer_the_wake_up_call_is_rung_again_and_may_sleep_on(
    running: Node, people: dict[str, Phone]
) -> None:
    dora = people["104"]
    dora.answer = Answer.DECLINE
    dora.call(f"*55{datetime.now(ZoneInfo(ACME.profile.time_zone)) + timedelta(minutes=30):%H%M}").wait_until_over(25)
    wait_for_errand(running, WakeUp)
    hurry(running, datetime.now(UTC))
    dora.phones.wait_for(lambda: len(dora.calls) > 1, 15, "the wake-up call")
    again = wait_for_errand(running, WakeUp)
    assert isinstance(again, WakeUp)
    assert (again.employee, again.tries) == ("e104", 1)
    assert minutes_until(again.at) == 5
    dora.answer = Answer.PICK_UP
    at = datetime.now(UTC) + timedelta(seconds=4)
    hurry(running, at)
    woken = dora.wait_for_call(20).wait_until_hears_something()
    assert timedelta(0) <= datetime.now(UTC) - at < timedelta(seconds=30)
    woken.press("1")
    woken.wait_until_over(20)
    slept = wait_for_errand(running, WakeUp)
    assert isinstance(slept, WakeUp)
    assert (minutes_until(slept.at), slept.tries) == (10, 0)
    dora.call("*55").wait_until_over(20)
    running.wait_for(lambda: not errands(running), 5, "the end of it")


def minutes_until(at: datetime | None) -> int:
    """Rounded."""
    assert at is not None
    return round((at - datetime.now(UTC)).total_seconds() / 60)


def test_customer_who_misses_the_callback_is_called_again_and_comes_first(
    running: Node, people: dict[str, Phone]
) -> None:
    anna, bob = people["101"], people["102"]
    bob.answer = Answer.RING
    waiting = anna.call("600").wait_until_talking()
    bob.wait_for_call()
    waiting.press("1")
    bob.phones.wait_for(lambda: "1. Local/" in running.ask("queue show acme-sales"), 30, "the place to be kept")
    waiting.hang_up()
    anna.answer = Answer.BUSY
    bob.wait_for_call(30).pick_up()
    bob.phones.wait_for(lambda: len(anna.calls) > 1, 30, "the customer to be called back")
    bob.calls[-1].wait_until_hears_something().wait_until_over(20)
    again = wait_for_errand(running, LineCallback)
    assert isinstance(again, LineCallback)
    assert (again.number, again.position, again.tries, minutes_until(again.not_before)) == ("101", 1, 1, 2)
    anna.answer = bob.answer = Answer.PICK_UP
    hurry(running, datetime.now(UTC))
    bob.wait_for_call(15)
    anna.wait_for_call(15).wait_until_talking().hang_up()
    running.wait_for(lambda: not errands(running), 5, "the end of it")


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
    running.wait_for(lambda: running.ask("queue show acme-sales").count("(wait:") == 2, 30, "both places in the line")
    waiting = [line for line in running.ask("queue show acme-sales").splitlines() if "(wait:" in line]
    assert waiting[0].strip().startswith("1. Local/"), waiting
    busy.hang_up()
    bob = people["102"].wait_for_call(30)
    assert "<sip:101@" in bob.remote
    before = len(people["101"].calls)
    bob.pick_up()
    bob.wait_until_talking()
    anna.phone.phones.wait_for(lambda: len(people["101"].calls) > before, 30, "the customer to be called back")
    again = people["101"].calls[-1].wait_until_talking()
    bob.wait_until_hears_something()
    assert dora.talking
    again.hang_up()
    bob.wait_until_over()
    people["102"].phones.wait_for(lambda: "Dora" in people["102"].calls[-1].remote, 30, "the next in line")
    dora.hang_up()
