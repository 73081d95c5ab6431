"""What the application's role can do with SQL of its own choosing: nothing beyond the scope that it was given."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, delete, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM
from control_plane.core.migrate import upgrade
from control_plane.core.tenancy import (
    EVERYTHING,
    NOTHING,
    NotWithinSavepoint,
    Scope,
    Seal,
    admit,
    confine,
    reaching,
    seal_of,
)
from control_plane.core.tenancy.scope import LIFE
from control_plane.features.access.models import Membership
from control_plane.features.companies.models import Company
from control_plane.features.employees.models import Employee
from control_plane.settings import Settings
from tests.kit.customers import Customers
from tests.kit.engines import Engines

BOTH = ["bluebell", "rival"]
SET = "SELECT set_config('carillon.scope', %s, %s)"


@pytest.fixture(autouse=True)
def people(customers: Customers) -> None:
    for program, company in ((customers.owner, "bluebell"), (customers.rival_owner, "rival")):
        program.post(f"/companies/{company}/employees", {"name": "Anna", "number": "101"})


@pytest.fixture
def settings(engines: Engines) -> Settings:
    return engines.settings


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """One connection, as requests get it: without any scope."""
    made = create_engine(settings.sqlalchemy_url, pool_size=1, max_overflow=0)
    yield made
    made.dispose()


@pytest.fixture
def connection(settings: Settings) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """SQL by hand, one transaction per statement."""
    with psycopg.connect(settings.psycopg_url, autocommit=True) as made:
        yield made


def seen(session: Session) -> list[str]:
    return sorted(session.scalars(select(Employee.company_id)))


def confined(engine: Engine, settings: Settings, scope: Scope) -> Session:
    session = Session(engine)
    confine(session, settings, scope)
    return session


def test_who_says_nothing_sees_nothing_and_adds_nothing(engine: Engine) -> None:
    with Session(engine) as session:
        assert seen(session) == []
        assert session.execute(update(Employee).values(name="Eve")).rowcount == 0  # type: ignore[attr-defined]
        assert session.execute(delete(Company)).rowcount == 0  # type: ignore[attr-defined]
        with pytest.raises(ProgrammingError, match="row-level security"):
            session.execute(insert(Employee).values(**employee("bluebell")))


def employee(company: str) -> dict[str, object]:
    return {"company_id": company, "id": "eve", "name": "Eve", "number": "666", "ring_seconds": 1, "settings": {}}


def test_one_company_reads_writes_and_moves_its_own_rows_alone(engine: Engine, settings: Settings) -> None:
    with confined(engine, settings, Scope.of(["bluebell"])) as session:
        assert seen(session) == ["bluebell"]
        assert session.execute(update(Employee).values(name="Eve")).rowcount == 1  # type: ignore[attr-defined]
        session.execute(insert(Employee).values(**employee("bluebell")))
        session.commit()
        for statement in (
            insert(Employee).values(**employee("rival")),
            update(Employee).values(company_id="rival"),
            update(Company).values(id="rival2"),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"):
                session.execute(statement)
            session.rollback()


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (NOTHING, []),
        (Scope.of([]), []),
        (Scope.of(["rival"]), ["rival"]),
        (Scope.of(BOTH), BOTH),
        (EVERYTHING, BOTH),
        (Scope.of_named("nosuch"), []),
        (Scope.of_named("a|all:"), []),
        (Scope.of_named("bluebell,rival"), []),
    ],
)
def test_a_scope_shows_what_it_says(engine: Engine, settings: Settings, scope: Scope, expected: list[str]) -> None:
    with confined(engine, settings, scope) as session:
        assert seen(session) == expected
        session.commit()
        assert seen(session) == expected, "also in the next transaction"


def test_a_person_finds_out_which_companies_are_theirs_and_nothing_of_them(
    engine: Engine, settings: Settings, engines: Engines
) -> None:
    with Session(engines.database) as session:
        vera = session.scalars(select(Membership.user_id).where(Membership.company_id == "bluebell")).first()
    assert vera is not None
    with confined(engine, settings, Scope.of_person(vera, ["acme"])) as session:
        assert session.scalars(select(Membership.company_id)).all() == ["bluebell"]
        assert session.scalars(select(Company.id)).all() == ["bluebell"]
        assert seen(session) == []
        assert session.execute(update(Company).values(name="Mine")).rowcount == 0  # type: ignore[attr-defined]
        with pytest.raises(ProgrammingError, match="row-level security"):
            session.execute(insert(Membership).values(user_id=vera, company_id="rival"))


def forged(settings: Settings) -> dict[str, str]:
    good = seal_of(settings).sign(Scope.of(["bluebell"]))
    mac, _, signed = good.partition("|")
    return {
        "another key": Seal(b"guessed").sign(EVERYTHING),
        "no key": Seal(b"").sign(EVERYTHING),
        "another company": f"{mac}|{signed.replace('bluebell', 'rival')}",
        "one company more": f"{good},rival",
        "all behind it": f"{good}|all:",
        "all before it": f"{mac}|{signed.replace('|', '|all:|', 1)}",
        "later": f"{mac}|9{signed}",
        "expired": seal_of(settings).sign(EVERYTHING, now=0),
        "just expired": seal_of(settings).sign(EVERYTHING, now=time.time() - LIFE - 2),
        "unsigned": signed,
        "empty": "",
        "bare": "|all:",
        "no expiry": f"{mac}||all:",
        "words": "all",
        "star": "*",
        "quotes": "' OR true --",
        "long": "x" * 100_000,
        "letters of another alphabet": "Ё" * 65 + "|all:",
    }


def test_no_forged_or_expired_scope_is_believed(
    connection: psycopg.Connection[tuple[object, ...]], settings: Settings
) -> None:
    for name, scope in forged(settings).items():
        with connection.transaction():
            connection.execute(SET, (scope, True))
            assert connection.execute("SELECT count(*) FROM employees").fetchone() == (0,), name
    with connection.transaction():
        connection.execute(SET, (seal_of(settings).sign(EVERYTHING), True))
        assert connection.execute("SELECT count(*) FROM employees").fetchone() == (2,), "the good one is"


def test_sql_that_was_injected_cannot_widen_the_scope(engine: Engine, settings: Settings) -> None:
    """Whatever an attacker makes of a statement of the application runs as its role, in its scope."""
    for injected in (
        "SET carillon.scope = '*'",
        "SELECT set_config('carillon.scope', '|all:', false)",
        "SET LOCAL carillon.scope TO '|companies:rival'",
        "RESET carillon.scope",
    ):
        with confined(engine, settings, Scope.of(["bluebell"])) as session:
            session.execute(text(injected))
            assert "rival" not in seen(session), injected
    for refused in (
        "SET row_security = off; SELECT count(*) FROM employees",
        "SET ROLE carillon",
        "SET SESSION AUTHORIZATION carillon",
        "ALTER TABLE employees DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE employees NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY company ON employees",
        "CREATE POLICY mine ON employees USING (true)",
        "SELECT * FROM tenancy.keys",
        "INSERT INTO tenancy.keys VALUES ('', '')",
        "DELETE FROM tenancy.keys",
        "CREATE OR REPLACE FUNCTION tenancy.names(kind text) RETURNS text[] LANGUAGE sql AS 'SELECT ARRAY[''rival'']'",
        "CREATE FUNCTION public.all_employees() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM employees'",
        "TRUNCATE employees",
        "UPDATE alembic_version SET version_num = '0001'",
        "COPY employees TO PROGRAM 'cat'",
        "ALTER ROLE carillon_app BYPASSRLS",
    ):
        with confined(engine, settings, Scope.of(["bluebell"])) as session, pytest.raises(ProgrammingError):
            session.execute(text(refused))


def test_temporary_objects_do_not_stand_for_those_of_the_check(
    connection: psycopg.Connection[tuple[object, ...]],
) -> None:
    connection.execute("CREATE TEMP TABLE keys (inner_pad bytea, outer_pad bytea)")
    connection.execute("CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT ''::bytea $$")
    connection.execute("SET search_path = pg_temp, public, pg_catalog")
    with connection.transaction():
        connection.execute(SET, (Seal(b"").sign(EVERYTHING), True))
        assert connection.execute("SELECT count(*) FROM employees").fetchone() == (0,)


def test_a_plain_set_that_stays_on_a_pooled_connection_is_overruled_by_the_next_transaction(
    engine: Engine, settings: Settings
) -> None:
    with engine.connect() as dirty:
        dirty.exec_driver_sql(SET, (seal_of(settings).sign(Scope.of(["rival"])), False))
        dirty.commit()
    with confined(engine, settings, Scope.of(["bluebell"])) as session:
        assert seen(session) == ["bluebell"]


def test_the_next_user_of_a_pooled_connection_finds_nothing_of_the_one_before(
    engine: Engine, settings: Settings
) -> None:
    pids = set()
    for ending in ("commit", "rollback", "close"):
        with confined(engine, settings, EVERYTHING) as session:
            assert seen(session) == BOTH
            getattr(session, ending)()
        with Session(engine) as session:
            assert seen(session) == []
            pids.add(session.scalar(select(func.pg_backend_pid())))
    assert len(pids) == 1, "it was the same connection each time"


def test_savepoints_neither_widen_nor_lose_the_scope(engine: Engine, settings: Settings) -> None:
    with confined(engine, settings, Scope.of(["bluebell"])) as session:
        with session.begin_nested():
            assert seen(session) == ["bluebell"]
            for look in (lambda: confine(session, settings, EVERYTHING), lambda: reach(session)):
                with pytest.raises(NotWithinSavepoint):
                    look()
        savepoint = session.begin_nested()
        session.execute(text("SELECT set_config('carillon.scope', '', true)"))
        assert seen(session) == []
        savepoint.rollback()
        assert seen(session) == ["bluebell"]
        confine(session, settings, Scope.of(["rival"]))
        with session.begin_nested() as savepoint:
            savepoint.rollback()
        assert seen(session) == ["rival"]


def reach(session: Session) -> list[str]:
    with reaching(session, SYSTEM):
        return seen(session)


def test_a_wider_look_ends_where_it_ends_also_by_an_error(engine: Engine, settings: Settings) -> None:
    with confined(engine, settings, Scope.of(["bluebell"])) as session:
        assert reach(session) == BOTH
        assert seen(session) == ["bluebell"]
        with pytest.raises(RuntimeError), reaching(session, SYSTEM):
            raise RuntimeError
        assert seen(session) == ["bluebell"]
        with pytest.raises(ProgrammingError), reaching(session, SYSTEM):
            session.execute(text("SELECT nonsense"))
        session.rollback()
        assert seen(session) == ["bluebell"]


def test_who_makes_a_company_sees_it_from_then_on(engine: Engine, settings: Settings) -> None:
    with confined(engine, settings, Scope.of(["bluebell"])) as session:
        assert seen(session) == ["bluebell"]
        admit(session, "rival")
        assert seen(session) == BOTH
        session.commit()
        assert seen(session) == BOTH


def test_views_and_definer_functions_of_the_owner_show_no_more(engine: Engine, engines: Engines) -> None:
    """Policies hold for the owner too: whoever writes such a view later does not open a hole."""
    with engines.as_owner() as connection:
        connection.execute("CREATE VIEW everybody AS SELECT * FROM employees")
        connection.execute(
            "CREATE FUNCTION count_everybody() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
            "AS 'SELECT count(*) FROM public.employees'"
        )
        connection.execute("GRANT SELECT ON everybody TO carillon_app")
    try:
        with Session(engine) as session:
            assert session.scalar(text("SELECT count(*) FROM everybody")) == 0
            assert session.scalar(text("SELECT count_everybody()")) == 0
        with confined(engine, engines.settings, Scope.of(["bluebell"])) as session:
            assert session.scalar(text("SELECT count(*) FROM everybody")) == 1
            assert session.scalar(text("SELECT count_everybody()")) == 1
    finally:
        with engines.as_owner() as connection:
            connection.execute("DROP VIEW everybody")
            connection.execute("DROP FUNCTION count_everybody()")


def test_a_new_secret_makes_scopes_of_the_former_one_worthless(engines: Engines) -> None:
    with engines.another_database("renewed") as settings:
        upgrade(settings)
        renewed = settings.model_copy(update={"secret_key": "another secret of at least 32 letters"})
        upgrade(renewed)
        with psycopg.connect(settings.psycopg_url) as connection:
            for each, believed in ((settings, False), (renewed, True)):
                connection.execute(SET, (seal_of(each).sign(EVERYTHING), True))
                assert connection.execute("SELECT tenancy.names('all') IS NOT NULL").fetchone() == (believed,)
