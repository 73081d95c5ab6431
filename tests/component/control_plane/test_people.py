"""Who has access: given, changed and taken away by people whose role is not below, and told in the audit."""

from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.access.models import Membership, User
from control_plane.features.audit.models import Audit
from tests.component.control_plane.conftest import Portal
from tests.kit.customers import Answer, Customers, Program

PLACE = "/companies/bluebell"
PASSWORD = "correct horse battery"


def person(login: str, role: str, **more: Any) -> dict[str, Any]:
    return {"login": f"{login}@example.com", "name": login.title(), "role": role, "password": PASSWORD, **more}


def browser_of(program: Program, login: str) -> Portal:
    """Signed in with the password that was given."""
    browser = Portal(program.app, program.app.response_class)
    answer = browser.post("/sign-in", data={"login": f"{login}@example.com", "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return browser


def token_of(program: Program, login: str) -> Program:
    """A program of somebody who was given access, made on their page of tokens."""
    every = ["read", "change", "listen", "people", "support", "companies", "tokens"]
    page = browser_of(program, login).post("/tokens", data={"label": "T", "scopes": every, "days": ""})
    assert page.status_code == 200, page.text
    return Program(program.app, page.text.partition("<code>")[2].partition("</code>")[0])


def test_owner_gives_access_and_the_person_signs_in(owner: Program) -> None:
    made = owner.post(f"{PLACE}/people", person("max", "manager"))
    assert (made["role"], made["pending"], made["employee_id"]) == ("manager", False, None)
    assert "password" not in made
    assert browser_of(owner, "max").get(PLACE).status_code == 200
    logins = [each["login"] for each in owner.get(f"{PLACE}/people")["items"]]
    assert logins == ["dora@example.com", "max@example.com", "vera@example.com"]


def test_without_a_password_the_invitation_is_pending_and_nobody_signs_in(owner: Program) -> None:
    made = owner.post(f"{PLACE}/people", person("max", "manager", password=None))
    assert made["pending"] is True
    browser = Portal(owner.app, owner.app.response_class)
    for guess in ("", "None", "nobody has this password", PASSWORD):
        answer = browser.post("/sign-in", data={"login": "max@example.com", "password": guess})
        assert answer.status_code == 401


def test_nobody_gives_or_takes_a_role_above_their_own(customers: Customers) -> None:
    owner = customers.owner
    vera = owner.get("/me")["id"]
    owner.post(f"{PLACE}/people", person("max", "manager"))
    manager = token_of(owner, "max")
    refusals: list[Answer] = [
        manager.ask("POST", f"{PLACE}/people", person("eve", "owner")),
        manager.ask("PATCH", f"{PLACE}/people/{vera}", {"role": "employee"}),
        manager.ask("PATCH", f"{PLACE}/people/{vera}", {"name": "Renamed"}),
        manager.ask("DELETE", f"{PLACE}/people/{vera}"),
        owner.ask("POST", f"{PLACE}/people", person("eve", "developer")),
        customers.reseller.ask("POST", f"{PLACE}/people", person("eve", "developer")),
    ]
    assert [(each.status, each.code) for each in refusals] == [(403, "role-above-own")] * len(refusals)
    for role in ("operator", "reseller"):
        refused = owner.ask("POST", f"{PLACE}/people", person("eve", role))
        assert (refused.status, refused.fields) == (422, {"role"})
    manager.post(f"{PLACE}/people", person("mia", "manager"))


def test_last_owner_stays_whoever_asks(customers: Customers) -> None:
    vera = customers.owner.get("/me")["id"]
    for program in (customers.owner, customers.operator, customers.reseller):
        assert program.ask("DELETE", f"{PLACE}/people/{vera}").code == "last-owner"
        assert program.ask("PATCH", f"{PLACE}/people/{vera}", {"role": "manager"}).code == "last-owner"
    second = customers.owner.post(f"{PLACE}/people", person("olga", "owner"))
    customers.owner.patch(f"{PLACE}/people/{vera}", {"role": "manager"})
    assert customers.owner.ask("DELETE", f"{PLACE}/people/{second['id']}").code == "role-above-own"


def test_two_owners_who_remove_each_other_at_once_leave_one(owner: Program) -> None:
    vera = owner.get("/me")["id"]
    olga = owner.post(f"{PLACE}/people", person("olga", "owner"))["id"]
    other = token_of(owner, "olga")
    answers: list[int] = []
    pairs = ((owner, olga), (other, vera))
    threads = [
        Thread(target=lambda who=who, whom=whom: answers.append(who.ask("DELETE", f"{PLACE}/people/{whom}").status))
        for who, whom in pairs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers.count(204) == 1, answers


def test_whoever_is_removed_is_out_at_once(owner: Program, rows: Session) -> None:
    made = owner.post(f"{PLACE}/people", person("max", "manager"))
    browser, program = browser_of(owner, "max"), token_of(owner, "max")
    owner.delete(f"{PLACE}/people/{made['id']}")
    assert browser.get(PLACE).status_code == 302
    assert program.ask("GET", PLACE).status == 401
    assert rows.get(User, made["id"]) is None
    assert owner.ask("DELETE", f"{PLACE}/people/{made['id']}").status == 404


def test_whoever_works_for_two_companies_keeps_the_other_one(customers: Customers, rows: Session) -> None:
    owner = customers.owner
    made = owner.post(f"{PLACE}/people", person("max", "manager"))
    rows.add(Membership(user_id=made["id"], company_id="rival", employee_id=None))
    rows.commit()
    refused = owner.ask("PATCH", f"{PLACE}/people/{made['id']}", {"role": "owner"})
    assert (refused.status, refused.code) == (409, "works-elsewhere")
    owner.delete(f"{PLACE}/people/{made['id']}")
    assert rows.get(User, made["id"]) is not None
    assert browser_of(owner, "max").get(PLACE).status_code == 404


def test_login_that_somebody_has_is_refused_whoever_it_is(owner: Program) -> None:
    for login in ("rival", "VERA", "operator"):
        refused = owner.ask("POST", f"{PLACE}/people", person(login, "manager"))
        assert (refused.status, refused.code, refused.fields) == (409, "login-taken", {"login"})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "short"}, "password"),
        ({"login": "max"}, "login"),
        ({"role": "god"}, "role"),
        ({"role": "employee"}, "employee_id"),
        ({"role": "supervisor", "employee_id": "nobody"}, "employee_id"),
        ({"admin": True}, "admin"),
    ],
)
def test_bad_wishes_are_refused_with_the_field(owner: Program, wrong: dict[str, Any], field: str) -> None:
    refused = owner.ask("POST", f"{PLACE}/people", person("max", "manager") | wrong)
    assert (refused.status, refused.fields) == (422, {field})


