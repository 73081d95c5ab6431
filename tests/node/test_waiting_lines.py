"""Waiting lines on the real Asterisk with real phones; agents are rung by a call logic as small as can be."""

import asyncio
import json
import math
import sqlite3
import struct
import threading
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.fastagi import commands
from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.server import FastAgiServer
from node_agent.asterisk.fastagi.session import Session
from node_agent.asterisk.fastagi.token import Token
from node_agent.asterisk.realtime.rows import all_rows
from node_agent.asterisk.realtime.site import site_of
from node_agent.asterisk.realtime.steps import PutRow
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.waiting import QueuesOfAsterisk
from tenants.calls.call import CallerGone, LineEnd, Placing, Waited
from tenants.model import Agent, Company, Kind, LineStrategy, Sound, WaitingLine
from tests.kit.companies import company, password_of, sales
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones, Talk
from tests.kit.tones import PURE

PEOPLE = {"101": "Anna", "102": "Bob", "103": "Clara", "104": "Dora"}
AGENTS = (Agent(employee="e102", always=True), Agent(employee="e103", always=True, penalty=1), Agent(employee="e104"))
LINE = sales(agents=AGENTS, strategy=LineStrategy.FEWEST_CALLS, ring_seconds=5, callback_digit="3", music=None)
ACME = company("acme", PEOPLE, more=LINE)


class Office:
    """A node whose callers all want the waiting line.

    `ended`: how waits ended, in order; `lasted`: seconds of those without a talk, by the node's own clock.
    """

    def __init__(self, node: Node) -> None:
        self.node, self.company = node, ACME
        self.placing = Placing(exits="3")
        self.ended: list[Waited] = []
        self.lasted: list[float] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        token = Token(Places(node.settings.node_state).agi_token)
        self._server = FastAgiServer(self._serve, token, host="127.0.0.1", port=node.settings.fastagi_port)
        asyncio.run_coroutine_threadsafe(self._server.start(), self._loop).result(5)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._server.stop_accepting)
        asyncio.run_coroutine_threadsafe(self._server.finish(5), self._loop).result(8)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def line(self) -> WaitingLine:
        return next(iter(self.company.all_of(WaitingLine)))

    def change(self, **wishes: object) -> None:
        """The line, as the portal would change it."""
        new = self.company.changed(self.company.version + 1, [self.line.model_copy(update=wishes)], [])
        self.put(new)

    def put(self, new: Company) -> None:
        steps = steps_between(self.company, new, changed_keys(self.company, new), site_of(self.node.settings))
        self.node.database.apply(new.id, steps)
        self.company = new

    def on_duty(self, statement: str) -> None:
        with sqlite3.connect(self.node.places.realtime, timeout=5) as database:
            database.execute(statement)

    async def _serve(self, session: Session, request: Request) -> None:
        leg = CallerLeg(session, request, self.company)
        if request.kind == "agent" or request.number != "600":
            await session.run(commands.execute("Dial", f"PJSIP/acme-{request.number},60", None))
            return
        await leg.answer()
        try:
            waited = await QueuesOfAsterisk().wait(leg, self.line, self.placing)
            if waited.seconds is not None:
                self.lasted.append(waited.seconds)
            self.ended.append(replace(waited, seconds=None))
        except CallerGone:
            self.ended.append(Waited(LineEnd.ABANDONED))
        await session.run(commands.end(16))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("lines") / "node"
    with Node(folder) as node:
        node.database.apply("acme", steps_between(None, ACME, (), site_of(node.settings)))
        node.start_asterisk()
        office = Office(node)
        yield office
        office.close()


@pytest.fixture
def office(running: Office) -> Iterator[Office]:
    yield running
    running.put(ACME.changed(running.company.version + 1, [], []))
    running.node.wait_for(lambda: "0 active channels" in running.node.ask("core show channels"), 8, "silence")
    running.placing = Placing(exits="3")
    running.ended.clear()
    running.lasted.clear()
    running.on_duty("DELETE FROM paused")
    running.on_duty("DELETE FROM logged_in")


@pytest.fixture
def people(office: Office, phones: Phones) -> Iterator[dict[str, Phone]]:
    """The phones of all employees, by short number."""
    made = {n: phones.phone(f"acme-{n}", password_of(f"acme-{n}"), office.node.server).register() for n in PEOPLE}
    office.node.wait_for(lambda: office.node.ask("core show hints").count("State:Idle") >= len(PEOPLE), 10, "lamps")
    yield made
    for phone in made.values():
        for talk in phone.calls:
            talk.hang_up()
    for phone in made.values():
        phones.remove(phone)


