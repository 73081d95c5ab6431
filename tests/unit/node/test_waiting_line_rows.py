"""Waiting lines, hold music and lamps as rows: who is an agent, in which order, and what a change costs."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.asterisk.realtime.rows import Site, all_hints, all_rows
from node_agent.asterisk.realtime.steps import DropHint, PutHint, PutRow, Step
from tenants.model import (
    Agent,
    Company,
    Kind,
    LineStrategy,
    Mailbox,
    Parking,
    Schedule,
    Service,
    ShortCode,
    TelephonyObject,
    WaitingLine,
)
from tests.kit.companies import company, sales

SITE = Site("carillon", "127.0.0.1")
PEOPLE = {"101": "Anna", "102": "Bob", "103": "Clara"}


def acme(*more: TelephonyObject) -> Company:
    return company("acme", PEOPLE, more=more)


def with_line(**wishes: Any) -> Company:
    return acme(*sales("101", "102", **wishes))


def agents_of(made: Company) -> dict[str, Any]:
    return {key[1]: dict(row) for key, row in all_rows(made, SITE).items() if key[0] == "agents"}


def steps(old: Company, *changed: TelephonyObject) -> tuple[Step, ...]:
    new = old.changed(old.version + 1, changed, [])
    return steps_between(old, new, changed_keys(old, new), SITE)


def put(found: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(step.table, step.id) for step in found if isinstance(step, PutRow)]


def test_a_line_has_its_strategy_times_and_music() -> None:
    row = all_rows(with_line(strategy=LineStrategy.ROUND_ROBIN, wrap_up_seconds=7, length_max=3), SITE)[
        "queues", "acme-sales"
    ]
    assert (row["strategy"], row["timeout"], row["wrapuptime"], row["maxlen"]) == ("rrmemory", "15", "7", "3")
    assert (row["musicclass"], row["ringinuse"]) == ("acme-waltz", "no")


def test_who_waits_is_told_the_place_at_once_and_the_companys_sound_again_and_again() -> None:
    row = all_rows(with_line(announce_position=True, announce_every=30, periodic="waltz-1", periodic_every=20), SITE)[
        "queues", "acme-sales"
    ]
    assert (row["announce_position"], row["announce_frequency"], row["announce_to_first_user"]) == ("yes", "30", "yes")
    waltz = hashlib.sha256(b"waltz").hexdigest()
    assert (row["periodic_announce"].rpartition("/")[2], row["periodic_announce_frequency"]) == (waltz, "20")
    assert "periodic_announce" not in all_rows(with_line(periodic="gone"), SITE)["queues", "acme-sales"]


def test_a_skill_keeps_out_who_has_it_not() -> None:
    agents = (Agent(employee="e101", skills=("german",)), Agent(employee="e102"), Agent(employee="e103"))
    assert list(agents_of(with_line(agents=agents, skill="german"))) == ["acme-sales:e101"]


def test_agents_in_order_sort_as_the_company_wrote_them() -> None:
    agents = tuple(Agent(employee=f"e{number}") for number in ("103", "101", "102"))
    rows = agents_of(with_line(agents=agents, strategy=LineStrategy.IN_ORDER))
    by_interface = sorted(rows.values(), key=lambda row: row["interface"])
    assert [row["membername"] for row in by_interface] == ["acme:e103", "acme:e101", "acme:e102"]


def test_an_agent_who_left_the_company_is_no_agent() -> None:
    assert list(agents_of(with_line(agents=(Agent(employee="gone"), Agent(employee="e101"))))) == ["acme-sales:e101"]


def test_a_new_penalty_costs_one_row() -> None:
    old = with_line()
    line = next(iter(old.all_of(WaitingLine)))
    changed = line.model_copy(update={"agents": (*line.agents[:1], Agent(employee="e102", penalty=3, always=True))})
    assert put(steps(old, changed)) == [("agents", "acme-sales:e102")]


def test_a_new_short_number_follows_into_the_lines_of_the_agent() -> None:
    old = with_line()
    found = put(steps(old, old.employees["e101"].model_copy(update={"number": "555"})))
    assert ("agents", "acme-sales:e101") in found
    assert ("agents", "acme-sales:e102") not in found


def test_a_new_recording_follows_into_the_music_that_plays_it() -> None:
    old = with_line()
    sound = old.objects[Kind.SOUND, "waltz-1"]
    assert put(steps(old, sound.model_copy(update={"file": "a" * 64}))) == [("musiconhold_entry", "acme-waltz:00")]
    entry = all_rows(old, SITE)["musiconhold_entry", "acme-waltz:00"]
    assert entry["entry"].startswith("/media/sounds/")


def test_the_music_of_the_company_is_what_is_heard_on_hold() -> None:
    old = with_line(music=None)
    new = steps(old, old.profile.model_copy(update={"music": "waltz"}))
    suggested = {s.id: s.row.get("moh_suggest") for s in new if isinstance(s, PutRow) and s.table == "ps_endpoints"}
    assert suggested == dict.fromkeys(("acme-101", "acme-102", "acme-103"), "acme-waltz")
    (queue,) = [s.row for s in new if isinstance(s, PutRow) and s.table == "queues"]
    assert queue["musicclass"] == "acme-waltz"


def test_who_owns_a_mailbox_is_nothing_to_the_rows_of_phones_which_watch_their_employee() -> None:
    old = acme(Mailbox(id="box", name="Office"))
    assert put(steps(old, Mailbox(id="box", name="Office", owners=("e102",)))) == []
    rows = all_rows(old, SITE)
    assert rows["ps_endpoints", "acme-102"]["mailboxes"] == "acme-e102@carillon"
    assert rows["ps_aors", "acme-102"]["mailboxes"] == "acme-e102@carillon"


def test_switches_slots_and_lines_have_lamps() -> None:
    made = acme(
        Schedule(id="hours", name="Hours", number="800"),
        Parking(id="park", name="Park", number="700", first_slot=701, slots=2),
        *sales("101"),
    )
    lamps = {number: hint.devices for number, hint in all_hints(made).items()}
    assert lamps["800"] == "Custom:closed_acme_800"
    assert (lamps["701"], lamps["702"]) == ("Custom:park_acme_701", "Custom:park_acme_702")
    assert lamps["600"] == "Queue:acme-sales"
    assert lamps["_*78XX!"] == "Custom:dnd_acme_${EXTEN:3}"
    assert lamps["_*45XX!"] == "Custom:agent_acme_${EXTEN:3}"


def test_an_own_short_code_moves_its_lamps() -> None:
    found = steps(acme(), ShortCode(id="c", service=Service.DO_NOT_DISTURB, code="*5"))
    assert [s.hint.number for s in found if isinstance(s, DropHint | PutHint)] == ["_*78XX!", "_*5XX!"]


@pytest.fixture
def database(tmp_path: Path) -> RealtimeDatabase:
    made = RealtimeDatabase(tmp_path / "realtime.sqlite")
    made.apply("acme", steps_between(None, with_line(agents=AGENTS), (), SITE))
    return made


AGENTS = (Agent(employee="e101", always=True), Agent(employee="e102"))


def members(database: RealtimeDatabase, path: Path) -> dict[str, tuple[int, str]]:
    """Paused and why, as Asterisk reads it."""
    rows = sqlite3.connect(path).execute("SELECT membername, paused, reason_paused FROM queue_members").fetchall()
    return {name: (paused, reason) for name, paused, reason in rows}


def test_who_is_not_logged_in_is_paused(database: RealtimeDatabase, tmp_path: Path) -> None:
    path = tmp_path / "realtime.sqlite"
    assert members(database, path) == {"acme:e101": (0, ""), "acme:e102": (1, "")}
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO logged_in VALUES ('acme:e102', 'acme-sales')")
        other.execute("INSERT INTO paused VALUES ('acme:e101', 'lunch')")
    assert members(database, path) == {"acme:e101": (1, "lunch"), "acme:e102": (0, "")}
