"""Mailboxes with real phones: leaving, the message lamp, hearing it again, deleting it."""

from dataclasses import dataclass

import pytest

from tests.kit.office import Colleague, Office, rules
from tests.kit.phones import Answer
from tests.telephony.conftest import hang_up


@dataclass
class Box:
    office: Office
    anna: Colleague
    boris: Colleague
    mailbox: str


@pytest.fixture(scope="module")
def built(founded: Office) -> Box:
    anna = founded.employ("Anna", "201", ring_seconds=5)
    boris = founded.employ("Boris", "202", ring_seconds=5, message_lamp=True)
    mailbox = founded.make("mailboxes", name="Boris", number="502", owners=[boris.id], seconds_max=10)
    founded.change("employees", boris.id, mailbox=mailbox)
    return Box(founded, anna, boris, mailbox)


@pytest.fixture
def box(firm: Office, built: Box) -> Box:
    return built


def test_caller_leaves_a_message_and_its_owner_hears_it(box: Box) -> None:
    box.boris.phone.answer = Answer.DECLINE
    talk = box.anna.phone.call("202").wait_until_talking(20)
    # The greeting, then the tone; what Anna's phone says after it is the message.
    box.office.phones.run(6.0)
    talk.press("#")
    box.office.phones.run(0.5)
    hang_up(talk)
    journey = box.office.journey(talk)
    assert journey["result"] == "message"
    assert "message" in rules(journey)
    phones = box.office.phones
    # Boris' phone was registered, and had asked for its messages, before he had a mailbox.
    phones.wait_for(lambda: (box.boris.phone.messages or (0, 0))[0] >= 1, 30, "Boris' message lamp")

    listening = box.boris.phone.call("*97").wait_until_talking(20)
    listening.wait_until_hears_only(box.anna.tone, 30)
    listening.press("3")
    phones.run(2.0)
    hang_up(listening)
    phones.wait_for(lambda: box.boris.phone.messages == (0, 0), 30, "Boris' message lamp to go out")


def test_caller_who_says_nothing_leaves_nothing(box: Box) -> None:
    box.boris.phone.answer = Answer.DECLINE
    talk = box.anna.phone.call("202").wait_until_talking(20)
    hang_up(talk)
    journey = box.office.journey(talk)
    assert journey["result"] != "message", journey


def test_strangers_phone_does_not_hear_the_messages_without_the_pin(box: Box) -> None:
    talk = box.anna.phone.call("*97202")
    talk.wait_until_hears_something()
    talk.wait_until_over(30)
    assert not box.boris.phone.calls