def over(*talks: Talk) -> None:
    for talk in talks:
        talk.hang_up()
        talk.wait_until_over()


def test_a_caller_waits_with_music_until_an_agent_is_free(office: Office, people: dict[str, Phone]) -> None:
    people["102"].answer = Answer.RING
    talk = people["101"].call("600").wait_until_talking()
    talk.wait_until_hears_something()
    rung = people["102"].wait_for_call()
    assert rung.remote.startswith('"Anna" <sip:101@')
    rung.pick_up()
    rung.wait_until_talking()
    assert not people["103"].calls, "a higher penalty is rung only when the lower ones are taken"
    over(rung)
    talk.wait_until_over()
    assert office.ended == [Waited(LineEnd.ANSWERED)]


def test_a_busy_agent_is_skipped_and_the_next_penalty_rung(office: Office, people: dict[str, Phone]) -> None:
    first = people["101"].call("600").wait_until_talking()
    people["102"].wait_for_call().wait_until_talking()
    second = people["104"].call("600").wait_until_talking()
    people["103"].wait_for_call().wait_until_talking()
    assert len(people["102"].calls) == 1
    over(first, second)


def test_who_waited_first_is_served_first(office: Office, people: dict[str, Phone]) -> None:
    office.change(agents=AGENTS[:1])
    busy = people["102"].call("103").wait_until_talking()
    people["102"].answer = Answer.RING
    first = people["101"].call("600").wait_until_talking()
    people["101"].phones.run(0.3)
    second = people["104"].call("600").wait_until_talking()
    people["101"].phones.run(0.5)
    over(busy)
    assert people["102"].wait_for_call().remote.startswith('"Anna"')
    over(first)
    people["102"].phones.wait_for(lambda: "Dora" in people["102"].calls[-1].remote, 8, "the second caller's turn")
    over(second)


def test_a_paused_agent_is_left_alone_and_rung_again_afterwards(office: Office, people: dict[str, Phone]) -> None:
    office.change(agents=AGENTS[:1], join_without_agents=True)
    office.on_duty("INSERT INTO paused VALUES ('acme:e102', 'lunch')")
    talk = people["101"].call("600").wait_until_talking()
    people["101"].phones.run(2.5)
    assert not people["102"].calls
    office.on_duty("DELETE FROM paused")
    people["102"].wait_for_call()
    over(talk)


def test_an_agent_who_logs_in_gets_the_caller_who_waits_already(office: Office, people: dict[str, Phone]) -> None:
    office.change(agents=AGENTS[2:], join_without_agents=True)
    talk = people["101"].call("600").wait_until_talking()
    people["101"].phones.run(2.0)
    assert not people["104"].calls
    office.on_duty("INSERT INTO logged_in VALUES ('acme:e104', 'acme-sales')")
    people["104"].wait_for_call()
    over(talk)


def test_nobody_on_duty_ends_the_wait_at_once(office: Office, people: dict[str, Phone]) -> None:
    office.change(agents=AGENTS[2:])
    people["101"].call("600").wait_until_over()
    assert office.ended == [Waited(LineEnd.NO_AGENTS)]


def test_a_full_line_takes_nobody_else(office: Office, people: dict[str, Phone]) -> None:
    office.change(length_max=1)
    for number in ("102", "103"):
        people[number].answer = Answer.RING
    first = people["101"].call("600").wait_until_talking()
    people["101"].phones.run(0.5)
    people["104"].call("600").wait_until_over()
    assert office.ended == [Waited(LineEnd.FULL)]
    over(first)


def test_the_wait_has_an_end(office: Office, people: dict[str, Phone]) -> None:
    office.change(wait_max=2)
    for number in ("102", "103"):
        people[number].answer = Answer.RING
    people["101"].call("600").wait_until_over(12)
    assert office.ended == [Waited(LineEnd.TIMED_OUT)]
    [lasted] = office.lasted
    assert 2 <= lasted < 6


