"""Signing in and out in a browser."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.features.access.models import SessionRow, User
from control_plane.features.employees.models import Employee
from tests.component.control_plane.database import content_of
from tests.kit.customers import PASSWORD, Customers
from tests.kit.engines import Engines

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Browser:
    """Keeps cookies and sends forms with the token that the page has."""

    def __init__(self, app: APIFlask) -> None:
        self.client: FlaskClient = app.test_client()

    def form(self, page: str, address: str, **fields: str) -> TestResponse:
        found = TOKEN.search(self.client.get(page).text)
        assert found, f"{page} has no form"
        return self.client.post(address, data=fields | {"csrf_token": found[1]})

    def sign_in(self, login: str = "vera@example.com", password: str = PASSWORD) -> TestResponse:
        return self.form("/sign-in", "/sign-in", login=login, password=password)


@pytest.fixture
def browser(customers: Customers, app: APIFlask) -> Browser:
    return Browser(app)


def sessions(rows: Session) -> int:
    return rows.scalar(select(func.count()).select_from(SessionRow)) or 0


def test_right_password_opens_the_company_and_leaves_a_session_that_can_be_revoked(
    browser: Browser, rows: Session
) -> None:
    assert browser.sign_in().status_code == 303
    assert browser.client.get("/companies/bluebell").status_code == 200
    assert sessions(rows) == 1
    rows.execute(SessionRow.__table__.delete())
    assert browser.client.get("/companies/bluebell").status_code == 302


def test_login_is_the_same_in_capitals_and_with_white_space(browser: Browser) -> None:
    assert browser.sign_in("  Vera@Example.com ").status_code == 303


def test_wrong_password_and_unknown_login_get_the_same_answer(browser: Browser) -> None:
    wrong = browser.sign_in("vera@example.com", "guess")
    unknown = browser.sign_in("nobody@example.com", "guess")
    assert wrong.status_code == unknown.status_code == 401

    def anonymous(answer: TestResponse) -> str:
        text = TOKEN.sub("", answer.text)
        return text.replace("vera@example.com", "LOGIN").replace("nobody@example.com", "LOGIN")

    assert anonymous(wrong) == anonymous(unknown)
    assert wrong.headers.keys() == unknown.headers.keys()


def test_unknown_login_costs_as_much_work_as_a_wrong_password(browser: Browser) -> None:
    def fastest(login: str) -> float:
        seconds = []
        for _ in range(3):
            began = time.process_time()
            browser.sign_in(login, "guess")
            seconds.append(time.process_time() - began)
        return min(seconds)

    fastest("nobody@example.com")
    known, unknown = fastest("vera@example.com"), fastest("nobody@example.com")
    assert 0.5 < unknown / known < 2


def test_ten_wrong_passwords_lock_the_login_for_five_minutes(browser: Browser, rows: Session) -> None:
    rows.execute(update(User).where(User.login == "vera@example.com").values(failed_attempts=9))
    assert browser.sign_in(password="guess").status_code == 401
    assert browser.sign_in().status_code == 429
    assert sessions(rows) == 0
    assert browser.sign_in("rival@example.com").status_code == 303, "only this login is locked"
    rows.execute(update(User).values(locked_until=User.locked_until - timedelta(minutes=5)))
    assert Browser(browser.client.application).sign_in().status_code == 303  # type: ignore[arg-type]


def test_right_password_forgives_the_wrong_ones_before(browser: Browser, rows: Session) -> None:
    browser.sign_in(password="guess")
    assert rows.scalar(select(User.failed_attempts).where(User.login == "vera@example.com")) == 1
    browser.sign_in()
    assert rows.scalar(select(User.failed_attempts).where(User.login == "vera@example.com")) == 0


def test_signing_out_makes_a_copied_cookie_worthless(browser: Browser, rows: Session) -> None:
    browser.sign_in()
    copied = browser.client.get_cookie("session")
    assert copied is not None
    assert browser.form("/companies/bluebell/employees/add", "/sign-out").status_code == 303
    assert sessions(rows) == 0
    browser.client.set_cookie("session", copied.value)
    assert browser.client.get("/companies/bluebell").status_code == 302


def test_session_ends_by_itself(browser: Browser, rows: Session) -> None:
    browser.sign_in()
    rows.execute(update(SessionRow).values(expires_at=func.now()))
    assert browser.client.get("/companies/bluebell").status_code == 302


@pytest.fixture
def https_app(engines: Engines) -> Iterator[APIFlask]:
    yield create_app(engines.settings.model_copy(update={"session_cookie_secure": True}))


def test_cookie_is_for_this_site_over_https_and_no_script_can_read_it(
    customers: Customers, https_app: APIFlask
) -> None:
    answer = https_app.test_client().get("/sign-in", base_url="https://localhost")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_cookie_from_before_signing_in_is_not_the_one_afterwards(browser: Browser) -> None:
    browser.client.get("/sign-in")
    before = browser.client.get_cookie("session")
    browser.sign_in()
    after = browser.client.get_cookie("session")
    assert before is not None
    assert after is not None
    assert before.value != after.value


FORMS = ["/sign-in", "/sign-out", "/language", "/companies/bluebell/employees/add"]


@pytest.mark.parametrize("address", FORMS)
def test_form_without_the_pages_token_is_refused(browser: Browser, rows: Session, address: str) -> None:
    browser.sign_in()
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "guess"}):
        data = {"login": "vera@example.com", "password": PASSWORD, "name": "Anna", "number": "101"} | token
        assert browser.client.post(address, data=data).status_code == 400
    assert sessions(rows) == 1
    assert rows.scalars(select(Employee)).all() == []


def test_browsers_cookie_opens_no_door_of_the_api(browser: Browser) -> None:
    browser.sign_in()
    answer = browser.client.get("/api/v1/companies")
    assert answer.status_code == 401
    answer = browser.client.post("/api/v1/companies/bluebell/employees", json={"name": "Anna", "number": "101"})
    assert answer.status_code == 401


def test_token_of_a_program_opens_no_page(customers: Customers, app: APIFlask) -> None:
    bearer = {"Authorization": f"Bearer {customers.owner.token}"}
    assert app.test_client().get("/companies/bluebell", headers=bearer).status_code == 302


@pytest.mark.parametrize(
    "following", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_crafted_link_to_the_door_leads_nowhere_else(browser: Browser, following: str) -> None:
    fields = {"login": "vera@example.com", "password": PASSWORD, "next": following}
    assert browser.form("/sign-in", "/sign-in", **fields).headers["Location"] == "/"


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
def test_nonsense_at_the_door_is_just_wrong(browser: Browser, engines: Engines, text: str) -> None:
    before = content_of(engines.database)
    assert browser.sign_in(text, text).status_code in (401, 422)
    assert content_of(engines.database) == before
