"""What supervisors and employees see of their company: what concerns them, and what they supervise."""

from dataclasses import dataclass
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.db import new_id
from control_plane.core.roles import Role
from control_plane.features.access.models import Membership
from control_plane.features.access.service import create_token
from control_plane.features.journeys.models import Journey
from control_plane.features.messages.models import Message
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.furnished import journey_of, message_in
from tests.kit.customers import PASSWORD, Customers, Program, person
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"


@dataclass(frozen=True)
class Team:
    """Anna supervises Sales and owns a mailbox; Boris works in Sales; the calls of each by id."""

    anna: str
    boris: str
    supervisor: Program
    employee: Program
    """Boris."""
    calls: dict[str, str]
    messages: dict[str, str]


@pytest.fixture
def team(customers: Customers, engines: Engines, app: APIFlask) -> Team:
    owner = customers.owner
    boris = owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})["id"]
    sales = owner.post(
        f"{PLACE}/teams", {"name": "Sales", "number": "301", "members": [{"kind": "employee", "id": boris}]}
    )["id"]
    supervises = [{"kind": "team", "id": sales}]
    anna = owner.post(f"{PLACE}/employees", {"name": "Anna", "number": "101", "supervises": supervises})["id"]
    boxes = {
        name: owner.post(f"{PLACE}/mailboxes", {"name": name, "owners": [who]})["id"]
        for name, who in (("annas", anna), ("boriss", boris))
    }
    with Session(engines.database) as session, session.begin():
        supervisor, employee = [
            _program(app, session, role, who) for role, who in ((Role.SUPERVISOR, anna), (Role.EMPLOYEE, boris))
        ]
        calls = {
            "boris": _call(session, caller_employee_id=boris),
            "rang-boris": _call(session, participants=[_rang(boris)]),
            "anna": _call(session, callee_employee_id=anna),
            "sales": _call(session, story=[_step(sales)]),
            "others": _call(session, story=[_step("other")]),
        }
        messages = {name: _message(session, box) for name, box in boxes.items()}
    return Team(anna, boris, supervisor, employee, calls, messages)


def _program(app: APIFlask, session: Session, role: Role, employee: str) -> Program:
    user = person(f"the-{role}", role)
    session.add(user)
    session.flush()
    session.add(Membership(user_id=user.id, company_id="bluebell", employee_id=employee))
    return Program(app, create_token(session, user, "tests", now=now()))


def _call(session: Session, **fields: object) -> str:
    row = journey_of("bluebell", new_id())
    for name, value in fields.items():
        setattr(row, name, value)
    session.add(row)
    return row.id


def _rang(employee: str) -> dict[str, Any]:
    who = {"employee_id": employee, "name": "Boris", "number": "", "rang": True}
    return who | {"answered_at": None, "talking_seconds": 0.0}


def _step(team: str) -> dict[str, Any]:
    where = {"object_kind": "team", "object_id": team, "rule": "ring-team", "version": 1}
    return where | {"at": now().isoformat(), "result": "", "text": "Sales"}


def _message(session: Session, mailbox: str) -> str:
    row = message_in("bluebell", new_id(), mailbox)
    session.add(row)
    return row.id


def seen(program: Program) -> set[str]:
    return {each["id"] for each in program.get(f"{PLACE}/calls")["items"]}


def browser_of(app: APIFlask, role: Role) -> FlaskClient:
    browser = Portal(app, app.response_class)
    form = {"login": f"the-{role}@example.com", "password": PASSWORD}
    assert browser.post("/sign-in", data=form).status_code == 303
    return browser


def test_employee_sees_the_calls_they_were_part_of_and_no_other(team: Team, customers: Customers) -> None:
    own = {team.calls["boris"], team.calls["rang-boris"]}
    assert seen(team.employee) == own
    assert len(seen(customers.owner)) == 5
    for call in team.calls.values():
        assert team.employee.ask("GET", f"{PLACE}/calls/{call}").status == (200 if call in own else 404)
    asked_for = team.employee.get(f"{PLACE}/calls?employee={team.anna}")["items"]
    assert asked_for == []


def test_supervisor_sees_the_calls_of_their_teams_and_their_own(team: Team) -> None:
    assert seen(team.supervisor) == {team.calls["anna"], team.calls["sales"]}
    assert team.supervisor.ask("GET", f"{PLACE}/calls/{team.calls['others']}").status == 404


