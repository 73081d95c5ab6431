"""The owner's side, after every migration: the key, the policies of all tables, and what the application's role may.

Repeating it changes nothing. Source: PostgreSQL, "Row Security Policies", CREATE POLICY, GRANT.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, text

from control_plane.core.tenancy.scope import EVERYTHING, Seal
from control_plane.core.tenancy.sessions import SET
from control_plane.core.tenancy.tables import Policy, policies_of

_COLUMNS: Final = text(
    """
    SELECT class.relname, array_agg(attribute.attname::text)
    FROM pg_class AS class JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
    WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p')
      AND attribute.attnum > 0 AND NOT attribute.attisdropped
    GROUP BY class.relname ORDER BY class.relname
    """
)
_ROLE: Final = text(
    "SELECT rolsuper OR rolbypassrls, pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = :name"
)


class RolesMixed(Exception):
    """The application's role could step over row security; the text says what to do."""


def has_tenancy(connection: Connection) -> bool:
    """Whether migration 0010 has come here."""
    return bool(connection.scalar(text("SELECT to_regclass('tenancy.keys') IS NOT NULL")))


def install_key(connection: Connection, seal: Seal) -> None:
    """From now on scopes signed with this key are good, and no others."""
    inner, outer = seal.pads
    connection.execute(text("DELETE FROM tenancy.keys WHERE inner_pad <> :inner"), {"inner": inner})
    words = "INSERT INTO tenancy.keys (inner_pad, outer_pad) VALUES (:inner, :outer) ON CONFLICT DO NOTHING"
    connection.execute(text(words), {"inner": inner, "outer": outer})


def see_everything(connection: Connection, seal: Seal) -> None:
    """For all transactions of this connection: the owner's own changes of data must not miss a row."""
    connection.exec_driver_sql(SET.replace("true", "false"), (seal.sign(EVERYTHING),))


def check_roles(connection: Connection, application: str) -> None:
    """Raises RolesMixed when `application` owns the tables, or may bypass their policies."""
    owner = connection.scalar(text("SELECT current_user"))
    found = connection.execute(_ROLE, {"name": application}).one_or_none() if application else None
    if found is None or application == owner or any(found):
        wrong = "does not exist" if found is None else "may step over row security"
        raise RolesMixed(
            f"The role {application!r} of DATABASE_URL {wrong}. Make one that owns nothing: CREATE ROLE carillon_app "
            "LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT PASSWORD '…'; put it into DATABASE_URL, and the owner of the "
            "database into CARILLON_DATABASE_OWNER_URL, which `migrate` alone reads."
        )


def protect(connection: Connection, application: str) -> None:
    """Policies for every table of companies, rights for the application. Raises Unprotected."""
    for table, columns in connection.execute(_COLUMNS).all():
        _protect_table(connection, table, policies_of(table, frozenset(columns)))
    for words in _grants(connection, application):
        connection.exec_driver_sql(words)


def _protect_table(connection: Connection, table: str, policies: tuple[Policy, ...]) -> None:
    name = _quoted(connection, table)
    is_there = text(
        "SELECT polname, obj_description(oid, 'pg_policy') FROM pg_policy WHERE polrelid = CAST(:table AS regclass)"
    )
    there = {row[0]: row[1] for row in connection.execute(is_there, {"table": name})}
    wanted = {policy.name: policy for policy in policies}
    for stale in there.keys() - wanted.keys():
        connection.exec_driver_sql(f"DROP POLICY {_quoted(connection, stale)} ON {name}")
    for policy in policies:
        # PostgreSQL gives conditions back in words of its own; the comment holds ours, to be compared with.
        if there.get(policy.name) != policy.condition:
            connection.exec_driver_sql(f"DROP POLICY IF EXISTS {policy.name} ON {name}")
            command = "FOR SELECT " if policy.reading else ""
            connection.exec_driver_sql(f"CREATE POLICY {policy.name} ON {name} {command}USING ({policy.condition})")
            remark = policy.condition.replace("'", "''")
            connection.exec_driver_sql(f"COMMENT ON POLICY {policy.name} ON {name} IS '{remark}'")
    secured = text("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = CAST(:table AS regclass)")
    if bool(policies) != connection.scalar(secured, {"table": name}):
        words = "{0} ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY" if policies else "{0} ROW LEVEL SECURITY"
        words = words.format("ENABLE" if policies else "DISABLE")
        connection.exec_driver_sql(f"ALTER TABLE {name} {words}")


def _grants(connection: Connection, application: str) -> Iterator[str]:
    """Reading and writing rows: no TRUNCATE, which asks no policy, and nothing of the schema."""
    role = _quoted(connection, application)
    yield f"GRANT USAGE ON SCHEMA public, tenancy TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}"
    yield f"GRANT EXECUTE ON FUNCTION tenancy.names(text) TO {role}"


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
