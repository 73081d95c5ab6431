"""Five wishes of customers, in three generations of dialplan: the same calls, and the same people's phones ring."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from bench.wishes import everything, realtime
from bench.wishes.firm import BOSS, FIRST, KNOWN_CUSTOMER, MOBILE, SECOND, SECRETARY, SECRETARY_AFTER, Wish, firm
from node_agent.apply.diff import steps_between
from node_agent.asterisk.config.write import write_private
from node_agent.asterisk.generations import generated
from node_agent.asterisk.generations.realtime import install
from node_agent.asterisk.realtime.rows import line_endpoint
from node_agent.asterisk.realtime.site import site_of
from tenants.model import Company
from tests.kit.companies import password_of
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones
from tests.kit.talk import Talk

STRANGER = "+79167654321"
CONTEXTS = {"generated": everything.GENERATED, "realtime": everything.REALTIME, "logic": "lines"}
PEOPLE = (BOSS, SECRETARY, FIRST, SECOND)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory, phones: Phones) -> Iterator[Node]:
    """All three generations of the wishes are in force on one Asterisk."""
    company = firm(phones.port)
    with Node(tmp_path_factory.mktemp("wishes") / "node") as node:
        node.database.apply("acme", steps_between(None, company, (), site_of(node.settings)))
        node.start_asterisk()
        _parameters(node, company)
        install(node.places, *everything.static_dialplan())
        generated.put_in_force(node.places, everything.dialplan(company), node.ask)
        with Logic(node, company) as logic:
            logic.wants.update(everything.call_logic(company))
            yield node


def _parameters(node: Node, company: Company) -> None:
    """The table of the second generation, as Asterisk has to know it."""
    columns = ", ".join(f"{column} TEXT" for column in realtime.COLUMNS)
    with closing(sqlite3.connect(node.places.realtime)) as database, database:
        database.execute(f"CREATE TABLE {realtime.TABLE} (id TEXT PRIMARY KEY, {columns})")
        for key, row in everything.rows(company).items():
            names = ", ".join(("id", *row))
            marks = ", ".join("?" * (len(row) + 1))
            database.execute(f"INSERT INTO {realtime.TABLE} ({names}) VALUES ({marks})", (key, *row.values()))
    path = node.places.etc / "extconfig.conf"
    write_private(path, f"{path.read_text()}{realtime.TABLE} => sqlite3,realtime\n")
    node.ask("module reload extconfig")


@pytest.fixture(params=CONTEXTS)
def generation(request: pytest.FixtureRequest, node: Node) -> str:
    with closing(sqlite3.connect(node.places.realtime, timeout=5)) as database, database:
        query = "UPDATE ps_endpoints SET context = ? WHERE id = ?"
        database.execute(query, (CONTEXTS[request.param], line_endpoint("line-1")))
    return str(request.param)


@pytest.fixture
def people(node: Node, phones: Phones) -> Iterator[dict[str, Phone]]:
    logins = {number: f"acme-{number}" for number in PEOPLE}
    made = {n: phones.phone(login, password_of(login), node.server).register() for n, login in logins.items()}
    outside = (KNOWN_CUSTOMER, STRANGER, MOBILE)
    made |= {number: phones.phone(number, "", node.server, register=False) for number in outside}
    yield made
    for phone in made.values():
        phones.remove(phone)


def rang(people: dict[str, Phone]) -> list[str]:
    return [number for number in (*PEOPLE, MOBILE) if people[number].calls]


def end(talk: Talk, *phones: Phone) -> None:
    talk.hang_up()
    talk.phone.phones.wait_for(lambda: all(phone.calls[-1].over for phone in phones), 10, "the call to end")


@pytest.mark.usefixtures("generation")
def test_known_callers_skip_the_menu(people: dict[str, Phone]) -> None:
    talk = people[KNOWN_CUSTOMER].call(Wish.KNOWN_CALLERS).wait_until_talking()
    assert rang(people) == [BOSS]
    end(talk, people[BOSS])


@pytest.mark.usefixtures("generation")
def test_strangers_choose_by_digit(people: dict[str, Phone]) -> None:
    talk = people[STRANGER].call(Wish.KNOWN_CALLERS).wait_until_talking()
    assert rang(people) == []
    talk.press("1")
    people[FIRST].wait_for_call()
    talk.phone.phones.wait_for(lambda: people[FIRST].calls[-1].talking, 10, "sales to talk")
    assert rang(people) == [FIRST]
    end(talk, people[FIRST])


@pytest.mark.usefixtures("generation")
def test_after_hours_the_mobile_rings(people: dict[str, Phone]) -> None:
    talk = people[STRANGER].call(Wish.IN_HOURS).wait_until_talking()
    assert rang(people) == [BOSS]
    end(talk, people[BOSS])
    talk = people[STRANGER].call(Wish.AFTER_HOURS).wait_until_talking()
    assert rang(people) == [BOSS, MOBILE]
    end(talk, people[MOBILE])


@pytest.mark.usefixtures("generation")
def test_the_secretary_joins_when_the_boss_does_not_pick_up(people: dict[str, Phone]) -> None:
    people[BOSS].answer = Answer.RING
    talk = people[STRANGER].call(Wish.BOSS_AND_SECRETARY).wait_until_talking()
    first, then = people[BOSS].calls[-1].rang_at, people[SECRETARY].calls[-1].rang_at
    assert first is not None
    assert then is not None
    assert then - first >= SECRETARY_AFTER * 0.9
    end(talk, people[BOSS], people[SECRETARY])


@pytest.mark.usefixtures("generation")
def test_lunch_is_announced(people: dict[str, Phone]) -> None:
    talk = people[STRANGER].call(Wish.AT_LUNCH)
    talk.wait_until_hears_something()
    assert rang(people) == []
    assert not talk.talking
    talk.hang_up()
    talk = people[STRANGER].call(Wish.NOT_AT_LUNCH).wait_until_talking()
    assert rang(people) == [BOSS]
    end(talk, people[BOSS])


@pytest.mark.usefixtures("generation")
def test_colleagues_take_turns_and_see_what_the_call_is_about(people: dict[str, Phone]) -> None:
    whose = []
    for _ in range(2):
        before = {number: len(people[number].calls) for number in (FIRST, SECOND)}
        talk = people[STRANGER].call(Wish.TURNS).wait_until_talking()
        (number,) = [number for number, calls in before.items() if len(people[number].calls) > calls]
        assert people[number].calls[-1].remote.startswith('"Sales:')
        whose.append(number)
        end(talk, people[number])
    assert whose == [FIRST, SECOND]
