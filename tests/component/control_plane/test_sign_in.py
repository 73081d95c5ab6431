"""Signing in and out in a visitor."""

import re
import time
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.features.access.models import SessionRow
from control_plane.features.employees.models import Employee
from tests.component.control_plane.database import content_of
from tests.kit.browser import Browser
from tests.kit.customers import PASSWORD, Customers
from tests.kit.engines import Engines


@pytest.fixture
def visitor(customers: Customers, app: APIFlask) -> Browser:
    return Browser(app)


def sessions(rows: Session) -> int:
    return rows.scalar(select(func.count()).select_from(SessionRow)) or 0


def test_right_password_opens_the_company_and_leaves_a_session_that_can_be_revoked(
    visitor: Browser, rows: Session
) -> None:
    assert visitor.sign_in().status_code == 303
    assert visitor.client.get("/companies/bluebell").status_code == 200
    assert sessions(rows) == 1
    rows.execute(delete(SessionRow))
    assert visitor.client.get("/companies/bluebell").status_code == 302


def test_login_is_the_same_in_capitals_and_with_white_space(visitor: Browser) -> None:
    assert visitor.sign_in("  Vera@Example.com ").status_code == 303


def test_wrong_password_and_unknown_login_get_the_same_answer(visitor: Browser) -> None:
    wrong = visitor.sign_in("vera@example.com", "guess")
    unknown = visitor.sign_in("nobody@example.com", "guess")
    assert wrong.status_code == unknown.status_code == 401

    def anonymous(answer: TestResponse) -> str:
        text = re.sub(r"[\w-]+\.[\w-]{6}\.[\w-]{27}", "TOKEN", answer.text)
        return text.replace("vera@example.com", "LOGIN").replace("nobody@example.com", "LOGIN")

    assert anonymous(wrong) == anonymous(unknown)
    assert set(wrong.headers.keys()) == set(unknown.headers.keys())


def test_unknown_login_costs_as_much_work_as_a_wrong_password(visitor: Browser) -> None:
    def fastest(login: str) -> float:
        seconds = []
        for _ in range(3):
            began = time.process_time()
            visitor.sign_in(login, "guess")
            seconds.append(time.process_time() - began)
        return min(seconds)

    fastest("nobody@example.com")
    known, unknown = fastest("vera@example.com"), fastest("nobody@example.com")
    assert 0.5 < unknown / known < 2


def test_signing_out_makes_a_copied_cookie_worthless(visitor: Browser, rows: Session) -> None:
    visitor.sign_in()
    copied = visitor.client.get_cookie("session")
    assert copied is not None
    assert visitor.form("/companies/bluebell/employees/add", "/sign-out").status_code == 303
    assert sessions(rows) == 0
    visitor.client.set_cookie("session", copied.value)
    assert visitor.client.get("/companies/bluebell").status_code == 302


def test_session_ends_by_itself(visitor: Browser, rows: Session) -> None:
    visitor.sign_in()
    rows.execute(update(SessionRow).values(expires_at=func.now()))
    assert visitor.client.get("/companies/bluebell").status_code == 302


@pytest.fixture
def https_app(engines: Engines) -> APIFlask:
    return create_app(engines.settings.model_copy(update={"session_cookie_secure": True}))


def test_cookie_is_for_this_site_over_https_and_no_script_can_read_it(
    customers: Customers, https_app: APIFlask
) -> None:
    answer = https_app.test_client().get("/sign-in", base_url="https://localhost")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_cookie_from_before_signing_in_is_not_the_one_afterwards(visitor: Browser) -> None:
    visitor.client.get("/sign-in")
    before = visitor.client.get_cookie("session")
    visitor.sign_in()
    after = visitor.client.get_cookie("session")
    assert before is not None
    assert after is not None
    assert before.value != after.value


FORMS = ["/sign-in", "/sign-out", "/language", "/companies/bluebell/employees/add"]


@pytest.mark.parametrize("address", FORMS)
def test_form_without_the_pages_token_is_refused(visitor: Browser, rows: Session, address: str) -> None:
    visitor.sign_in()
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "guess"}):
        data = {"login": "vera@example.com", "password": PASSWORD, "name": "Anna", "number": "101"} | token
        assert visitor.client.post(address, data=data).status_code == 400
    assert sessions(rows) == 1
    assert rows.scalars(select(Employee)).all() == []


def test_browsers_cookie_opens_no_door_of_the_api(visitor: Browser) -> None:
    visitor.sign_in()
    answer = visitor.client.get("/api/v1/companies")
    assert answer.status_code == 401
    answer = visitor.client.post("/api/v1/companies/bluebell/employees", json={"name": "Anna", "number": "101"})
    assert answer.status_code == 401


def test_token_of_a_program_opens_no_page(customers: Customers, app: APIFlask) -> None:
    bearer = {"Authorization": f"Bearer {customers.owner.token}"}
    assert app.test_client().get("/companies/bluebell", headers=bearer).status_code == 302


@pytest.mark.parametrize(
    "following", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_crafted_link_to_the_door_leads_nowhere_else(visitor: Browser, following: str) -> None:
    fields = {"login": "vera@example.com", "password": PASSWORD, "next": following}
    assert visitor.form("/sign-in", "/sign-in", **fields).headers["Location"] == "/"


NONSENSE = [
    "",
    "\x00",
    "a\x00b",
    "x" * 10_000,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "' OR 1=1 --",
    "🔔",
]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_at_the_door_is_just_wrong(visitor: Browser, engines: Engines, text: str) -> None:
    def others() -> dict[str, list[tuple[Any, ...]]]:
        """All tables but the door's own: attempts are counted, whatever they hold."""
        content = content_of(engines.database)
        return {name: rows for name, rows in content.items() if not name.startswith("sign_in_")}

    before = others()
    assert visitor.sign_in(text, text).status_code == 401
    assert others() == before
    assert not any(text and text in repr(row) for row in content_of(engines.database)["sign_in_events"])
