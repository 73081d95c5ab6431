"""Calls of our own: due at the right time, asked of Asterisk once, kept over a restart (Asterisk is a script)."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.calls.directory import Directory
from node_agent.calls.phone_states import HeardStates
from node_agent.errands.desk import ErrandDesk
from node_agent.errands.file import ErrandFile
from node_agent.errands.keeping import Keeper
from node_agent.errands.shown import shown
from node_agent.spool.decisions import DecisionLog
from node_agent.spool.spool import Spool
from tenants.calls.errand import AgentState, CallWhenFree, Label, LineCallback, TellSlot, WakeUp
from tenants.model import Parking
from tests.kit.companies import company
from tests.unit.node.test_ami import connected, server, well

ACME = company("acme", {"101": "Anna", "102": 'Bob "the boss"'})
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Office:
    """A desk whose clock and phones the test sets, and what Asterisk was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, NOON
        self.phones = HeardStates()
        self.asked: list[dict[str, str]] = []
        self.desk = self.restart()

    def restart(self) -> ErrandDesk:
        """The next process."""
        self.decisions = DecisionLog(self.folder / "spool.sqlite")
        keeper = Keeper(self.folder / "recordings", self.folder / "realtime.sqlite", self.decisions, "n1")
        file = ErrandFile(self.folder / "errands.sqlite")
        self.desk = ErrandDesk(file, keeper, Directory([ACME]), self.phones, now=lambda: self.now)
        return self.desk

    def close(self) -> None:
        self.desk.close()
        self.decisions.close()

    def run(self, story: Callable[[Gateway], Awaitable[None]]) -> None:
        """Tell a story to the desk, with an Asterisk that does what it is asked."""

        def answer(fields: dict[str, str]) -> bytes:
            if fields["Action"] != "Originate":
                return well(fields)
            self.asked.append(fields)
            return well(fields, "Originate successfully queued")

        async def tell() -> None:
            async with server(answer, self.folder, "calls") as gateway:
                await connected(gateway)
                await story(gateway)

        asyncio.run(tell())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_wake_up_call_is_made_once_and_not_before_its_time(office: Office) -> None:
    office.desk.send(ACME, "n1:1", WakeUp("e101", NOON + timedelta(minutes=1)))

    async def story(gateway: Gateway) -> None:
        await office.desk.step(gateway)
        assert office.asked == []
        office.now += timedelta(minutes=1, seconds=1)
        await office.desk.step(gateway)
        await office.desk.step(gateway)

    office.run(story)
    (asked,) = office.asked
    assert asked["Channel"] == f"Local/{asked['Exten']}@errands"
    assert (asked["Context"], asked["Account"], asked["CallerID"]) == ("answered", "acme", '"Acme" <101>')
    office.close()


def test_a_new_wake_up_call_replaces_the_old_one_and_none_takes_it_back(office: Office) -> None:
    for at in (NOON, NOON + timedelta(hours=1), None):
        office.desk.send(ACME, "n1:1", WakeUp("e101", at))
    office.desk.send(ACME, "n1:1", WakeUp("e102", NOON + timedelta(hours=2)))
    office.close()
    assert [kept.errand for kept in ErrandFile(office.folder / "errands.sqlite").all()] == [
        WakeUp("e102", NOON + timedelta(hours=2))
    ]


def test_an_errand_survives_a_restart_and_what_was_begun_is_not_begun_again(office: Office) -> None:
    office.desk.send(ACME, "n1:1", WakeUp("e101", NOON))
    office.close()
    office.restart()

    async def story(gateway: Gateway) -> None:
        await office.desk.step(gateway)
        office.desk.close()
        office.restart()
        await office.desk.step(gateway)

    office.run(story)
    assert len(office.asked) == 1
    assert office.desk.find(office.asked[0]["Exten"]) is not None, "the next process knows what Asterisk asks about"
    office.close()


def test_a_wake_up_call_that_could_not_be_made_in_time_is_not_made_at_noon(office: Office) -> None:
    office.desk.send(ACME, "n1:1", WakeUp("e101", NOON - timedelta(minutes=11)))

    async def story(gateway: Gateway) -> None:
        await office.desk.step(gateway)

    office.run(story)
    assert office.asked == []
    office.close()
    assert ErrandFile(office.folder / "errands.sqlite").all() == []


def test_what_is_tried_again_waits_for_its_time_survives_a_restart_and_is_as_old_as_it_was(office: Office) -> None:
    office.desk.send(ACME, "n1:1", LineCallback("sales", "+79161234567", 3))

    async def story(gateway: Gateway) -> None:
        await office.desk.step(gateway)
        first = office.desk.find(office.asked[0]["Exten"])
        assert first is not None
        later = LineCallback("sales", "+79161234567", 1, tries=1, not_before=NOON + timedelta(minutes=2))
        office.now += timedelta(seconds=30)
        office.desk.done(first, again=later)
        office.desk.done(first, again=later)
        office.desk.close()
        office.restart()
        await office.desk.step(gateway)
        assert len(office.asked) == 1
        office.now += timedelta(seconds=90)
        await office.desk.step(gateway)
        second = office.desk.find(office.asked[-1]["Exten"])
        assert second is not None
        assert (second.errand, second.asked) == (later, NOON)

    office.run(story)
    assert len(office.asked) == 2
    office.close()


