"""Whoever hangs up, wherever in whatever: no leg stays on the node, and the row is complete. Generated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from tests.kit.office import Colleague, Office
from tests.kit.phones import Answer, Talk
from tests.telephony.conftest import hang_up


def _at_once(office: Office, talk: Talk) -> None:
    """As soon as the node has begun with the call; before that there is none.

    Not within the milliseconds in which it answers: a CANCEL that crosses its 200 can leave a leg in Asterisk 22.10.
    """
    office.phones.wait_for(lambda: office.api.stack.channels() > 0 or talk.over, 10, "the node to take the call")
    office.phones.run(0.3)


def _when_it_rings(office: Office, talk: Talk) -> None:
    office.phones.wait_for(lambda: talk.rang_at is not None or talk.talking or talk.over, 10, "a first answer")


def _when_something_is_heard(office: Office, talk: Talk) -> None:
    office.phones.wait_for(lambda: talk.loudest > 0.02 or talk.over, 10, "anything to hear")


def _after_a_digit(office: Office, talk: Talk) -> None:
    _when_it_rings(office, talk)
    if talk.talking:
        talk.press("1")
    office.phones.run(0.4)


def _in_the_middle(office: Office, talk: Talk) -> None:
    _when_it_rings(office, talk)
    office.phones.run(2.0)


Moment = Callable[[Office, Talk], None]
MOMENTS: Mapping[str, Moment] = {
    "at once": _at_once,
    "when it rings": _when_it_rings,
    "when something is heard": _when_something_is_heard,
    "after a digit": _after_a_digit,
    "in the middle": _in_the_middle,
}
OBJECTS: Mapping[str, str] = {
    "employee": "202",
    "team": "300",
    "waiting line": "350",
    "menu": "400",
    "opening hours": "450",
    "mailbox": "502",
    "room": "600",
    "parking": "700",
    "announcement": "800",
    "flow": "900",
    "outside": "89261234567",
    "echo": "*43",
    "directory": "*411",
    "own mailbox": "*97",
    "nobody": "299",
}


@dataclass
class Everything:
    office: Office
    anna: Colleague
    boris: Colleague


@pytest.fixture(scope="module")
def built(founded: Office) -> Everything:
    """One object of each kind, all with the same two people."""
    anna, boris = founded.employ("Anna", "201"), founded.employ("Boris", "202", ring_seconds=5)
    clara = founded.employ("Clara", "203", ring_seconds=5)
    both = [boris.here, clara.here]
    box = founded.make("mailboxes", name="Anna", number="502", owners=[anna.id])
    founded.change("employees", anna.id, mailbox=box)
    founded.make("teams", name="Sales", number="300", members=both, ring_seconds=5, overflow=anna.here)
    agents = [{"employee": boris.id, "always": True}]
    founded.make("waiting-lines", name="Support", number="350", agents=agents)
    choices = [{"digits": "1", "destination": boris.here}]
    founded.make("menus", name="Main", number="400", choices=choices, wait_seconds=3)
    founded.make("schedules", name="Hours", number="450")
    founded.make("rooms", name="Board", number="600")
    founded.make("parkings", name="Parking", number="700", first_slot=701, slots=5, return_seconds=10)
    founded.make("paging-groups", name="All", number="800", members=[boris.id, clara.id])
    ask = {"do": "ask", "name": "ask", "prompt": {"text": "Yes?"}, "into": "typed", "then": "go", "wrong": "go"}
    steps = [ask, {"do": "hand", "name": "go", "destination": boris.here}]
    founded.make("flows", name="Flow", number="900", start="ask", steps=steps)
    return Everything(founded, anna, boris)


# The echo answers at once: there is no ringing to hang up in. A CANCEL that crosses the answer leaves a leg that the
# node ends by itself after three minutes (tests/node/test_in_progress.py), longer than a test waits.
WAYS = [(target, moment) for target in OBJECTS for moment in MOMENTS if (target, moment) != ("echo", "when it rings")]


@pytest.mark.parametrize(("target", "moment"), WAYS)
def test_caller_may_hang_up_anywhere(firm: Office, built: Everything, target: str, moment: str) -> None:
    if moment == "when it rings" or target == "parking":
        for phone in firm.everybody():
            phone.answer = Answer.RING
    talk = built.anna.phone.call(OBJECTS[target])
    MOMENTS[moment](firm, talk)
    hang_up(talk)
    firm.wait_until_quiet(15)
    assert firm.journey(talk, 15)["result"] is not None


@pytest.mark.parametrize("moment", ["when it rings", "in the middle"])
@pytest.mark.parametrize("target", ["employee", "team", "waiting line", "outside"])
def test_called_side_may_hang_up_anywhere(firm: Office, built: Everything, target: str, moment: str) -> None:
    assert firm.provider is not None
    talk = built.anna.phone.call(OBJECTS[target])
    called = firm.provider if target == "outside" else built.boris.phone
    MOMENTS[moment](firm, called.wait_for_call(10))
    called.calls[-1].hang_up()
    talk.hang_up()
    firm.wait_until_quiet(15)
    assert firm.journey(talk, 15)["result"] is not None