def test_companys_audit_tells_who_was_given_what(owner: Program, rows: Session) -> None:
    made = owner.post(f"{PLACE}/people", person("max", "manager"))
    owner.patch(f"{PLACE}/people/{made['id']}", {"role": "owner"})
    owner.delete(f"{PLACE}/people/{made['id']}")
    told = rows.scalars(select(Audit.action).where(Audit.company_id == "bluebell").order_by(Audit.id.desc()).limit(3))
    assert list(told)[::-1] == [
        "Login max@example.com given to Max, manager",
        "Max (max@example.com) is owner now, was manager",
        "Login max@example.com of Max, owner, removed",
    ]


def test_reseller_manages_its_own_people_and_nobody_elses(customers: Customers) -> None:
    reseller = customers.reseller
    assert [each["id"] for each in reseller.get("/resellers")["items"]] == ["acme"]
    assert [each["id"] for each in customers.operator.get("/resellers")["items"]] == ["acme", "other"]
    made = reseller.post("/resellers/acme/people", person("sam", "reseller-sales"))
    sales = token_of(reseller, "sam")
    sales.post("/companies", {"id": "lily", "name": "Lily"})
    assert sales.ask("GET", "/companies/lily/employees").code == "forbidden"
    assert [each["id"] for each in reseller.get("/companies")["items"]] == ["bluebell", "lily"]
    assert reseller.ask("GET", "/resellers/other/people").status == 404
    assert customers.rival_reseller.ask("DELETE", f"/resellers/acme/people/{made['id']}").status == 404
    me = reseller.get("/me")["id"]
    assert reseller.ask("DELETE", f"/resellers/acme/people/{me}").code == "last-owner"


def test_operator_manages_the_platforms_people(customers: Customers) -> None:
    operator = customers.operator
    operator.post("/platform/people", person("ruth", "operator-reader"))
    reader = token_of(operator, "ruth")
    assert reader.get(f"{PLACE}/employees")["items"] == []
    assert reader.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101"}).code == "forbidden"
    assert reader.ask("GET", f"{PLACE}/recordings").code == "forbidden"
    assert customers.reseller.ask("GET", "/platform/people").status == 403


def test_page_gives_changes_and_takes_access(portal: Portal, owner: Program) -> None:
    page = f"{PLACE}/people"
    refused = portal.post(page, data={"login": "max", "name": "Max", "role": "manager"})
    assert refused.status_code == 422
    assert "Write an e-mail address" in refused.text
    form = {"login": "max@example.com", "name": "Max", "role": "manager", "password": "", "employee_id": ""}
    assert portal.post(page, data=form).status_code == 303
    (made,) = [each for each in owner.get(page)["items"] if each["name"] == "Max"]
    assert "invitation pending" in portal.get(page).text
    assert portal.post(f"{page}/{made['id']}", data={"role": "owner"}).status_code == 303
    assert owner.get(f"{page}/{made['id']}")["role"] == "owner"
    assert portal.post(f"{page}/{made['id']}", data={"remove": "1"}).status_code == 303
    assert owner.ask("GET", f"{page}/{made['id']}").status == 404
    vera = owner.get("/me")["id"]
    assert portal.post(f"{page}/{vera}", data={"remove": "1"}).status_code == 303
    assert "last owner" in portal.get(page).text
