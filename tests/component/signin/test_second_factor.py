"""A password alone opens nothing for whoever has a second factor, nor for whoever must have one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from apiflask import APIFlask
from click.testing import CliRunner
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.cli import main
from control_plane.features.access.models import SessionRow
from control_plane.features.factors.models import RecoveryCode, Totp
from control_plane.features.signin.models import AttemptCount, SignInEvent, Ticket
from deploy import environment
from tests.component.control_plane.database import content_of
from tests.kit.authenticator import set_up
from tests.kit.browser import Browser
from tests.kit.customers import Customers
from tests.kit.engines import Engines

Another = Callable[..., Browser]


@pytest.fixture
def strict_app(customers: Customers, engines: Engines) -> APIFlask:
    """As in production: operators and resellers must have a second factor."""
    return create_app(engines.settings.model_copy(update={"second_factor_required": True}))


@pytest.fixture
def vera(visitor: Browser) -> Browser:
    visitor.sign_in()
    return visitor


def inside(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def type_code(browser: Browser, code: str) -> TestResponse:
    return browser.form("/sign-in/code", "/sign-in/code", code=code)


def happened(rows: Session) -> list[str]:
    return [event.what for event in rows.scalars(select(SignInEvent).order_by(SignInEvent.id))]


def test_after_the_password_the_code_is_asked_for(vera: Browser, another: Another, rows: Session) -> None:
    app, _ = set_up(vera)
    door = another()
    answer = door.sign_in(next="/companies/bluebell/employees")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/code")
    assert not inside(door)
    assert type_code(door, "000000").status_code == 422
    assert not inside(door)
    answer = type_code(door, app.code())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/companies/bluebell/employees")
    assert inside(door)
    assert "with a password and a code" in door.get("/account").text
    assert happened(rows) == ["signed-in", "codes-added", "wrong-code", "signed-in"]


def test_no_code_is_taken_twice_and_no_older_one_after_a_newer_one(
    vera: Browser, another: Another, rows: Session
) -> None:
    app, _ = set_up(vera)
    code = app.code_of(1)
    first, second = another(), another()
    first.sign_in()
    second.sign_in()
    assert type_code(first, code).status_code == 303
    assert type_code(second, code).status_code == 422
    assert type_code(second, app.code_of(0)).status_code == 422
    rows.execute(update(Totp).values(last_step=0))
    assert type_code(second, app.code_of(0)).status_code == 303


def test_code_of_two_steps_away_is_none(vera: Browser, another: Another, rows: Session) -> None:
    app, _ = set_up(vera)
    rows.execute(update(Totp).values(last_step=0))
    door = another()
    door.sign_in()
    assert type_code(door, app.code_of(-3)).status_code == 422
    assert type_code(door, app.code_of(3)).status_code == 422


def test_guessing_codes_is_locked_after_five_wherever_from(vera: Browser, another: Another, rows: Session) -> None:
    app, _ = set_up(vera)
    for number in range(5):
        door = another(f"192.0.2.{number}")
        door.sign_in()
        assert type_code(door, "000000").status_code == 422
    door = another()
    door.sign_in()
    assert type_code(door, app.code_of(1)).status_code == 429
    rows.execute(update(AttemptCount).values(locked_until=AttemptCount.locked_until - timedelta(minutes=15)))
    assert type_code(door, app.code_of(1)).status_code == 303


def test_half_a_sign_in_is_good_for_ten_minutes_and_once(vera: Browser, another: Another, rows: Session) -> None:
    app, _ = set_up(vera)
    door, copied = another(), another()
    door.sign_in()
    cookie = door.client.get_cookie("session")
    assert cookie is not None
    copied.client.set_cookie("session", cookie.value)
    assert copied.get("/sign-in/code").status_code == 200
    assert type_code(door, app.code()).status_code == 303
    assert copied.get("/sign-in/code").status_code == 303, "it was used up"
    late = another()
    late.sign_in()
    rows.execute(update(Ticket).values(expires_at=Ticket.expires_at - timedelta(minutes=10)))
    assert late.get("/sign-in/code").headers["Location"] == "/sign-in"


def test_recovery_code_opens_once_in_any_writing(vera: Browser, another: Another, rows: Session) -> None:
    _, codes = set_up(vera)
    assert len(set(codes)) == 10
    door = another()
    door.sign_in()
    assert type_code(door, codes[0].upper().replace("-", " ")).status_code == 303
    assert "9 codes are left." in door.get("/account").text
    again = another()
    again.sign_in()
    assert type_code(again, codes[0]).status_code == 422
    assert type_code(again, codes[1]).status_code == 303
    assert "recovery-code-used" in happened(rows)


def test_new_recovery_codes_end_the_former_ones(vera: Browser, another: Another) -> None:
    _, codes = set_up(vera)
    assert vera.form("/account", "/account/recovery-codes").status_code == 200
    door = another()
    door.sign_in()
    assert type_code(door, codes[0]).status_code == 422


def test_secret_and_recovery_codes_are_nowhere_readable(vera: Browser, engines: Engines) -> None:
    app, codes = set_up(vera)
    held = repr(content_of(engines.database))
    assert app._totp.secret not in held
    assert not any(code in held or code.replace("-", "") in held for code in codes)


def test_app_is_in_use_only_after_it_has_shown_a_code(vera: Browser, another: Another, rows: Session) -> None:
    assert vera.form("/account/codes", "/account/codes", ticket="nonsense", code="000000").status_code == 422
    assert rows.scalars(select(Totp)).all() == []
    assert another().sign_in().headers["Location"] != "/sign-in/code"


def test_nobody_sets_up_with_somebody_elses_ticket(vera: Browser, another: Another, rows: Session) -> None:
    rival = another()
    rival.sign_in("rival@example.com")
    shown = vera.get("/account/codes").text
    ticket = shown.partition('name="ticket" value="')[2].partition('"')[0]
    secret = shown.partition('data-copy="')[2].partition('"')[0]
    from tests.kit.authenticator import App

    assert rival.form("/account/codes", "/account/codes", ticket=ticket, code=App(secret).code()).status_code == 422


def test_whoever_finds_an_open_browser_changes_nothing(vera: Browser, rows: Session) -> None:
    set_up(vera)
    rows.execute(update(SessionRow).values(created_at=SessionRow.created_at - timedelta(minutes=16)))
    for page in ("/account/codes", "/account/codes/remove", "/account/recovery-codes"):
        assert "Sign in once more" in vera.form("/account", page).text
    assert len(rows.scalars(select(Totp)).all()) == 1
    answer = vera.form("/account", "/account/again")
    assert answer.headers["Location"] == "/sign-in?next=/account"
    assert not inside(vera)


def test_who_may_do_without_removes_it_and_the_recovery_codes_with_it(
    vera: Browser, another: Another, rows: Session
) -> None:
    set_up(vera)
    assert vera.form("/account", "/account/codes/remove").status_code == 303
    assert rows.scalars(select(RecoveryCode)).all() == []
    assert another().sign_in().headers["Location"] == "/"


@pytest.mark.parametrize("who", ["operator@example.com", "reseller@example.com"])
def test_who_sees_many_companies_sets_one_up_before_anything_else(strict_app: APIFlask, who: str) -> None:
    door = Browser(strict_app)
    answer = door.sign_in(who, next="/sign-ins")
    assert answer.headers["Location"] == "/sign-in/protect"
    assert not inside(door)
    _, codes = set_up(door, "/sign-in/protect")
    assert len(codes) == 10
    assert inside(door)
    assert door.form("/account", "/account/codes/remove").status_code == 303
    assert "set another one up first" in door.get("/account").text
    assert Browser(strict_app).sign_in(who).headers["Location"] == "/sign-in/code", "it was not removed"


@pytest.mark.parametrize("who", ["vera@example.com", "dora@example.com"])
def test_who_sees_their_own_companies_alone_may_do_without(strict_app: APIFlask, who: str) -> None:
    assert Browser(strict_app).sign_in(who).headers["Location"] == "/"


def test_demo_asks_and_lets_it_wait(visitor: Browser, engines: Engines) -> None:
    assert environment.of(engines.instance, "control_plane")["CARILLON_SECOND_FACTOR_REQUIRED"] == "false"
    answer = visitor.sign_in("operator@example.com", next="/sign-ins")
    assert answer.headers["Location"] == "/account/protect?next=/sign-ins"
    page = visitor.get(answer.headers["Location"]).text
    assert "Later" in page
    assert 'href="/sign-ins"' in page


def test_pages_of_the_second_step_are_closed_to_whoever_showed_no_password(visitor: Browser) -> None:
    for page in ("/sign-in/code", "/sign-in/protect"):
        assert visitor.get(page).headers["Location"] == "/sign-in"


def test_new_password_ends_sign_ins_that_are_half_done(vera: Browser, another: Another) -> None:
    app, _ = set_up(vera)
    door = another()
    door.sign_in()
    new = "several plain words together"
    vera.form("/account/password", "/account/password", current="correct horse battery staple", new=new, again=new)
    assert door.get("/sign-in/code").headers["Location"] == "/sign-in"
    assert app is not None


def test_administrator_of_the_machine_helps_who_has_lost_everything(
    vera: Browser, another: Another, engines: Engines, rows: Session
) -> None:
    set_up(vera)
    setting = environment.of(engines.instance, "control_plane")
    done = CliRunner(env=setting).invoke(main, ["reset-second-factor", "Vera@example.com"])
    assert done.exit_code == 0, done.output
    assert another().sign_in().headers["Location"] == "/"
    assert happened(rows)[-2:] == ["factors-reset", "signed-in"]
    unknown = CliRunner(env=setting).invoke(main, ["reset-second-factor", "nobody@example.com"])
    assert "Nobody has the login" in unknown.output
