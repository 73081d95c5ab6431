"""A second factor, set up and used in a real browser."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Page, expect

from control_plane.core.roles import Role
from control_plane.core.scripts import transaction
from control_plane.features.access.models import Membership
from control_plane.features.access.service import create_user
from control_plane.settings import Settings
from deploy import environment
from tests.kit.authenticator import App
from tests.kit.stack import Stack
from tests.portal.conftest import Door

LOGIN, PASSWORD = "factors@carillon.example", "several plain words together"


@pytest.fixture(scope="module")
def operator(stack: Stack) -> str:
    """An operator of these tests alone: what they set up stays."""
    with transaction(Settings.model_validate(environment.of(stack.instance, "control_plane"))) as ctx:
        create_user(ctx.session, login=LOGIN, name="Factors", role=Role.OPERATOR, password=PASSWORD)
    return LOGIN


@pytest.fixture(scope="module")
def owner_of_passkeys(stack: Stack, door: Door) -> str:
    """Somebody of the demo company."""
    login = "passkeys@carillon.example"
    with transaction(Settings.model_validate(environment.of(stack.instance, "control_plane"))) as ctx:
        user = create_user(ctx.session, login=login, name="Passkeys", role=Role.OWNER, password=PASSWORD)
        ctx.session.add(Membership(user_id=user.id, company_id=door.company))
    return login


@pytest.fixture
def at_the_door(watched: Page, door: Door, operator: str) -> Iterator[Page]:
    enter(watched, door)
    yield watched
    watched.context.clear_cookies()


def enter(page: Page, door: Door) -> None:
    page.goto(f"{door.url}/sign-in")
    page.fill("#login", LOGIN)
    page.fill("#password", PASSWORD)
    page.click("main .btn-primary")


def test_operator_sets_codes_up_and_needs_them_from_then_on(at_the_door: Page, door: Door) -> None:
    page = at_the_door
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="Set up one-time codes").click()
    expect(page.get_by_role("img", name="QR code of the key")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    secret = page.locator("[data-copy]").get_attribute("data-copy")
    assert secret is not None
    app = App(secret)
    page.fill("#code", "000000")
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    page.fill("#code", app.code())
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    recovery = page.locator(".recovery-codes code").first.inner_text()
    assert re.fullmatch(r"[a-z2-7-]{19}", recovery)
    page.get_by_role("link", name="I have kept them").click()

    page.context.clear_cookies()
    enter(page, door)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.fill("#code", pyotp.TOTP(secret).generate_otp(0))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    page.fill("#code", app.code())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Companies")).to_be_visible()

    page.context.clear_cookies()
    enter(page, door)
    page.fill("#code", recovery)
    page.get_by_role("button", name="Continue").click()
    page.goto(f"{door.url}/account")
    expect(page.get_by_text("9 codes are left.")).to_be_visible()
    expect(page.get_by_text("this browser")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_passkey_of_the_device_opens_the_door_without_a_password(
    watched: Page, door: Door, stack: Stack, owner_of_passkeys: str
) -> None:
    page, url = watched, door.url.replace("127.0.0.1", "localhost")
    page.set_viewport_size({"width": 360, "height": 740})
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    page.goto(f"{url}/sign-in")
    page.fill("#login", owner_of_passkeys)
    page.fill("#password", PASSWORD)
    page.click("main .btn-primary")
    page.goto(f"{url}/account/passkeys")
    page.fill("#name", "Work laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Work laptop").first).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{url}/sign-in?next=/account")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("with a passkey").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.get_by_role("button", name="Remove Work laptop").click()
    expect(page.get_by_text("opens nothing any more")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{url}/sign-in/passkey")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("This passkey is not known here")).to_be_visible()


def test_page_without_its_name_says_where_passkeys_work(watched: Page, door: Door) -> None:
    watched.goto(f"{door.url}/sign-in/passkey")
    expect(watched.get_by_text(f"under {door.url.replace('127.0.0.1', 'localhost')}")).to_be_visible()
    expect(watched.get_by_role("button", name="Use a passkey")).to_be_hidden()
