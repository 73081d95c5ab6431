"""A passkey opens the door alone: to its owner, here, once per challenge."""

import html
import re
from collections.abc import Callable

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.features.factors.models import Passkey
from control_plane.features.factors.passkeys import Site, site_of
from control_plane.features.signin.models import SignInEvent
from tests.kit.browser import Browser
from tests.kit.customers import Customers
from tests.kit.engines import Engines
from tests.kit.soft_passkey import PRESENT, VERIFIED, SoftPasskey

Another = Callable[..., Browser]


@pytest.fixture
def site(engines: Engines) -> Site:
    found = site_of(engines.settings)
    assert found is not None
    return found


@pytest.fixture
def device(site: Site) -> SoftPasskey:
    return SoftPasskey(site.origin, site.id)


@pytest.fixture
def vera(visitor: Browser) -> Browser:
    visitor.sign_in()
    return visitor


def options(page: str) -> str:
    found = re.search(r'data-options="([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def add(browser: Browser, device: SoftPasskey, name: str = "Phone") -> TestResponse:
    answer = device.make(options(browser.get("/account/passkeys").text))
    return browser.form("/account/password", "/account/passkeys", name=name, answer=answer)


def enter(browser: Browser, device: SoftPasskey) -> TestResponse:
    answer = device.sign(options(browser.get("/sign-in/passkey?next=/account").text))
    return send(browser, answer)


def send(browser: Browser, answer: str) -> TestResponse:
    return browser.form("/sign-in", "/sign-in/passkey", answer=answer, next="/account")


def inside(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def test_passkey_signs_in_without_login_and_password(
    vera: Browser, another: Another, device: SoftPasskey, rows: Session
) -> None:
    assert "Recovery codes" in add(vera, device).text
    page = vera.get("/account").text
    assert "Phone" in page
    assert "not used yet" in page
    door = another()
    answer = enter(door, device)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert "with a passkey" in door.get("/account").text
    assert enter(another(), device).status_code == 303, "again, with a count that grew"
    happened = [event.what for event in rows.scalars(select(SignInEvent).order_by(SignInEvent.id))]
    assert happened == ["signed-in", "passkey-added", "signed-in", "signed-in"]


def test_password_alone_opens_nothing_for_who_has_a_passkey(
    vera: Browser, another: Another, device: SoftPasskey
) -> None:
    add(vera, device)
    door = another()
    assert door.sign_in().headers["Location"] == "/sign-in/code"
    assert "/sign-in/passkey" in door.get("/sign-in/code").text
    assert enter(door, device).status_code == 303


def test_answer_is_good_once_and_in_the_browser_that_was_asked(
    vera: Browser, another: Another, device: SoftPasskey
) -> None:
    add(vera, device)
    door, thief = another(), another()
    asked = options(door.get("/sign-in/passkey").text)
    answer = device.sign(asked)
    thief.get("/sign-in/passkey")
    assert send(thief, answer).status_code == 422
    assert send(door, answer).status_code == 422, "the thief has used it up"
    asked = options(door.get("/sign-in/passkey").text)
    answer = device.sign(asked)
    assert send(door, answer).status_code == 303
    assert send(another(), answer).status_code == 422


@pytest.mark.parametrize("fault", ["other site", "other origin", "not unlocked", "other device", "copied", "handle"])
def test_whatever_does_not_fit_opens_nothing(
    vera: Browser, another: Another, device: SoftPasskey, site: Site, fault: str
) -> None:
    add(vera, device)
    assert enter(another(), device).status_code == 303
    match fault:
        case "other site":
            device.site = "evil.example"
        case "other origin":
            device.origin = "https://evil.example"
        case "not unlocked":
            device.flags = PRESENT
        case "other device":
            stranger = SoftPasskey(site.origin, site.id)
            stranger.id, stranger.handle, stranger.count, device = device.id, device.handle, device.count, stranger
        case "copied":
            device.count = 0
        case "handle":
            device.handle = b"somebody else"
    door = another()
    answer = enter(door, device)
    assert answer.status_code == 401
    assert "Sign in in another way" in answer.text
    assert not inside(door)


def test_device_that_was_not_unlocked_is_not_kept(vera: Browser, device: SoftPasskey, rows: Session) -> None:
    device.flags = PRESENT
    assert add(vera, device).status_code == 422
    assert rows.scalars(select(Passkey)).all() == []
    device.flags = PRESENT | VERIFIED
    assert add(vera, device).status_code == 200


def test_nobody_keeps_a_passkey_for_somebody_elses_challenge(
    vera: Browser, another: Another, device: SoftPasskey
) -> None:
    rival = another()
    rival.sign_in("rival@example.com")
    answer = device.make(options(vera.get("/account/passkeys").text))
    assert rival.form("/account/password", "/account/passkeys", name="x", answer=answer).status_code == 422


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", "null", '{"response": 1}', "[" * 5000, '{"id": "\\u0000"}'])
def test_nonsense_is_told_so(vera: Browser, another: Another, nonsense: str) -> None:
    assert send(another(), nonsense).status_code == 422
    assert vera.form("/account/password", "/account/passkeys", name="x", answer=nonsense).status_code == 422


def test_removed_passkey_opens_nothing_and_nobody_removes_somebody_elses(
    vera: Browser, another: Another, device: SoftPasskey, rows: Session
) -> None:
    add(vera, device)
    identifier = rows.scalars(select(Passkey.id)).one()
    rival = another()
    rival.sign_in("rival@example.com")
    rival.form("/account", "/account/passkeys/remove", passkey=identifier)
    assert enter(another(), device).status_code == 303
    vera.form("/account", "/account/passkeys/remove", passkey=identifier)
    assert enter(another(), device).status_code == 401
    assert another().sign_in().headers["Location"] == "/", "without a factor the password is enough for an owner"


def test_passkey_is_enough_where_a_second_factor_is_required(
    customers: Customers, app: APIFlask, engines: Engines, device: SoftPasskey
) -> None:
    lenient = Browser(app)
    lenient.sign_in("operator@example.com")
    add(lenient, device)
    strict = Browser(create_app(engines.settings.model_copy(update={"second_factor_required": True})))
    assert enter(strict, device).status_code == 303
    assert inside(strict)


def test_under_a_bare_address_or_without_encryption_there_are_none(engines: Engines, customers: Customers) -> None:
    for url in ("https://192.0.2.1", "http://carillon.example"):
        settings = engines.settings.model_copy(update={"public_url": url})
        assert site_of(settings) is None
        door = Browser(create_app(settings))
        assert "CARILLON_PUBLIC_URL" in door.get("/sign-in/passkey").text
        assert send(door, "{}").status_code == 303
    settings = engines.settings.model_copy(update={"public_url": "https://carillon.example/"})
    assert site_of(settings) == Site("carillon.example", "https://carillon.example")
