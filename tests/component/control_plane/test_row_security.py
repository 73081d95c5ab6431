"""The catalogue itself: every table of companies is protected, by force, from a role that can do nothing about it."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from control_plane.core import config_check
from control_plane.core.migrate import upgrade
from control_plane.core.tenancy.protection import RolesMixed
from control_plane.core.tenancy.tables import BY_ID, PLATFORM, Unprotected
from control_plane.settings import Settings
from control_plane.tables import METADATA
from tests.kit.engines import Engines

Connection = psycopg.Connection[tuple[object, ...]]
OF_COMPANIES = """
    SELECT class.relname FROM pg_class AS class
    WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p', 'm', 'v')
      AND (class.relname = ANY(%s) OR EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = class.oid AND attname = 'company_id' AND NOT attisdropped))
"""
# A company's row is also reached by foreign keys: whatever points at it, or at what points at it, is the company's.
REACHING = """
    WITH RECURSIVE reaching AS (
        SELECT 'companies'::regclass::oid AS oid
        UNION SELECT conrelid FROM pg_constraint JOIN reaching ON confrelid = reaching.oid WHERE contype = 'f')
    SELECT relname FROM reaching JOIN pg_class USING (oid)
"""


@pytest.fixture
def owner(engines: Engines) -> Iterator[Connection]:
    with engines.as_owner() as connection:
        yield connection


def names(connection: Connection, statement: str, *parameters: object) -> set[str]:
    return {str(row[0]) for row in connection.execute(statement, parameters or None)}


def faults(connection: Connection, application: str) -> set[str]:
    """Everything in the catalogue that would let a company see another one."""
    belonging = names(connection, OF_COMPANIES, list(BY_ID)) | names(connection, REACHING)
    forced = names(connection, "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    governed = names(
        connection,
        "SELECT tablename FROM pg_policies WHERE permissive = 'PERMISSIVE' AND cmd = 'ALL' "
        "AND qual LIKE '%%tenancy.names(''companies''%%' AND schemaname = %s",
        "public",
    )
    loose = names(
        connection,
        "SELECT tablename FROM pg_policies WHERE qual NOT LIKE '%%tenancy.names(%%' OR with_check IS NOT NULL "
        "AND with_check NOT LIKE '%%tenancy.names(%%' OR schemaname <> %s",
        "public",
    )
    owned = names(connection, "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = %s", application)
    strong = names(
        connection,
        "SELECT rolname FROM pg_roles WHERE rolname = %s AND (rolsuper OR rolbypassrls OR rolcreaterole)",
        application,
    )
    member = names(connection, "SELECT roleid::regrole FROM pg_auth_members WHERE member = %s::regrole", application)
    truncates = names(
        connection,
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND has_table_privilege(%s, oid, 'TRUNCATE')",
        application,
    )
    return (belonging - forced) | (belonging - governed) | loose | owned | strong | member | truncates


def application_of(engines: Engines) -> str:
    return str(make_url(engines.settings.database_url).username)


def test_every_table_of_companies_is_protected_by_force(owner: Connection, engines: Engines) -> None:
    assert faults(owner, application_of(engines)) == set()
    protected = names(owner, "SELECT relname FROM pg_class WHERE relforcerowsecurity")
    assert {"companies", "employees", "numbers", "journeys", "facts", "outbox", "memberships", "audit"} <= protected


def test_every_table_is_of_companies_or_has_a_reason_not_to_be(owner: Connection) -> None:
    tables = names(owner, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    protected = names(owner, "SELECT relname FROM pg_class WHERE relforcerowsecurity")
    assert tables - protected == set(PLATFORM)
    assert tables >= set(METADATA.tables)
    assert all(len(reason.split()) > 2 for reason in PLATFORM.values())


GLOBAL_ON_PURPOSE = {
    "uq_numbers_number": "a call from outside knows nothing but the number",
    "uq_phones_login": "a phone signs in by nothing but its login",
    "uq_journeys_call": "a call belongs to one conversation; its id is made by the node",
    "uq_recordings_storage": "a file has one row; its name is made here",
    "uq_messages_storage": "a file has one row; its name is made here",
    "uq_faxes_storage": "a file has one row; its name is made here",
    "pk_facts": "a fact belongs to its node, and does not always know its company",
    "pk_identity_providers": "found at the door by its random id; a reseller has one, too",
    "uq_identity_providers_reseller_id": "of a reseller, and of no company",
    "pk_companies": "the company itself",
    "pk_retired_companies": "the company itself",
}
KEYS = """
    SELECT conname FROM pg_constraint AS made
    WHERE contype IN ('p', 'u') AND conrelid = ANY(%s::regclass[]) AND NOT EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'company_id' AND attnum = made.conkey[1])
