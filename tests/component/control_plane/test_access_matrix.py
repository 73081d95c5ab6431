"""The whole access matrix: what the policy table promises is what every route does, and who is refused changes nothing.

The cells are made from the app's own routes, so that nobody has to think of a new one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.roles import Permission, Role
from control_plane.features.access.models import Membership
from control_plane.features.access.service import create_token
from control_plane.features.companies.models import Company
from tests.component.control_plane.database import content_of
from tests.component.control_plane.furnished import Ids, furnish
from tests.component.control_plane.matrix import Cell, Expected, cells
from tests.kit.customers import Answer, person, settle
from tests.kit.engines import Engines
from tests.kit.roles import COMPANY, NARROW, Somebody, everybody

# A thousand requests each: on a machine that others use, too, they take their time.
pytestmark = pytest.mark.timeout(300)
FLOOR = 14_000
"""Fewer cells than this mean that something is not tried any more."""
WITHOUT_BODY = ("GET", "DELETE")
NAMES = (
    *Role,
    "visitor",
    "helping-visitor",
    *(f"{role}+{scope}" for role, scope in NARROW),
)


@dataclass(frozen=True)
class World:
    """`bluebell` and `sister` belong to Acme, `rival` to another reseller; each has something of everything."""

    app: APIFlask
    engines: Engines
    people: dict[str, Somebody]
    ids: dict[str, Ids]


@pytest.fixture(scope="module")
def world(app: APIFlask, engines: Engines) -> Iterator[World]:
    engines.clean()
    customers = settle(app, engines)
    customers.reseller.post("/companies", {"id": "sister", "name": "Sister"})
    with Session(engines.database) as session, session.begin():
        owner = person("sister-owner", Role.OWNER)
        session.add(owner)
        session.flush()
        session.add(Membership(user_id=owner.id, company_id="sister"))
        create_token(session, owner, "tests", now=now())
    numbers = {"bluebell": "+74951230001", "sister": "+74951230002", "rival": "+74951230003"}
    ids = {name: furnish(customers.operator, engines, name, number) for name, number in numbers.items()}
    acme = frozenset({"bluebell", "sister"})
    people = everybody(app, engines, acme, ids[COMPANY]["employee"])
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        yield World(app, engines, people, ids)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


@dataclass(frozen=True)
class Trying:
    """One person, asking over the API and in a browser."""

    world: World
    who: Somebody
    browser: FlaskClient

    def ask(self, cell: Cell) -> Answer:
        if not cell.page:
            body: Any = None if cell.method in WITHOUT_BODY else {}
            return self.who.program.ask(cell.method, cell.path.removeprefix("/api/v1"), body)
        return Answer.of(self.browser.open(cell.path, method=cell.method))

    def wrong(self, cell: Cell) -> str:
        """What is not as the table says; empty: nothing."""
        answer = self.ask(cell)
        right = _as_expected(cell, answer)
        return "" if right else f"{cell}, but it answered {answer.status} {answer.text[:200] if not cell.page else ''}"


def _as_expected(cell: Cell, answer: Answer) -> bool:
    code = (answer.json or {}).get("code", "") if isinstance(answer.json, dict) else ""
    match cell.expected:
        case Expected.MISSING:
            return answer.status == 404
        case Expected.VISIT if cell.page and cell.method == "GET":
            return answer.status == 302 and answer.headers["Location"].endswith("/visits/begin")
        case Expected.ROLE | Expected.VISIT | Expected.SCOPE:
            return answer.status == 403 and (cell.page or code == cell.expected.value)
        case Expected.FOREIGN:
            # The body is looked at first: what is wrong with it tells nothing about the object.
            return answer.status == 404 or (answer.status in (400, 422) and cell.method not in WITHOUT_BODY)
        case Expected.ALLOWED:
            return _carried_out(answer)


def _carried_out(answer: Answer) -> bool:
    """As far as an empty request makes sense: neither refused nor sent to the door."""
    at_the_door = answer.status in (302, 303) and "/sign-in" in answer.headers["Location"]
    return answer.status < 500 and answer.status not in (401, 403) and not at_the_door


@pytest.mark.parametrize("name", NAMES)
def test_every_route_does_for_this_role_what_the_table_says(world: World, name: str) -> None:
    who = world.people[name]
    trying = Trying(world, who, who.browser(world.app) if who.session else world.app.test_client())
    tried = list(cells(world.app, who, world.ids))
    before = content_of(world.engines.database)
    others = [cell for cell in tried if cell.expected is not Expected.ALLOWED]
    found = [words for cell in others if (words := trying.wrong(cell))]
    assert not found, "\n".join(found)
    assert content_of(world.engines.database) == before, f"{name} has changed something that is not theirs"
    found = [words for cell in tried if cell.expected is Expected.ALLOWED and (words := trying.wrong(cell))]
    assert not found, "\n".join(found)


def test_matrix_is_as_large_as_we_think(world: World) -> None:
    tried = [cell for who in world.people.values() for cell in cells(world.app, who, world.ids)]
    counted = Counter(cell.expected for cell in tried)
    assert set(world.people) == set(NAMES)
    assert len(tried) >= FLOOR, counted
    assert min(counted[each] for each in Expected) >= 100, counted
    assert {cell.permission for cell in tried} == set(Permission), "a permission that no route asks for"


def test_all_companies_are_still_there(world: World, rows: Session) -> None:
    assert {row.id for row in rows.query(Company)} == set(world.ids)
