"""What row security costs a transaction: PostgreSQL with 2,000 companies of 50 employees, on a connection of a pool.

A transaction is what requests do: begin, one statement, commit. The same with and without policies and scope, taking
turns in blocks, so that a busy machine is busy for both. CPU time is what is compared: ours and the server's together.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil
from sqlalchemy import Engine, create_engine, func, select, text, update
from sqlalchemy.orm import Session

from bench.statistics import percentile, table
from control_plane.core.tenancy import EVERYTHING, Scope, confine
from control_plane.features.employees.models import Employee
from control_plane.settings import Settings
from tests.kit.engines import Engines, running_engines

COMPANIES, EMPLOYEES = 2000, 50
BLOCKS, IN_A_BLOCK = 8, 200
FILL = f"""
    INSERT INTO companies (id, name, language, country, time_zone, version, state, created_at, settings)
    SELECT 'c' || n, 'Company ' || n, 'en', 'RU', 'UTC', 1, '', now(), '{{}}' FROM generate_series(1, {COMPANIES}) AS n;
    INSERT INTO employees (company_id, id, name, number, ring_seconds, settings)
    SELECT 'c' || n, 'e' || m, 'Person ' || m, (100 + m)::text, 20, '{{}}'
    FROM generate_series(1, {COMPANIES}) AS n, generate_series(1, {EMPLOYEES}) AS m;
"""
Work = Callable[[Session], object]
SCOPES = {
    "one company": Scope.of(["c1000"]),
    "500 companies of a reseller": Scope.of(f"c{n}" for n in range(700, 1200)),
    "all": EVERYTHING,
}


def measure() -> str:
    """A Markdown table: microseconds of a transaction, of CPU and by the clock (the quickest tenth is below)."""
    with running_engines() as engines:
        _fill(engines)
        database = create_engine(engines.settings.sqlalchemy_url, pool_size=1)
        spent = {(work, name): Spent() for work in WORK for name in ("without", *SCOPES)}
        for _ in range(BLOCKS):
            with _unsecured(engines):
                _block(database, engines.settings, "without", None, spent)
            for name, scope in SCOPES.items():
                _block(database, engines.settings, name, scope, spent)
        database.dispose()
    rows = [[name, *(spent[work, name].words for work in WORK)] for name in ("without", *SCOPES)]
    return table(["scope", *(f"{work}, µs CPU / p10" for work in WORK)], rows)


def _one(session: Session) -> object:
    return session.scalar(select(Employee).where(Employee.company_id == "c1000", Employee.id == "e7"))


def _page(session: Session) -> object:
    theirs = select(Employee).where(Employee.company_id == "c1000").order_by(Employee.number).limit(50)
    return session.scalars(theirs).all()


def _count(session: Session) -> object:
    return session.scalar(select(func.count()).where(Employee.company_id == "c1000"))


def _change(session: Session) -> object:
    mine = (Employee.company_id == "c1000", Employee.id == "e7")
    return session.execute(update(Employee).where(*mine).values(name="Person seven"))


WORK: dict[str, Work] = {"one row": _one, "a page of 50": _page, "count of 50": _count, "one change": _change}


def _block(
    database: Engine, settings: Settings, name: str, scope: Scope | None, spent: dict[tuple[str, str], "Spent"]
) -> None:
    with database.connect() as connection:
        server = psutil.Process(connection.scalar(select(func.pg_backend_pid())))
    for work, function in WORK.items():
        _transaction(database, settings, scope, function)
        before = _cpu(server)
        times = [_transaction(database, settings, scope, function) for _ in range(IN_A_BLOCK)]
        spent[work, name].cpu += _cpu(server) - before
        spent[work, name].clock += times


@dataclass
class Spent:
    """Seconds: of CPU in all, and by the clock for each transaction."""

    cpu: float = 0.0
    clock: list[float] = field(default_factory=list)

    @property
    def words(self) -> str:
        return f"{self.cpu / len(self.clock) * 1e6:.0f} / {percentile(self.clock, 0.1) * 1e6:.0f}"


def _cpu(server: psutil.Process) -> float:
    """Seconds so far, here and in the server's process for our connection."""
    theirs = server.cpu_times()
    return time.process_time() + float(theirs.user + theirs.system)


def _transaction(database: Engine, settings: Settings, scope: Scope | None, work: Work) -> float:
    """Seconds."""
    began = time.perf_counter()
    with Session(database) as session:
        if scope is not None:
            confine(session, settings, scope)
        assert work(session)
        session.commit()
    return time.perf_counter() - began


def _fill(engines: Engines) -> None:
    with engines.database.begin() as connection:
        for statement in FILL.strip().rstrip(";").split(";"):
            connection.execute(text(statement))
    with engines.as_owner() as connection:
        connection.execute("ANALYZE")


@contextmanager
def _unsecured(engines: Engines) -> Iterator[None]:
    _employees(engines, "DISABLE")
    try:
        yield
    finally:
        _employees(engines, "ENABLE")


def _employees(engines: Engines, word: str) -> None:
    with engines.as_owner() as connection:
        connection.execute(f"ALTER TABLE employees {word} ROW LEVEL SECURITY".encode())
