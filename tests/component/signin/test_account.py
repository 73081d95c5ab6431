"""Where somebody is signed in, and how they end it; a new password ends what the old one opened."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from control_plane.features.access.models import SessionRow
from control_plane.features.signin.models import SignInEvent
from tests.kit.browser import Browser
from tests.kit.customers import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0"
    " Mobile/15E148 Safari/604.1"
)
NEW = "several plain words together"
Another = Callable[..., Browser]


@pytest.fixture
def here(another: Another) -> Browser:
    browser = another("192.0.2.1", FIREFOX)
    browser.sign_in()
    return browser


@pytest.fixture
def there(another: Another) -> Browser:
    browser = another("192.0.2.2", IPHONE)
    browser.sign_in()
    return browser


def signed_in(browser: Browser) -> bool:
    return browser.get("/companies/bluebell").status_code == 200


def change_password(browser: Browser, current: str = PASSWORD, new: str = NEW, again: str = "") -> int:
    fields = {"current": current, "new": new, "again": again or new}
    return browser.form("/account/password", "/account/password", **fields).status_code


def test_page_tells_device_address_and_which_one_is_this_browser(here: Browser, there: Browser) -> None:
    page = here.get("/account").text
    for words in ("Firefox on Linux", "Safari on iPhone", "192.0.2.1", "192.0.2.2", "this browser", "with a password"):
        assert words in page, words


def test_somebody_ends_one_session_from_another_browser(here: Browser, there: Browser, rows: Session) -> None:
    other = rows.scalar(select(SessionRow.id).where(SessionRow.address == "192.0.2.2"))
    assert other is not None
    assert here.form("/account", "/account/sessions/end", session=other).status_code == 303
    assert not signed_in(there)
    assert signed_in(here)


def test_all_other_sessions_end_at_once(here: Browser, there: Browser, another: Another) -> None:
    rival = another()
    rival.sign_in("rival@example.com")
    here.form("/account", "/account/sessions/end-others")
    assert "1 other browser is signed out." in here.get("/account").text
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert rival.get("/companies/rival").status_code == 200, "other people stay"


def test_nobody_ends_somebody_elses_session(here: Browser, another: Another, rows: Session) -> None:
    rival = another()
    rival.sign_in("rival@example.com")
    vera = rows.scalar(select(SessionRow.id).where(SessionRow.address == "192.0.2.1"))
    assert vera is not None
    rival.form("/account", "/account/sessions/end", session=vera)
    assert signed_in(here)
    for nonsense in ("", "x", "\x00", "'"):
        assert rival.form("/account", "/account/sessions/end", session=nonsense).status_code == 303


def test_browser_that_is_not_used_is_signed_out(here: Browser, rows: Session) -> None:
    rows.execute(update(SessionRow).values(last_seen_at=SessionRow.last_seen_at - timedelta(minutes=119)))
    assert signed_in(here), "using it keeps it"
    rows.execute(update(SessionRow).values(last_seen_at=SessionRow.last_seen_at - timedelta(minutes=119)))
    assert signed_in(here)
    rows.execute(update(SessionRow).values(last_seen_at=SessionRow.last_seen_at - timedelta(minutes=121)))
    assert not signed_in(here)


def test_session_ends_after_its_hours_however_much_it_is_used(here: Browser, rows: Session) -> None:
    rows.execute(update(SessionRow).values(expires_at=SessionRow.expires_at - timedelta(hours=12)))
    assert not signed_in(here)


def test_new_password_ends_the_other_sessions_and_the_old_password(
    here: Browser, there: Browser, another: Another
) -> None:
    assert change_password(here) == 303
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert another().sign_in().status_code == 401
    assert another().sign_in(password=NEW).status_code == 303


def test_without_the_password_of_now_there_is_no_new_one(here: Browser, there: Browser, another: Another) -> None:
    assert change_password(here, current="guess") == 422
    assert (
        "This is not your password now"
        in here.form("/account/password", "/account/password", current="guess", new=NEW, again=NEW).text
    )
    assert signed_in(there)
    assert [change_password(here, current="guess") for _ in range(9)] == [422] * 8 + [429]
    assert another().sign_in().status_code == 429, "guesses here are guesses at the door"


@pytest.mark.parametrize("weak", ["short", "eleven char", "aaaaaaaaaaaaaaaa", "x" * 1001, "vera12345678"])
def test_weak_password_is_refused_in_words(here: Browser, weak: str) -> None:
    assert change_password(here, new=weak) == 422
    assert change_password(here, new=NEW, again="something else") == 422
    assert change_password(here) == 303


def test_journal_of_the_account_shows_it_all(here: Browser, rows: Session) -> None:
    change_password(here)
    assert "Password changed" in here.get("/account").text
    assert [event.what for event in rows.scalars(select(SignInEvent).order_by(SignInEvent.id))] == [
        "signed-in",
        "password-changed",
    ]


def test_account_is_closed_to_whoever_is_not_signed_in(visitor: Browser) -> None:
    assert visitor.get("/account").status_code == 302
    assert visitor.get("/account/password").status_code == 302
