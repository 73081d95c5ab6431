"""Looks beyond the form of settings: do the engines answer, are the built files there."""

import psycopg
import redis

from control_plane.core.storage import StorageAway, check, storage_of
from control_plane.settings import Settings


def faults(settings: Settings) -> list[str]:
    """One sentence per fault, empty when all is well."""
    found = []
    if not (settings.static / "manifest.json").exists():
        found.append(f"CARILLON_STATIC: {settings.static} holds no built front end; run `./carillon build`.")
    try:
        psycopg.connect(settings.psycopg_url, connect_timeout=3).close()
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
