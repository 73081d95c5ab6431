"""The portal in a real browser, against a running instance: `CARILLON_TEST_INSTANCE` names its folder."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import ConsoleMessage, Page

_REFUSED_ON_PURPOSE = "Failed to load resource: the server responded with a status of 4"


@dataclass(frozen=True)
class Stack:
    """Where the instance answers, and who may enter."""

    url: str
    company: str
    login: str
    password: str
    token: str

    def api(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=f"{self.url}/api/v1/companies/{self.company}", headers=headers, timeout=10)


@pytest.fixture(scope="session")
def stack() -> Stack:
    folder = os.environ.get("CARILLON_TEST_INSTANCE")
    if not folder:
        pytest.skip("needs a running instance: `./carillon test portal` starts one")
    lines = (Path(folder) / "instance.env").read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    demo = json.loads((Path(folder) / "demo.json").read_text())
    return Stack(
        url=settings["CARILLON_PUBLIC_URL"].strip("'\""),
        company=demo["company"],
        login=demo["owner"]["login"],
        password=demo["owner"]["password"],
        token=demo["api_token"],
    )


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


@pytest.fixture
def office(watched: Page, stack: Stack) -> Page:
    """The office manager, signed in."""
    sign_in(watched, stack)
    return watched


def sign_in(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/sign-in")
    page.fill("#login", stack.login)
    page.fill("#password", stack.password)
    page.click("main .btn-primary")
    page.wait_for_url(f"**/companies/{stack.company}")


@pytest.fixture
def at(stack: Stack) -> str:
    """The address under which the company's pages are."""
    return f"{stack.url}/companies/{stack.company}"


@pytest.fixture
def leaves_no_trace(stack: Stack) -> Iterator[None]:
    """Whoever the test hires is dismissed afterwards."""
    with stack.api() as api:
        before = {person["id"] for person in api.get("/employees").json()["items"]}
        yield
        for person in api.get("/employees").json()["items"]:
            if person["id"] not in before:
                api.delete(f"/employees/{person['id']}").raise_for_status()
