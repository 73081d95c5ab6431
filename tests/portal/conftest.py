"""The portal in a real browser, on the whole running product."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState

from tests.kit.stack import Stack

_REFUSED_ON_PURPOSE = "Failed to load resource: the server responded with a status of 4"


@dataclass(frozen=True)
class Door:
    """Where the portal answers, and as whom the demo company's owner enters."""

    url: str
    company: str
    login: str
    password: str
    token: str

    def api(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=f"{self.url}/api/v1/companies/{self.company}", headers=headers, timeout=10)


@pytest.fixture(scope="session")
def door(stack: Stack) -> Door:
    demo = stack.demo
    owner = demo["owner"]
    return Door(stack.url, demo["company"], owner["login"], owner["password"], demo["api_token"])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium, talking to nobody but us."""
    quiet = ["quic", "background-networking", "component-update", "sync"]
    switches = ["--no-sandbox", "--disable-gpu", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return {"executable_path": shutil.which("chromium") or "/usr/bin/chromium", "args": switches}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "en-US", "viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page on which nothing may go wrong behind the scenes: no script error, no refusal by the content policy."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_REFUSED_ON_PURPOSE):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(10_000)
    yield page
    assert complaints == []


@pytest.fixture(scope="session")
def signed_in(browser: Browser, door: Door) -> StorageState:
    """The cookies of one sign-in; most tests need no door of their own."""
    context = browser.new_context(locale="en-US")
    sign_in(context.new_page(), door)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def office(watched: Page, door: Door, signed_in: StorageState) -> Page:
    """The office manager, signed in and looking at the overview."""
    watched.context.add_cookies(signed_in["cookies"])  # type: ignore[arg-type]  # what it gave, it takes
    watched.goto(f"{door.url}/companies/{door.company}")
    return watched


def sign_in(page: Page, door: Door) -> None:
    page.goto(f"{door.url}/sign-in")
    page.fill("#login", door.login)
    page.fill("#password", door.password)
    page.click("main .btn-primary")
    page.wait_for_url(f"**/companies/{door.company}")


@pytest.fixture
def at(door: Door) -> str:
    """The address under which the company's pages are."""
    return f"{door.url}/companies/{door.company}"


@pytest.fixture
def leaves_no_trace(door: Door) -> Iterator[None]:
    """Whoever the test hires is dismissed afterwards."""
    with door.api() as api:
        before = {person["id"] for person in api.get("/employees").json()["items"]}
        yield
        for person in api.get("/employees").json()["items"]:
            if person["id"] not in before:
                api.delete(f"/employees/{person['id']}").raise_for_status()
