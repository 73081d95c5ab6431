"""Guessing is made slow, and tells nobody which logins exist."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.core.context import Context
from control_plane.features.signin.attempts import forget_old_attempts
from control_plane.features.signin.journal import forget_old_events
from control_plane.features.signin.models import AttemptCount, SignInEvent
from tests.component.signin.conftest import time_passes
from tests.kit.browser import Browser
from tests.kit.customers import Customers
from tests.kit.engines import Engines

VERA, NOBODY = "vera@example.com", "nobody@example.com"


def said(answer: TestResponse) -> str:
    """The page without what differs from one request to the next."""
    text = re.sub(r"[\w-]+\.[\w-]{6}\.[\w-]{27}", "TOKEN", answer.text)
    return text.replace(VERA, "LOGIN").replace(NOBODY, "LOGIN")


def test_login_that_nobody_has_is_locked_like_one_that_somebody_has(visitor: Browser) -> None:
    stories = []
    for login in (VERA, NOBODY):
        answers = [visitor.sign_in(login, "guess") for _ in range(11)]
        stories.append([(answer.status_code, said(answer), sorted(answer.headers.keys())) for answer in answers])
    assert [status for status, _, _ in stories[0]] == [401] * 10 + [429]
    assert stories[0] == stories[1]


def test_locked_login_takes_no_password_until_five_minutes_have_passed(visitor: Browser, rows: Session) -> None:
    for _ in range(10):
        visitor.sign_in(VERA, "guess")
    assert visitor.sign_in(VERA).status_code == 429, "the right password tells nothing now"
    assert visitor.sign_in("rival@example.com").status_code == 303, "only this login is locked"
    time_passes(rows, locked_until=AttemptCount.locked_until - timedelta(minutes=5))
    assert Browser(visitor.app).sign_in(VERA).status_code == 303


def test_login_is_locked_for_whoever_asks_from_wherever(another: Callable[..., Browser]) -> None:
    for number in range(10):
        another(f"192.0.2.{number}").sign_in(VERA, "guess")
    assert another("192.0.2.200").sign_in(VERA).status_code == 429


@pytest.mark.parametrize(("first", "second"), [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")])
def test_who_tries_many_logins_from_one_network_is_locked_out_alone(
    another: Callable[..., Browser], rows: Session, first: str, second: str
) -> None:
    another(first).sign_in("a@example.com", "guess")
    rows.execute(update(AttemptCount).values(count=99))
    assert another(second).sign_in("b@example.com", "guess").status_code == 401
    assert another(second).sign_in("c@example.com", "guess").status_code == 429
    assert another("198.51.100.1").sign_in(VERA).status_code == 303
    assert another("2001:db8:1:3::1").sign_in(VERA).status_code == 303, "the neighbour's network is not ours"


def test_guesses_sent_at_once_count_like_guesses_one_after_the_other(app: APIFlask, visitor: Browser) -> None:
    browsers = [Browser(app) for _ in range(15)]
    for browser in browsers:
        browser.get("/sign-in")
    with ThreadPoolExecutor(5) as pool:
        statuses = list(pool.map(lambda browser: browser.sign_in(VERA, "guess").status_code, browsers))
    assert sorted(statuses) == [401] * 10 + [429] * 5


def test_right_password_forgives_the_wrong_ones_before(visitor: Browser, another: Callable[..., Browser]) -> None:
    for _ in range(9):
        visitor.sign_in(VERA, "guess")
    assert visitor.sign_in(VERA).status_code == 303
    newcomer = another()
    assert [newcomer.sign_in(VERA, "guess").status_code for _ in range(9)] == [401] * 9


def test_signing_in_counts_for_nothing_at_the_networks_gate(another: Callable[..., Browser], rows: Session) -> None:
    for _ in range(3):
        assert another("192.0.2.7").sign_in(VERA).status_code == 303
    assert rows.scalars(select(AttemptCount.count)).all() == [0]


def test_old_attempts_are_forgotten_and_their_rows_too(visitor: Browser, rows: Session, ctx: Context) -> None:
    for _ in range(9):
        visitor.sign_in(VERA, "guess")
    time_passes(rows, last_at=AttemptCount.last_at - timedelta(hours=2))
    assert [visitor.sign_in(VERA, "guess").status_code for _ in range(2)] == [401, 401]
    assert forget_old_attempts(ctx) == 0
    time_passes(rows, last_at=AttemptCount.last_at - timedelta(hours=2))
    assert forget_old_attempts(ctx) == 2


def test_rows_hold_neither_logins_nor_what_was_typed_by_mistake(visitor: Browser, rows: Session) -> None:
    visitor.sign_in("hunter2-in-the-wrong-field", "vera@example.com")
    held = [*rows.scalars(select(AttemptCount.id)), *rows.scalars(select(SignInEvent.login))]
    assert not any("hunter2" in text or "vera" in text for text in held)
    (event,) = rows.scalars(select(SignInEvent)).all()
    assert (event.what, event.user_id, event.login) == ("wrong-password", None, "")


def test_operator_reads_who_came_and_who_tried(another: Callable[..., Browser]) -> None:
    chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
    guesser = another("192.0.2.66", chrome)
    for _ in range(10):
        guesser.sign_in(VERA, "guess")
    operator = another("192.0.2.1")
    operator.sign_in("operator@example.com")
    page = operator.get("/sign-ins").text
    for words in ("Wrong password", "Locked for a while", "192.0.2.66", "Chrome on Windows", VERA, "Signed in"):
        assert words in page, words
    locked = operator.get("/sign-ins?what=locked").text
    assert locked.count("192.0.2.66") == 1
    assert operator.get("/sign-ins?what=nonsense").status_code == 200
    assert operator.get("/sign-ins?cursor=nonsense").status_code == 422


def test_operators_program_reads_it_too_and_nobody_elses(visitor: Browser, customers: Customers) -> None:
    for login in (VERA, NOBODY):
        visitor.sign_in(login, "guess")
    first = customers.operator.get("/sign-ins?limit=1&what=wrong-password")
    assert [event["login"] for event in first["items"]] == [""], "nobody has this one"
    (event,) = customers.operator.get(f"/sign-ins?cursor={first['next_cursor']}")["items"]
    assert (event["login"], event["address"], event["what"]) == (VERA, "127.0.0.1", "wrong-password")
    for program in (customers.reseller, customers.owner, customers.developer):
        assert program.ask("GET", "/sign-ins").status == 403


@pytest.mark.parametrize("who", ["reseller@example.com", VERA, "dora@example.com"])
def test_nobody_else_reads_it(visitor: Browser, who: str) -> None:
    visitor.sign_in(who)
    assert visitor.get("/sign-ins").status_code == 403


def test_journal_is_kept_for_a_year(visitor: Browser, rows: Session, ctx: Context) -> None:
    visitor.sign_in()
    assert forget_old_events(ctx) == 0
    rows.execute(update(SignInEvent).values(at=SignInEvent.at - timedelta(days=366)))
    assert forget_old_events(ctx) == 1
    assert rows.scalar(select(func.count()).select_from(SignInEvent)) == 0


def test_address_that_the_visitor_claims_is_believed_only_behind_proxies(
    customers: Customers, engines: Engines, rows: Session
) -> None:
    claimed = {"X-Forwarded-For": "198.51.100.7, 192.0.2.9"}
    for proxies, expected in ((0, "127.0.0.1"), (1, "192.0.2.9"), (2, "198.51.100.7")):
        app = create_app(engines.settings.model_copy(update={"proxies": proxies}))
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client().post("/sign-in", data={"login": VERA, "password": "guess"}, headers=claimed)
        assert rows.scalars(select(SignInEvent.address).order_by(SignInEvent.id.desc())).first() == expected
