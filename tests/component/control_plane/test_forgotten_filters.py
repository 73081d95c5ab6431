"""Every filter by company is taken out of the code in turn, and nobody sees or changes anything of somebody else.

The program of one company asks for everything of another one. With row security each answer is, letter by letter, what
it is with the filter; without row security many of the same filters leak, so this test can fail.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import CodeType, FrameType
from typing import Any, Final

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.db import new_id
from control_plane.features.events.models import CustomRow
from control_plane.features.journeys.draft import Direction, Result, State
from control_plane.features.journeys.models import Journey
from control_plane.features.mails.models import Mail
from control_plane.features.messages.models import Message
from control_plane.features.recordings.models import Recording
from tests.component.control_plane.database import content_of
from tests.component.control_plane.objects import PLACE, samples, settle_office
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.tenant_filters import Filter, Place, filters, without

PROBES_EACH: Final = 6
"""For one filter; those that do the least else."""
WRITES: Final = {"PUT": {}, "PATCH": {"name": "Stolen"}, "POST": {}, "DELETE": None}


@dataclass(frozen=True)
class Probe:
    """One request of the rival's program."""

    method: str
    path: str

    def ask(self, rival: Program) -> tuple[int, str]:
        answer = rival.ask(self.method, self.path, WRITES.get(self.method))
        return answer.status, answer.text


@dataclass
class Baseline:
    """What is answered with all filters in force, and which functions worked on it."""

    answers: dict[Probe, tuple[int, str]] = field(default_factory=dict)
    touched: dict[Probe, set[Place]] = field(default_factory=dict)

    def of(self, places: set[Place], *, reading: bool) -> list[Probe]:
        """The probes that come by one of these functions; those first that come by little else."""
        asked = [probe for probe, touched in self.touched.items() if touched & places]
        asked = [probe for probe in asked if probe.method == "GET" or not reading]
        return sorted(asked, key=lambda probe: (len(self.touched[probe]), probe.path, probe.method))[:PROBES_EACH]


@pytest.fixture
def secrets(customers: Customers, engines: Engines) -> dict[str, str]:
    """Of `bluebell`, which has one of everything: an id by the plural in its address."""
    owner = customers.owner
    for plural, sample in samples(settle_office(owner, engines)).items():
        owner.post(f"{PLACE}/{plural}", sample.new)
    owner.post(f"{PLACE}/webhooks", {"name": "CRM", "url": "https://crm.example/hook", "topics": ["*"]})
    owner.patch(PLACE, {"name": "Bluebell & Sons"})
    with Session(engines.database) as session, session.begin():
        session.add_all(_rows())
    for number in ("101", "102"):
        customers.rival_owner.post("/companies/rival/employees", {"name": "Rita", "number": number})
    return ids_of(owner)


def _rows() -> list[Any]:
    """What nodes and chores would have left."""
    file = {"company_id": "bluebell", "node": "n1", "at": now(), "bytes": 1, "sha256": "", "key_id": ""}
    caller = {"call": "n1:1", "seconds": 1.0, "number": "+79001234567", "name": "Secret caller"}
    journey = Journey(company_id="bluebell", id=new_id(), call="n1:1", calls=["n1:1"], state=State.COMPLETE)
    journey.direction, journey.result, journey.started_at = Direction.INCOMING, Result.ANSWERED, now()
    journey.caller_number, journey.caller_name, journey.dialled, journey.callee_name = "+7900", "Secret caller", "", ""
    journey.waiting_seconds = journey.talking_seconds = 1.0
    journey.label, journey.participants, journey.story = "", [], []
    mail = Mail(id=new_id(), company_id="bluebell", recipient="secret@example.com", subject="", text="", about="")
    mail.due_at = now()
    told = CustomRow(company_id="bluebell", id=new_id(), collection="trips", listener="x", at=now(), data={"a": 1})
    recording = Recording(
        id=new_id(), file="r", storage="kept/r", object_kind="employee", object_id="x", **file, **caller
    )
    message = Message(id=new_id(), file="m", storage="kept/m", mailbox="x", message="m", **file, **caller)
    return [journey, mail, told, recording, message]