def test_team_that_is_taken_from_a_supervisor_takes_its_calls_along(team: Team, customers: Customers) -> None:
    customers.owner.patch(f"{PLACE}/employees/{team.anna}", {"supervises": []})
    assert seen(team.supervisor) == {team.calls["anna"]}


def test_people_hear_the_messages_of_their_own_mailboxes(team: Team, customers: Customers) -> None:
    listed = team.employee.get(f"{PLACE}/messages")["items"]
    assert [each["id"] for each in listed] == [team.messages["boriss"]]
    assert len(customers.owner.get(f"{PLACE}/messages")["items"]) == 2
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/link"), ("PATCH", "")):
        body = {"heard": True} if method == "PATCH" else None
        theirs = f"{PLACE}/messages/{team.messages['annas']}{path}"
        assert team.employee.ask(method, theirs, body).status == 404, method
    assert team.employee.post(f"{PLACE}/messages/{team.messages['boriss']}/link")["url"].startswith("/listen/")


def test_link_to_a_message_dies_with_the_ownership_of_the_mailbox(
    team: Team, customers: Customers, app: APIFlask, engines: Engines
) -> None:
    url = team.employee.post(f"{PLACE}/messages/{team.messages['boriss']}/link")["url"]
    # The row is there and its file is not.
    assert app.test_client().get(url).status_code == 410
    with engines.database.begin() as connection:
        connection.execute(update(Message).values(mailbox="somebody-elses"))
    assert app.test_client().get(url).status_code == 404


def test_people_see_and_switch_themselves_and_nothing_else(team: Team, customers: Customers) -> None:
    assert team.employee.get(f"{PLACE}/me")["name"] == "Boris"
    changed = team.employee.patch(f"{PLACE}/me", {"do_not_disturb": True, "presence": "lunch"})
    assert (changed["do_not_disturb"], changed["presence"]) == (True, "lunch")
    assert changed["change"]["version"] == customers.owner.get(PLACE)["version"]
    wishes: list[dict[str, Any]] = [{"number": "999"}, {"supervises": []}, {"permission": None}, {"name": "Boss"}]
    for wish in wishes:
        assert team.employee.ask("PATCH", f"{PLACE}/me", wish).status == 422
    for path in (f"/employees/{team.boris}", "/employees", "/document", "/versions", "/numbers", "/people"):
        assert team.employee.ask("GET", PLACE + path).status == 403, path


def test_login_that_is_bound_to_nobody_sees_nothing_and_is_told_why(team: Team, customers: Customers) -> None:
    customers.owner.delete(f"{PLACE}/employees/{team.boris}?detach=true")
    assert seen(team.employee) == set()
    assert team.employee.get(f"{PLACE}/messages")["items"] == []
    refused = team.employee.ask("GET", f"{PLACE}/me")
    assert refused.status == 404
    assert "bound to no employee" in refused.json["detail"]
    assert customers.owner.ask("GET", f"{PLACE}/me").status == 404


def test_portal_shows_an_employee_what_is_theirs(team: Team, app: APIFlask) -> None:
    browser = browser_of(app, Role.EMPLOYEE)
    home = browser.get("/")
    assert (home.status_code, home.headers["Location"]) == (302, f"{PLACE}/me")
    page = browser.get(f"{PLACE}/me").text
    assert "Boris" in page
    for hidden in ("/settings", "/webhooks", "/telephony", "/people", "/employees", "/tell-again", "/what-if"):
        assert f'href="{PLACE}{hidden}"' not in page
    for shown in ("/calls", "/messages"):
        assert f'href="{PLACE}{shown}"' in page
        assert browser.get(PLACE + shown).status_code == 200
    assert browser.get(f"{PLACE}/calls/{team.calls['boris']}").status_code == 200
    assert browser.get(f"{PLACE}/calls/{team.calls['anna']}").status_code == 404
    answer = browser.post(f"{PLACE}/me", data={"do_not_disturb": "1", "presence": "away", "call_waiting": "1"})
    assert answer.status_code == 303, answer.text
    assert team.employee.get(f"{PLACE}/me")["do_not_disturb"] is True


def test_journeys_of_the_tests_are_the_companys_own(team: Team, rows: Session) -> None:
    assert rows.query(Journey).count() == len(team.calls)
