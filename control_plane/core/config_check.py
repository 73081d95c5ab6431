"""Looks beyond the form of settings: do the engines answer, are the built files there."""

import psycopg
import redis

from control_plane.core.storage import StorageAway, check, storage_of
from control_plane.core.tenancy import EVERYTHING, seal_of
from control_plane.settings import Settings


def faults(settings: Settings) -> list[str]:
    """One sentence per fault, empty when all is well."""
    found = []
    if not (settings.static / "manifest.json").exists():
        found.append(f"CARILLON_STATIC: {settings.static} holds no built front end; run `./carillon build`.")
    try:
        found += _of_the_database(settings)
    except psycopg.Error as problem:
        reason = str(problem).strip().splitlines()[-1]
        found.append(f"DATABASE_URL: the database does not answer ({reason}); start it or correct the address.")
    try:
        redis.Redis.from_url(settings.redis_url, socket_connect_timeout=3).ping()
    except redis.RedisError as problem:
        found.append(f"REDIS_URL: the queue does not answer ({problem}); start it or correct the address.")
    try:
        check(storage_of(settings))
    except StorageAway as problem:
        found.append(f"The storage for files does not work ({problem}); correct CARILLON_FILES or S3_….")
    return found


def _of_the_database(settings: Settings) -> list[str]:
    """Whether its row security holds for us, and believes us. Raises psycopg.Error."""
    with psycopg.connect(settings.psycopg_url, connect_timeout=3) as connection:
        strong = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if strong.fetchone() == (True,):
            return ["DATABASE_URL: this role steps over row security; give one that is NOSUPERUSER and NOBYPASSRLS."]
        if connection.execute("SELECT to_regnamespace('tenancy') IS NULL").fetchone() == (True,):
            return ["DATABASE_URL: the tables are of an earlier release; run `python -m control_plane migrate`."]
        connection.execute("SELECT set_config('carillon.scope', %s, true)", (seal_of(settings).sign(EVERYTHING),))
        if connection.execute("SELECT tenancy.names('all') IS NULL").fetchone() == (True,):
            return [
                "CARILLON_SECRET_KEY is not the one that the database knows, or the clocks of both differ by more than "
                "five minutes; run `python -m control_plane migrate` with this key, or correct the clock."
            ]
    return []