def ids_of(owner: Program) -> dict[str, str]:
    found = {}
    for path in sorted(_addresses(owner.app, bare=True)):
        items = (owner.ask("GET", path.replace("<company>", "bluebell")).json or {}).get("items") or []
        keys = [str(items[0][key]) for key in ("id", "hash", "number") if items and key in items[0]]
        if keys:
            found[path.rpartition("/")[2]] = keys[0]
    return found


def _addresses(app: APIFlask, *, bare: bool) -> Iterator[str]:
    """Of a company in the API, below `/api/v1`; `bare`: those that need nothing but the company."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/companies/<company>") and bare == (rule.arguments == {"company"}):
            yield rule.rule.removeprefix("/api/v1").replace("<int:", "<").replace("<path:", "<")


def probes(app: APIFlask, secrets: dict[str, str]) -> list[Probe]:
    """All lists of the rival's own company, and everything of `bluebell` asked for under the rival's address."""
    found = {Probe("GET", path.replace("<company>", "rival")) for path in _addresses(app, bare=True)}
    found.add(Probe("GET", "/companies"))
    for path in _addresses(app, bare=False):
        parts = path.replace("<company>", "rival").split("/")
        for place, part in enumerate(parts):
            if part.startswith("<"):
                parts[place] = secrets.get(parts[place - 1], "1")
        found.add(Probe("GET", "/".join(parts)))
        found |= {Probe(method, "/".join(parts)) for method in WRITES}
    return sorted(found, key=lambda probe: (probe.path, probe.method))


@pytest.fixture
def baseline(app: APIFlask, customers: Customers, engines: Engines, secrets: dict[str, str]) -> Baseline:
    """Probes that answer alike twice, and change nothing of `bluebell` as long as the filters are there."""
    made, rival = Baseline(), customers.rival_owner
    before = content_of(engines.database)
    for probe in probes(app, secrets):
        with _watched() as touched:
            answer = probe.ask(rival)
        if (probe.method == "GET" and probe.ask(rival) == answer) or answer[0] == 404:
            made.answers[probe], made.touched[probe] = answer, touched
    assert len(made.answers) > 100
    assert content_of(engines.database) == before
    return made


@contextmanager
def _watched() -> Iterator[set[Place]]:
    codes: set[CodeType] = set()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    touched: set[Place] = set()
    sys.setprofile(called)
    try:
        yield touched
    finally:
        sys.setprofile(None)
        touched |= {(c.co_filename, c.co_qualname, c.co_firstlineno) for c in codes if "control_plane" in c.co_filename}


@dataclass
class Found:
    """What became of the filters."""

    asked: list[Filter] = field(default_factory=list)
    leaking: list[str] = field(default_factory=list)


def mutate(
    baseline: Baseline, rival: Program, leaks: Callable[[Probe, tuple[int, str]], bool], *, reading: bool
) -> Found:
    """Take every filter away in turn, and ask what comes by it."""
    found = Found()
    for each in filters():
        with without(each) as places:
            asked = baseline.of(places, reading=reading)
            leaking = [probe for probe in asked if leaks(probe, probe.ask(rival))]
        if asked:
            found.asked.append(each)
        if leaking:
            found.leaking.append(f"{each.name}: {leaking[0].method} {leaking[0].path}")
    return found


@pytest.mark.timeout(600)
def test_with_any_filter_forgotten_nothing_of_others_is_seen_or_changed_until_row_security_is_off_too(
    baseline: Baseline, customers: Customers, engines: Engines, secrets: dict[str, str]
) -> None:
    rival, before = customers.rival_owner, content_of(engines.database)
    found = mutate(baseline, rival, lambda probe, answer: answer != baseline.answers[probe], reading=False)
    assert found.leaking == []
    assert content_of(engines.database) == before
    assert len(found.asked) > 40
    assert len(days_without_a_filter(baseline, rival, engines, secrets)) > 10

    def leaks(probe: Probe, answer: tuple[int, str]) -> bool:
        words = {*secrets.values(), "Secret caller", "Анна"} - {*probe.path.split("/")}
        shown = any(word in answer[1] for word in words if len(word) > 3)
        return shown or (answer[0] == 200 and baseline.answers[probe][0] == 404)

    with unsecured(engines):
        found = mutate(baseline, rival, leaks, reading=True)
    assert len(found.leaking) > 15, found.leaking


def days_without_a_filter(
    baseline: Baseline, rival: Program, engines: Engines, secrets: dict[str, str]
) -> list[Filter]:
    """A day of changes without each filter that the requests of the baseline do not come by: like any other day."""
    day, asked = partial(a_day, rival, secrets), []
    with _watched() as touched:
        usual = day()
    before = theirs(engines)
    for each in filters():
        with without(each) as places:
            if places & touched and not baseline.of(places, reading=False):
                asked.append(each)
                assert day() == usual, each.name
                assert theirs(engines) == before, each.name
    return asked


def a_day(rival: Program, secrets: dict[str, str]) -> list[int]:
    """What an office manager does, and twice what only somebody else may; everything is cleared away at the end."""
    place, statuses = "/companies/rival", []

    def ask(method: str, path: str, body: Any = None) -> Any:
        answer = rival.ask(method, f"{place}{path}", body)
        statuses.append(answer.status)
        assert not any(word in answer.text for word in secrets.values() if len(word) > 3 and word not in path)
        return answer.json

    employee = ask("POST", "/employees", {"name": "Egon", "number": "103"})["id"]
    ask("PATCH", f"/employees/{employee}", {"name": "Egon Ost"})
    ask("POST", "/phones", {"employee_id": secrets["employees"], "label": "Theirs"})
    phone = ask("POST", "/phones", {"employee_id": employee, "label": "Desk"})["id"]
    destination = {"kind": "employee", "id": secrets["employees"]}
    ask("POST", "/numbers", {"number": "+74951230002", "destination": destination})
    number = ask("POST", "/numbers", {"number": "+74951230002", "destination": {"kind": "employee", "id": employee}})
    line = ask("POST", "/lines", {"name": "City", "host": "sip.example.net"})["id"]
    team = {"name": "All", "number": "301", "members": [{"kind": "employee", "id": employee}]}
    team = ask("POST", "/teams", team | {"overflow": {"kind": "hang-up", "id": "rival"}})["id"]
    hook = ask("POST", "/webhooks", {"name": "CRM", "url": "https://crm.example/hook", "topics": ["*"]})["id"]
    version = ask("PATCH", f"/teams/{team}", {"order": "round-robin"})["change"]["version"]
    ask("GET", f"/versions/{version}")
    ask("GET", "/deliveries")
    ask("POST", "/simulations", {"from": "+79161234567", "to": "+74951230002", "at": "sunday 19:00"})
    for path in (f"/webhooks/{hook}", f"/teams/{team}", f"/lines/{line}", f"/numbers/{number['id']}"):
        ask("DELETE", f"{path}?detach=true")
    ask("DELETE", f"/phones/{phone}")
    ask("DELETE", f"/employees/{employee}?detach=true")
    return statuses


def theirs(engines: Engines) -> dict[str, list[Any]]:
    """All rows of `bluebell`."""
    return {table: [row for row in rows if "bluebell" in row] for table, rows in content_of(engines.database).items()}


@contextmanager
def unsecured(engines: Engines) -> Iterator[None]:
    """As if there were no row security at all."""
    secured = "SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity"
    with engines.as_owner() as connection:
        tables = [str(row[0]) for row in connection.execute(secured)]
    _all(engines, tables, "DISABLE")
    try:
        yield
    finally:
        _all(engines, tables, "ENABLE")


def _all(engines: Engines, tables: list[str], word: str) -> None:
    with engines.as_owner() as connection:
        for table in tables:
            connection.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY".encode())