def test_a_digit_ends_the_wait_and_tells_the_place(office: Office, people: dict[str, Phone]) -> None:
    for number in ("102", "103"):
        people[number].answer = Answer.RING
    first = people["104"].call("600").wait_until_talking()
    talk = people["101"].call("600").wait_until_talking()
    people["101"].phones.run(1.0)
    talk.press("9")
    people["101"].phones.run(1.0)
    assert office.ended == [], "a digit that is no exit changes nothing"
    talk.wait_until_hears_something()
    talk.press("3")
    talk.wait_until_over()
    assert office.ended == [Waited(LineEnd.DIGIT, "3", 2)]
    [lasted] = office.lasted
    assert lasted > 2, "the digit came after two seconds of waiting"
    over(first)


def test_who_hangs_up_has_left_the_line(office: Office, people: dict[str, Phone]) -> None:
    people["102"].answer = Answer.RING
    talk = people["101"].call("600").wait_until_talking()
    rung = people["102"].wait_for_call()
    over(talk)
    rung.wait_until_over()
    office.node.wait_for(lambda: office.ended == [Waited(LineEnd.ABANDONED)], 5, "the end of the wait")


SILENCE = "/usr/share/asterisk/sounds/en_US_f_Allison/silence/10"


def test_a_caller_hears_their_place_in_the_line(office: Office, people: dict[str, Phone]) -> None:
    """The music is silence here, so whatever is heard is the announcement."""
    for number in ("102", "103"):
        people[number].answer = Answer.RING
    entry = {"name": "acme-waltz", "position": "00", "entry": SILENCE}
    office.node.database.apply("acme", [PutRow("musiconhold_entry", "acme-waltz:00", entry)])
    office.change(music="waltz")
    quiet = people["101"].call("600").wait_until_talking()
    assert quiet.hear(2.5).silent
    over(quiet)
    office.change(announce_position=True)
    told = people["101"].call("600").wait_until_talking()
    told.wait_until_hears_something(5)
    over(told)
    key = ("musiconhold_entry", "acme-waltz:00")
    office.node.database.apply("acme", [PutRow(*key, all_rows(ACME, site_of(office.node.settings))[key])])


def bring_the_waltz(office: Office) -> None:
    """Ten seconds of 700 Hz, as the sound `waltz-1`."""
    sound = office.company.objects[Kind.SOUND, "waltz-1"]
    assert isinstance(sound, Sound)
    path = office.node.settings.node_state / "sounds" / sound.file[:2] / f"{sound.file}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(
            b"".join(struct.pack("<h", int(9000 * math.sin(math.tau * 700 * n / 8000))) for n in range(80_000))
        )


def test_who_waits_is_told_something_again_and_again(office: Office, people: dict[str, Phone]) -> None:
    people["102"].answer = people["103"].answer = Answer.RING
    bring_the_waltz(office)
    office.change(periodic="waltz-1", periodic_every=2)
    talk = people["101"].call("600").wait_until_talking()
    assert talk.hear().share(700) < PURE, "music first"
    talk.wait_until_hears_only(700)
    over(talk)


def test_a_line_has_its_own_music_from_the_call_after_the_change(office: Office, people: dict[str, Phone]) -> None:
    people["102"].answer = people["103"].answer = Answer.RING
    bring_the_waltz(office)
    office.change(music="waltz")
    talk = people["101"].call("600").wait_until_talking()
    talk.wait_until_hears(700)
    over(talk)


def test_a_wait_and_the_talk_after_it_are_one_conversation(office: Office, people: dict[str, Phone]) -> None:
    """The inner legs that ring an agent have the caller's conversation, and are gone while people still talk."""

    def told() -> list[str]:
        return office.node.places.cel.read_text().splitlines()

    before = len(told())
    talk = people["101"].call("600").wait_until_talking()
    rung = people["102"].wait_for_call().wait_until_talking()
    people["101"].phones.run(1.5)
    assert "Local/" not in office.node.ask("core show channels")
    over(talk, rung)
    office.node.wait_for(lambda: "LINKEDID_END" in "".join(told()[before:]), 5, "the end of the conversation")
    events = [json.loads(line) for line in told()[before:]]
    assert len({event["linkedid"] for event in events}) == 1
    legs = [event["channame"].rpartition("-")[0] for event in events if event["eventtype"] == "CHAN_START"]
    assert sorted(legs) == [
        "Local/000_acme_102@agents",
        "Local/000_acme_102@agents",
        "PJSIP/acme-101",
        "PJSIP/acme-102",
    ]