def test_nothing_is_begun_while_asterisk_is_away(office: Office) -> None:
    office.desk.send(ACME, "n1:1", WakeUp("e101", NOON))

    async def story() -> None:
        gateway = Gateway(port=1, user="calls", secrets=office.folder / "none.json")
        await office.desk.step(gateway)

    asyncio.run(story())

    async def later(gateway: Gateway) -> None:
        await office.desk.step(gateway)

    office.run(later)
    assert len(office.asked) == 1
    office.close()


def test_a_callback_waits_until_both_are_free_and_registered(office: Office) -> None:
    office.desk.send(ACME, "n1:1", CallWhenFree("e101", "e102"))
    busy = {"PJSIP/acme-101": "NOT_INUSE", "PJSIP/acme-102": "INUSE"}

    async def story(gateway: Gateway) -> None:
        for device, state in busy.items():
            office.phones.hear(device, state)
        await office.desk.step(gateway)
        office.phones.hear("PJSIP/acme-102", "UNAVAILABLE")
        await office.desk.step(gateway)
        assert office.asked == []
        office.phones.hear("PJSIP/acme-102", "NOT_INUSE")
        await office.desk.step(gateway)

    office.run(story)
    assert [asked["CallerID"] for asked in office.asked] == ["\"Bob 'the boss'\" <102>"]
    office.close()


def test_a_callback_is_given_up_after_an_hour(office: Office) -> None:
    office.desk.send(ACME, "n1:1", CallWhenFree("e101", "e102"))
    office.phones.hear("PJSIP/acme-102", "INUSE")
    office.now += timedelta(minutes=61)

    async def story(gateway: Gateway) -> None:
        await office.desk.step(gateway)
        office.phones.hear("PJSIP/acme-102", "NOT_INUSE")
        await office.desk.step(gateway)

    office.run(story)
    assert office.asked == []
    office.close()


def test_who_parked_a_call_is_told_the_slot_as_soon_as_they_are_free_and_not_long_after(office: Office) -> None:
    office.desk.send(ACME, "n1:1", TellSlot("e101", "acme-101", "701"))
    office.phones.hear("PJSIP/acme-101", "INUSE")

    async def story(gateway: Gateway) -> None:
        await office.desk.step(gateway)
        assert office.asked == []
        office.phones.hear("PJSIP/acme-101", "NOT_INUSE")
        await office.desk.step(gateway)
        office.desk.send(ACME, "n1:1", TellSlot("e101", "acme-101", "702"))
        office.now += timedelta(seconds=61)
        await office.desk.step(gateway)

    office.run(story)
    assert [asked["CallerID"] for asked in office.asked] == ['"Acme" <701>']
    office.close()


def test_the_phones_display_says_where_a_call_is_parked() -> None:
    yard = Parking(id="yard", name="Yard", number="700", first_slot=701, slots=2)
    assert shown(ACME.changed(2, [yard], []), TellSlot("e101", "acme-101", "702")) == '"Yard" <702>'


def test_a_customers_number_is_shown_without_what_is_none() -> None:
    assert shown(ACME, LineCallback("sales", "+7916\r\nAction: x", 1, 'Eve" <1>')) == '"" <+7916>'


def test_a_label_becomes_a_fact_of_the_call(office: Office) -> None:
    office.desk.send(ACME, "n1:1700000000.1", Label("complaint"))
    office.close()
    (fact,) = Spool.open(office.folder / "spool.sqlite").waiting(10).facts
    assert fact.decision is not None
    assert (fact.call, fact.company, fact.decision.rule, fact.decision.text) == (
        "n1:1700000000.1",
        "acme",
        "label",
        "complaint",
    )


def test_an_agents_state_reaches_the_waiting_lines(office: Office) -> None:
    RealtimeDatabase(office.folder / "realtime.sqlite").close()
    office.desk.send(ACME, "n1:1", AgentState("e101", ("sales", "help"), "lunch"))
    office.desk.send(ACME, "n1:1", AgentState("e102", ("sales",)))
    office.desk.send(ACME, "n1:1", AgentState("e102", ()))
    office.close()
    with sqlite3.connect(office.folder / "realtime.sqlite") as database:
        assert database.execute("SELECT agent, place FROM logged_in ORDER BY place").fetchall() == [
            ("acme:e101", "acme-help"),
            ("acme:e101", "acme-sales"),
        ]
        assert database.execute("SELECT agent, reason FROM paused").fetchall() == [("acme:e101", "lunch")]
