"""List, read and write over HTTP with 16 clients at once, in a small database and in one with 2,000 companies.

The portal is gunicorn as in the Procfile, with PostgreSQL and Valkey and no nodes. The clients are threads of a process
of their own, each with its own connection and token. Two rounds: each client asks five times a second (80 requests
in all), and each asks again at once, which measures the machine more than the product.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.statistics import milliseconds, percentile, table
from control_plane.core.clock import now
from control_plane.core.roles import Role
from control_plane.features.access.service import create_token, create_user
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.features.objects.models import ShortNumber
from deploy import environment
from tenants import model
from tenants.model.company import changed_state, format_state
from tests.kit.engines import Engines, running_engines
from tests.kit.ports import free_port

CLIENTS = 16
PER_COMPANY = 50
PACE = 5.0
"""Requests per second of each client in the first round."""
WAITS = 90.0


@dataclass(frozen=True)
class Size:
    words: str
    companies: int


def measure(*, quick: bool = False) -> str:
    """A Markdown table and the ratios at p95; aims: 30 ms for lists and reads, 60 ms for writes, ratio 1.5."""
    sizes = (Size("empty", CLIENTS), Size("large", 200 if quick else 2000))
    rounds = 20 if quick else 150
    seen: dict[tuple[str, str, str], list[float]] = {}
    with running_engines() as engines:
        tokens = _tokens(engines)
        have = 0
        for size in sizes:
            _fill(engines, have, size.companies)
            have = size.companies
            with _portal(engines) as port:
                for pace in ("paced", "at once"):
                    asked = _ask(port, tokens, have, rounds, PACE if pace == "paced" else 0.0)
                    seen |= {(size.words, pace, what): times for what, times in asked.items()}
    rows = [
        [size, pace, what, *(milliseconds(percentile(times, share)) for share in (0.5, 0.95, 0.99))]
        for (size, pace, what), times in seen.items()
    ]
    ratios = [
        f"{what} {percentile(seen['large', 'paced', what], 0.95) / percentile(seen['empty', 'paced', what], 0.95):.2f}"
        for what in ("list", "read", "write")
    ]
    words = f"{CLIENTS} clients, {sizes[1].companies:,} companies of {PER_COMPANY} employees in the large database."
    head = table(["database", "clients", "what", "p50, ms", "p95, ms", "p99, ms"], rows)
    return f"{head}\n\n{words} Large to empty at p95, paced: {', '.join(ratios)}."


def _tokens(engines: Engines) -> list[str]:
    with Session(engines.database) as session, session.begin():
        operator = create_user(session, login="bench", name="Bench", role=Role.OPERATOR, password="a long enough one")
        return [create_token(session, operator, "bench", now=now()) for _ in range(CLIENTS)]


def _fill(engines: Engines, first: int, end: int) -> None:
    """Companies `first` to `end`, as if everybody had been hired before anybody looked."""
    for start in range(first, end, 100):
        with Session(engines.database) as session, session.begin():
            for number in range(start, min(end, start + 100)):
                _company(session, f"bench-{number}")
    with engines.database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _company(session: Session, name: str) -> None:
    profile = model.Profile(id=name, name=name.title(), time_zone="UTC", country="RU")
    people = [model.Employee(id=f"e{n}", name=f"Person {n}", number=str(1000 + n)) for n in range(PER_COMPANY)]
    state = format_state(changed_state(0, (), (profile, *people)))
    session.add(
        Company(
            id=name,
            name=profile.name,
            language="en",
            country="RU",
            time_zone="UTC",
            version=1,
            state=state,
            settings={},
            created_at=now(),
        )
    )
    session.flush()
    same = {"company_id": name}
    session.execute(
        insert(Employee),
        [same | {"id": p.id, "name": p.name, "number": p.number, "ring_seconds": 20, "settings": {}} for p in people],
    )
    session.execute(insert(ShortNumber), [same | {"number": p.number, "kind": "employee", "id": p.id} for p in people])


@contextmanager
def _portal(engines: Engines) -> Iterator[int]:
    """gunicorn as the Procfile has it, without limits of requests."""
    port = free_port()
    settings = environment.of(engines.instance, "control_plane")
    free = {"CARILLON_REQUESTS_PER_MINUTE": "0", "CARILLON_REFUSALS_PER_MINUTE": "0", "GUNICORN_CMD_ARGS": ""}
    command = [sys.executable, "-m", "gunicorn", "control_plane.wsgi:app", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "32", "--no-control-socket"]
    child = subprocess.Popen(command, env=os.environ | settings | free, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + WAITS
        while not _answers(port):
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the portal did not start")
            time.sleep(0.1)
        yield port
    finally:
        child.terminate()
        child.wait(WAITS)


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False


def _ask(port: int, tokens: list[str], companies: int, rounds: int, pace: float) -> dict[str, list[float]]:
    """By list, read and write the seconds of each request, from a process that shares no interpreter with others."""
    order = json.dumps({"port": port, "tokens": tokens, "companies": companies, "rounds": rounds, "pace": pace})
    done = subprocess.run(
        [sys.executable, "-m", "bench.api"], input=order.encode(), stdout=subprocess.PIPE, check=True, timeout=1800
    )
    asked: dict[str, list[float]] = json.loads(done.stdout)
    return asked


@dataclass
class Client:
    """One program; it walks over companies of its own and waits between two requests when `pace` is not 0."""

    port: int
    token: str
    companies: list[int]
    pace: float
    connection: http.client.HTTPConnection | None = None
    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def run(self, rounds: int) -> None:
        chance = random.Random()
        due = time.perf_counter() + chance.random()
        # The first ones build what the processes keep of a company, and open connections; they do not count.
        for number in range(-5, rounds):
            place = f"/api/v1/companies/bench-{chance.choice(self.companies)}/employees"
            person = f"{place}/e{chance.randrange(PER_COMPANY)}"
            wish = {"ring_seconds": chance.randint(5, 180), "name": f"Person {chance.randrange(10**9)}"}
            for what, method, path, body in (
                ("list", "GET", place, None),
                ("read", "GET", person, None),
                ("write", "PATCH", person, wish),
            ):
                if self.pace:
                    due = max(due + 1 / self.pace, time.perf_counter() - 1)
                    time.sleep(max(0.0, due - time.perf_counter()))
                seconds = self._ask(method, path, body)
                if number >= 0:
                    self.seen[what].append(seconds)

    def _ask(self, method: str, path: str, body: object) -> float:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        content = json.dumps(body) if body is not None else None
        for attempt in (1, 2):
            connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAITS)
            self.connection = connection
            began = time.perf_counter()
            try:
                connection.request(method, path, content, headers)
                answer = connection.getresponse()
                text = answer.read()
            except (http.client.HTTPException, OSError):
                # The server closes connections that were idle for two seconds; ours may cross it.
                self.connection = None
                if attempt == 2:
                    raise
                continue
            if answer.status >= 300:
                raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
            return time.perf_counter() - began
        raise AssertionError("one of the two attempts has returned or raised")


def _be_the_clients() -> None:
    order = json.load(sys.stdin)
    tokens = order["tokens"]
    # A handful of companies each, so that what is measured is not how often a process meets one for the first time.
    shares = [list(range(each, order["companies"], len(tokens)))[:8] for each in range(len(tokens))]
    clients = [Client(order["port"], token, share, order["pace"]) for token, share in zip(tokens, shares, strict=True)]
    with ThreadPoolExecutor(len(clients)) as threads:
        # The first one that fails ends the measurement.
        list(threads.map(lambda client: client.run(order["rounds"]), clients))
    total: dict[str, list[float]] = defaultdict(list)
    for client in clients:
        for what, seconds in client.seen.items():
            total[what] += seconds
    json.dump(total, sys.stdout)


if __name__ == "__main__":
    _be_the_clients()
