"""Callers who hang up at any step: every object and code of people, at each of its steps.

Nothing is left half done: whatever the node remembers has the errand that belongs to it, and nobody rings any more.
"""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tenants.calls import Reason
from tenants.calls.appointments import take_errand
from tenants.calls.errand import (
    AgentState,
    Appointment,
    CallWhenFree,
    GreetingRecorded,
    LineCallback,
    MessageLeft,
    TellSlot,
    WakeUp,
)
from tenants.calls.memory import Forgetful, Topic
from tenants.model import (
    Agent,
    Company,
    Contact,
    DestinationKind,
    Mailbox,
    Menu,
    Paging,
    Parking,
    RingOrder,
    RingStep,
    Service,
    Team,
    TeamOrder,
    WaitingLine,
)
from tenants.model import Destination as Reference
from tenants.model.pin import pin_digest
from tenants.model.short_code import DEFAULTS
from tenants.simulate import Answer, Script, ScriptedCall, Side, Story
from tenants.simulate.story import who
from tests.unit.calls.office import OUTSIDE, call, colleague, office, outside, to

STEPS_MAX = 60
SILENT: dict[str, Answer | Side] = dict.fromkeys(("101", "102", "103", "104", "105"), Answer.NO_ANSWER)
PIN = pin_digest("acme", "acme-102", "4711")
TYPED = ("102#", "4711#", "89161234567#", "1", "1", "2")
STEPS = (
    RingStep(phone="acme-phone-104-1", seconds=10),
    RingStep(number=OUTSIDE, seconds=15),
)


def firm() -> Company:
    """Everything that this file calls."""
    return office(
        colleague("102", mailbox="box", pin=PIN, forward_no_answer=to("103")),
        colleague("103", forward_busy=to("102"), secretary="acme-105"),
        colleague("104", ring_order=RingOrder.IN_ORDER, ring_steps=STEPS, mailbox="box"),
        colleague("106", forward_always=outside()),
        colleague("101", supervises=(Reference(kind=DestinationKind.TEAM, id="in-order"),)),
        Mailbox(id="box", name="Box", number="600", pin=pin_digest("acme", "box", "4711")),
        *(_team(order, str(200 + index)) for index, order in enumerate(TeamOrder)),
        Parking(id="yard", name="Yard", number="700", first_slot=701),
        Paging(id="all", name="All", number="900", members=("acme-102", "acme-103")),
        WaitingLine(
            id="desk", name="Desk", number="250", agents=(Agent(employee="acme-101"),), pause_reasons=("Lunch",)
        ),
        Contact(id="taxi", name="Taxi", number="+74950000001", speed_dial="7"),
        Menu(id="menu", name="Menu", number="300"),
    )


def _team(order: TeamOrder, short: str) -> Team:
    return Team(
        id=order.value,
        name=order.value,
        number=short,
        order=order,
        members=(to("102"), to("103")),
        rounds=2,
        overflow=to("104"),
    )


def _dialled() -> Iterator[str]:
    yield from ("102", "103", "104", "105", "106", "600", "700", "701", "900", "101")
    yield from (str(200 + index) for index in range(len(TeamOrder)))
    for service in Service:
        yield DEFAULTS[service]
        yield DEFAULTS[service] + {Service.SPEED_DIAL: "7", Service.WAKE_UP: "0730", Service.AGENT_PAUSE: "1"}.get(
            service, "102"
        )
    yield from ("*88200", "*96600", "*97600", "*99300", "*45250", "*68700")


@pytest.mark.parametrize("answers", [{}, SILENT], ids=["answered", "unanswered"])
@pytest.mark.parametrize("dialled", list(_dialled()))
def test_a_caller_may_hang_up_at_any_step(dialled: str, answers: dict[str, Any]) -> None:
    hung_up = 0
    for step in range(1, STEPS_MAX):
        memory = Forgetful()
        memory.put(Topic.LAST_CALLER, "acme-101", {"number": "103", "name": ""})
        memory.put(Topic.LAST_DIALLED, "acme-101", "104")
        told = call(firm(), "101", dialled, memory=memory, answers=answers, presses=TYPED, hang_up_at=step)
        assert _nothing_is_half_done(told, memory)
        if told.call.steps < step:
            break
        assert told.outcome.over
        assert told.ended_with is None or told.outcome.reason is not Reason.ABANDONED
        hung_up += 1
    else:
        pytest.fail(f"{dialled} does not end by itself within {STEPS_MAX} steps")
    assert hung_up >= 1


@pytest.mark.parametrize("dialled", ["102", "104", "200", "700", "*96", "*68", "*411", "600"])
def test_a_transferred_caller_may_hang_up_at_any_step(dialled: str) -> None:
    for step in range(1, STEPS_MAX):
        memory = Forgetful()
        told = call(
            firm(),
            OUTSIDE,
            dialled,
            transferred_by="104",
            memory=memory,
            answers=SILENT,
            presses=TYPED,
            hang_up_at=step,
        )
        assert _nothing_is_half_done(told, memory)
        if told.call.steps < step:
            return
        assert told.outcome.over
    pytest.fail(f"{dialled} does not end by itself within {STEPS_MAX} steps")


@pytest.mark.parametrize("answers", [{}, SILENT | {OUTSIDE: Answer.BUSY}], ids=["answered", "unanswered"])
@pytest.mark.parametrize(
    "errand",
    [
        WakeUp("acme-101", None),
        CallWhenFree("acme-101", "acme-103"),
        LineCallback("desk", OUTSIDE, 1),
        TellSlot("acme-101", "acme-101", "701"),
    ],
)
def test_whoever_the_node_called_may_hang_up_at_any_step(errand: Appointment, answers: dict[str, Any]) -> None:
    for step in range(1, STEPS_MAX):
        memory = Forgetful()
        ringing = ScriptedCall(
            firm(), who(firm(), "101"), "", Script(answers, presses=("1",), memory=memory, hang_up_at=step)
        )
        told = Story(ringing, asyncio.run(take_errand(ringing, errand)))
        assert _nothing_is_half_done(told, memory)
        if ringing.steps < step:
            return
        assert told.outcome.over
    pytest.fail(f"{errand} does not end by itself within {STEPS_MAX} steps")


def _nothing_is_half_done(told: Story, memory: Forgetful) -> bool:
    """What is remembered can be written down, and each piece of it that others must learn of has its errand."""
    sent = told.errands
    for topic in Topic:
        for object_id in ("acme-101", "acme-102", "acme-104", "box", "menu", "acme"):
            json.dumps(memory.get(topic, object_id))
    messages = memory.get(Topic.MESSAGES, "box") or []
    left = [errand.message for errand in sent if isinstance(errand, MessageLeft)]
    assert [message["id"] for message in messages] == left
    for object_id in ("box", "menu"):
        recorded = [each.file for each in sent if isinstance(each, GreetingRecorded) and each.object_id == object_id]
        assert _remembered(memory, Topic.GREETING, object_id) == recorded
    wake_up = [each.at.timestamp() for each in sent if isinstance(each, WakeUp) and each.at is not None]
    assert _remembered(memory, Topic.WAKE_UP, "acme-101") == wake_up
    states = [{"lines": list(each.lines), "paused": each.paused} for each in sent if isinstance(each, AgentState)]
    assert _remembered(memory, Topic.AGENT, "acme-101") == states
    return True


def _remembered(memory: Forgetful, topic: Topic, object_id: str) -> list[Any]:
    """The value as the only one of a list, to compare with what was sent; nothing when nothing is remembered."""
    value = memory.get(topic, object_id)
    return [] if value is None else [value]
