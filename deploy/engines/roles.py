"""The two roles of a database: its owner, who migrates, and the application's, which owns nothing.

The application's password follows from the instance's own secret, so that instances of earlier releases need no new
line in instance.env. Outside of our own engine the owner makes the role where it may; otherwise the operator does.
"""

import hashlib
import hmac
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from deploy.errors import Stop
from deploy.instance import Instance
from deploy.ports import LOOPBACK

OWNER = "carillon"
DRIVER = "postgresql+psycopg"


class NoRole(Stop):
    """Somebody else's database has no role for the application, and its owner may not make one."""

    code = "no-role"


@dataclass(frozen=True)
class Addresses:
    application: str
    owner: str


def addresses(instance: Instance) -> Addresses:
    """Of our own engine; of DATABASE_URL, which then is the owner's; or as both variables say."""
    given, owner = instance.settings.get("DATABASE_URL"), instance.settings.get("CARILLON_DATABASE_OWNER_URL")
    if given and owner:
        return Addresses(given, owner)
    owner = given or _own(instance)
    there = make_url(owner)
    mine = there.set(username=name_for(there), password=password_of(instance))
    return Addresses(mine.render_as_string(hide_password=False), owner)


def name_for(owner: URL) -> str:
    """Roles belong to the whole cluster, so the database stands in the name."""
    return f"{owner.database or owner.username or OWNER}_app"


def password_of(instance: Instance) -> str:
    secret = instance["CARILLON_POSTGRES_PASSWORD"].encode()
    return hmac.digest(secret, b"the application's role", hashlib.sha256).hex()


def make(instance: Instance) -> None:
    """Make sure of the role in a database that is not ours. Harmless when both addresses are given. Raises NoRole."""
    if instance.own_postgres or "CARILLON_DATABASE_OWNER_URL" in instance.settings:
        return
    found = addresses(instance)
    address = make_url(found.owner).set(drivername="postgresql").render_as_string(hide_password=False)
    application = make_url(found.application)
    with psycopg.connect(address, autocommit=True) as connection:
        try:
            ensure(connection, str(application.username), str(application.password))
        except psycopg.errors.InsufficientPrivilege:
            raise NoRole(
                "DATABASE_URL names the owner of the database, who may not make the role that Carillon works with.",
                "As an administrator there: CREATE ROLE carillon_app LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT "
                "PASSWORD '…'; then put the owner's address into CARILLON_DATABASE_OWNER_URL and that role's into "
                "DATABASE_URL.",
            ) from None


def ensure(connection: psycopg.Connection[tuple[object, ...]], name: str, password: str) -> None:
    """A role that may sign in and nothing else, with this password. Idempotent."""
    role, secret = sql.Identifier(name), sql.Literal(password)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
        rights = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT")
        connection.execute(rights.format(role))
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, secret))


def _own(instance: Instance) -> str:
    password = instance["CARILLON_POSTGRES_PASSWORD"]
    return f"{DRIVER}://{OWNER}:{password}@{LOOPBACK}:{instance.ports.postgres}/{OWNER}"
