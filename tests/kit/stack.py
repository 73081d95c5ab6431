"""The whole product running: engines, all processes of the Procfile, Asterisk, the demo company.

Each process of pytest has one of its own. Everything goes through the API, like
any customer's program, but for the tokens of the first users.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from control_plane.core.roles import Role
from control_plane.core.scripts import transaction
from control_plane.features.access.service import create_token, create_user
from control_plane.settings import Settings
from deploy import environment, health, instance, setup, stack, test_instances
from deploy.instance import Instance
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.process import console
from tests.kit.post_office import PostOffice

PATIENCE = 60.0
"""Seconds for what takes a few on a machine that nobody else uses."""


@dataclass
class PhoneAccount:
    """What a phone is set up with."""

    login: str
    password: str
    server: str


@dataclass
class Hired:
    id: str
    name: str
    number: str
    phones: list[PhoneAccount]
    version: int

    @property
    def phone(self) -> PhoneAccount:
        return self.phones[0]


@dataclass
class CompanyApi:
    """One company as a customer's program sees it."""

    stack: "Stack"
    id: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.stack.ask(method, f"/companies/{self.id}{path}", body, **headers)

    def hire(self, name: str, number: str, **wishes: Any) -> Hired:
        """A new employee, live on the node."""
        made = self.ask("POST", "/employees", {"name": name, "number": number, **wishes})
        self.wait_until_live(made["change"]["version"])
        accounts = [PhoneAccount(p["login"], p["password"], p["server"]) for p in made["phones"]]
        return Hired(made["id"], name, number, accounts, made["change"]["version"])

    def change(self, method: str, path: str, body: Any = None) -> Any:
        """Any change; returns the answer once the change is live."""
        made = self.ask(method, path, body)
        self.wait_until_live(made["change"]["version"])
        return made

    def wait_until_live(self, version: int) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while True:
            answer: dict[str, Any] = self.ask("GET", f"/versions/{version}?wait=5")
            if answer["state"] == "live":
                return answer
            waits = answer["state"] == "publishing" and time.monotonic() < deadline
            assert waits, f"version {version} is {answer['state']}: {answer['deliveries']}"

    def calls(self) -> list[dict[str, Any]]:
        """Newest first."""
        found: list[dict[str, Any]] = self.ask("GET", "/calls?limit=100")["items"]
        return found

    def journey(self, seconds: float = 2.0, **wanted: Any) -> dict[str, Any]:
        """The only complete journey with these values, within `seconds` from now. Raises AssertionError."""
        deadline = time.monotonic() + seconds
        while True:
            everything = self.calls()
            found = [c for c in everything if c["state"] == "complete" and all(c[k] == v for k, v in wanted.items())]
            if len(found) == 1:
                return found[0]
            assert len(found) < 2, f"{len(found)} journeys for one call: {found}"
            assert time.monotonic() < deadline, f"no journey with {wanted} within {seconds} s; there are {everything}"
            time.sleep(0.05)


@dataclass(frozen=True)
class Operator:
    """Who may everything."""

    login: str
    password: str
    token: str


@dataclass
class Stack:
    instance: Instance
    demo: dict[str, Any]
    operator: "Operator"
    client: httpx.Client = field(default_factory=httpx.Client)
    post_office: PostOffice = field(default_factory=PostOffice)
    """Takes all mails of the product."""

    @property
    def url(self) -> str:
        return self.instance.control_url

    @property
    def server(self) -> str:
        return f"127.0.0.1:{self.instance.ports.sip}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """An API call that must succeed; returns the parsed answer."""
        answer = self.send(method, path, body, **headers)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """An API call as operator, whatever it answers."""
        bearer = {"Authorization": f"Bearer {self.operator.token}"} | headers
        request = partial(
            self.client.request, method, f"{self.url}/api/v1{path}", json=body, headers=bearer, timeout=15
        )
        try:
            return request()
        except (httpx.ReadError, httpx.RemoteProtocolError):
            # The server closes connections that were idle for two seconds; ours may cross it. Reading again is safe.
            if method != "GET":
                raise
            return request()

    @property
    def node_state(self) -> Path:
        """The folder of the node."""
        return Path(environment.of(self.instance, "node")["CARILLON_NODE_STATE"])

    def console(self, command: str) -> str:
        """What the telephony engine's own console answers."""
        return console.ask(Places(self.node_state), command)

    @contextmanager
    def portal(self) -> Iterator[httpx.Client]:
        """The portal as a signed-in operator's browser loads it; no scripts run."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=15) as browser:
            (secret,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', browser.get("/sign-in").text))
            form = {"login": self.operator.login, "password": self.operator.password, "csrf_token": secret}
            answer = browser.post("/sign-in", data=form)
            assert answer.status_code == 303, answer.text
            yield browser

    def channels(self) -> int:
        """How many legs of calls there are on the node."""
        deadline = time.monotonic() + PATIENCE
        # The console says nothing when the machine is too busy to let it answer in time.
        while not (said := self.console("core show channels count").split()):
            assert time.monotonic() < deadline, "the console does not say how many legs there are"
        return int(said[0])

    def legs(self) -> str:
        """The legs in the engine's words, for messages of failed tests."""
        return self.console("core show channels concise")

    def found(self, company: str, **profile: str) -> CompanyApi:
        """A new company, live on the node."""
        made = self.ask("POST", "/companies", {"id": company, "name": company.title(), "country": "RU", **profile})
        api = CompanyApi(self, company)
        api.wait_until_live(made["change"]["version"])
        return api

    def restart(self, process: str) -> None:
        """End one process of the Procfile; its keeper starts it again."""
        kept = next(each for each in stack.kept(self.instance) if each.name == process)
        assert kept.child is not None
        os.kill(kept.child.pid, 15)


@contextmanager
def running_stack() -> Iterator[Stack]:
    """Start what is not running yet, and end it again."""
    if test_instances.run_folder() is None:
        setup.run(setup.assets())
    post_office = PostOffice()
    with post_office.open() as address:
        yield from _running(_with_mail(test_instances.mine(), address), post_office)


def _running(made: Instance, post_office: PostOffice) -> Iterator[Stack]:
    try:
        setup.run([*setup.database(made), *setup.demo(made)])
        runner = stack.start_processes(made)
        for question in (health.portal, health.asterisk, health.call_logic, health.peer):
            answers = health.wait_for(partial(question, made), PATIENCE)
            assert answers, f"{question.__name__} does not answer, see {made.logs}"
            assert runner.alive, f"the processes have ended, see {made.logs}"
        demo = json.loads((made.folder / "demo.json").read_text())
        with httpx.Client(trust_env=False) as client:
            yield Stack(made, demo, _operator(made), client, post_office)
    finally:
        stack.stop(made)


def _with_mail(made: Instance, address: str) -> Instance:
    with (made.folder / "instance.env").open("a") as settings:
        settings.write(f"CARILLON_SMTP_URL={address}\nCARILLON_MAIL_FROM=bells@carillon.example\n")
    return instance.load(made.folder)


def _operator(made: Instance) -> Operator:
    settings = Settings.model_validate(environment.of(made, "control_plane"))
    with transaction(settings) as ctx:
        login, password = f"tests-{os.getpid()}@carillon.example", os.urandom(16).hex()
        user = create_user(ctx.session, login=login, name="Tests", role=Role.OPERATOR, password=password)
        return Operator(login, password, create_token(ctx.session, user, "tests", now=ctx.clock()))