"""
REFERENCES = """
    SELECT conname FROM pg_constraint AS made
    WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) AND confrelid = ANY(%s::regclass[])
      AND confrelid <> 'companies'::regclass AND NOT EXISTS (
        SELECT FROM pg_attribute AS mine, pg_attribute AS theirs
        WHERE mine.attrelid = conrelid AND theirs.attrelid = confrelid AND mine.attname = 'company_id'
          AND theirs.attname = 'company_id' AND mine.attnum = made.conkey[1] AND theirs.attnum = made.confkey[1])
"""


def test_every_key_starts_with_the_company_unless_it_is_global_on_purpose(owner: Connection) -> None:
    tables = sorted(names(owner, OF_COMPANIES, list(BY_ID)))
    assert names(owner, KEYS, tables) == set(GLOBAL_ON_PURPOSE)


def test_no_row_can_refer_to_another_companys_row(owner: Connection) -> None:
    """Foreign keys are checked without asking policies, so the company has to be a part of them."""
    tables = sorted(names(owner, OF_COMPANIES, list(BY_ID)))
    assert names(owner, REFERENCES, tables, tables) == set()
    owner.execute("CREATE TABLE loose (company_id text, node text, fact text)")
    owner.execute("ALTER TABLE loose ADD CONSTRAINT loosely FOREIGN KEY (node, fact) REFERENCES facts (node, id)")
    assert names(owner, REFERENCES, [*tables, "loose"], tables) == {"loosely"}
    owner.rollback()


@pytest.mark.parametrize(
    "mistake",
    [
        "ALTER TABLE employees NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE employees DISABLE ROW LEVEL SECURITY",
        "DROP POLICY company ON employees",
        "CREATE POLICY generous ON employees USING (true)",
        "CREATE POLICY company_or_anybody ON employees WITH CHECK (true)",
        "CREATE TABLE forgotten (company_id text)",
        "CREATE TABLE child (company text REFERENCES companies (id))",
        "CREATE VIEW everybody AS SELECT * FROM employees",
        "GRANT TRUNCATE ON employees TO carillon_app",
        "GRANT carillon TO carillon_app",
        "ALTER TABLE employees OWNER TO carillon_app",
    ],
)
def test_the_walk_finds_every_mistake(engines: Engines, mistake: str) -> None:
    with engines.as_administrator("carillon") as connection:
        connection.autocommit = False
        connection.execute(mistake)
        assert faults(connection, "carillon_app")
        connection.rollback()
        assert not faults(connection, "carillon_app")


def test_a_table_of_which_nobody_said_whose_it_is_stops_the_migration(engines: Engines) -> None:
    with engines.another_database("unsaid") as settings:
        upgrade(settings)
        with psycopg.connect(settings.owner_url.replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE unsaid (id text)")
        with pytest.raises(Unprotected, match="unsaid"):
            upgrade(settings)


def test_a_new_table_with_a_company_is_protected_without_anybody_thinking_of_it(engines: Engines) -> None:
    with engines.another_database("grown") as settings:
        upgrade(settings)
        with psycopg.connect(settings.owner_url.replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE grown (company_id text)")
            connection.commit()
            upgrade(settings)
            assert faults(connection, "carillon_app") == set()


def test_the_check_of_settings_says_what_keeps_the_database_from_believing_us(engines: Engines) -> None:
    def told(**changed: str) -> str:
        return " ".join(config_check.faults(engines.settings.model_copy(update=changed)))

    assert "row security" not in told()
    assert "SECRET_KEY" not in told()
    assert "migrate" in told(secret_key="another secret of at least 32 letters")
    port, password = engines.instance.ports.postgres, engines.instance["CARILLON_POSTGRES_ADMIN_PASSWORD"]
    administrator = f"postgresql://postgres:{password}@127.0.0.1:{port}"
    assert "NOBYPASSRLS" in told(database_url=f"{administrator}/carillon")
    with engines.another_database("early") as settings:
        assert "migrate" in told(database_url=settings.database_url)


@pytest.mark.parametrize("same", [True, False])
def test_one_role_for_both_is_refused_with_a_sentence_that_helps(engines: Engines, same: bool) -> None:
    wrong = engines.owner_url if same else engines.owner_url.replace("carillon:", "nobody:")
    settings: Settings = engines.settings.model_copy(
        update={"database_url": wrong, "database_owner_url": engines.owner_url}
    )
    with pytest.raises(RolesMixed, match="CREATE ROLE"):
        upgrade(settings)
