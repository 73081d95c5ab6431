"""PostgreSQL and Valkey of a test run: an instance of its own, beside whatever else runs on this machine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from psycopg import sql
from sqlalchemy import Engine

from control_plane.core.migrate import upgrade
from control_plane.core.tenancy import system_engine
from control_plane.settings import Settings
from control_plane.tables import METADATA
from deploy import engines, environment, instance, ports, test_instances
from deploy.instance import Instance


@dataclass(frozen=True)
class Engines:
    """Both engines running, the tables made. `clean` brings them back to empty."""

    instance: Instance
    settings: Settings
    """The application's."""
    database: Engine
    """As the application's role, in the scope of all companies."""

    @property
    def node_redis_url(self) -> str:
        """Valkey as the node's own user sees it."""
        return environment.of(self.instance, "node")["CARILLON_NODE_REDIS_URL"]

    @property
    def queue(self) -> redis.Redis:
        """Valkey as the control plane sees it."""
        return redis.Redis.from_url(self.settings.redis_url)

    @property
    def owner_url(self) -> str:
        """As the owner of the tables."""
        return environment.for_migrations(self.instance)["CARILLON_DATABASE_OWNER_URL"]

    def as_owner(self) -> psycopg.Connection[tuple[object, ...]]:
        """For changes of the schema; row security holds for the owner, too."""
        return psycopg.connect(self.owner_url.replace("+psycopg", "", 1))

    def clean(self) -> None:
        """With the few rows of a test, DELETE takes 3 ms where TRUNCATE takes 60."""
        with self.database.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
        with self.queue as queue:
            queue.flushdb()

    @contextmanager
    def another_database(self, name: str) -> Iterator[Settings]:
        """An empty database in the same cluster, with its owner's address too; gone afterwards."""
        words = sql.Identifier(name)
        with self.as_administrator() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER carillon").format(words))
            try:
                addresses = (self.settings.database_url, self.owner_url)
                here, owner = (f"{address.rpartition('/')[0]}/{name}" for address in addresses)
                there = self.settings.model_copy(update={"database_url": here, "database_owner_url": owner})
                # A copy has what was worked out of the old address, too.
                for each in ("sqlalchemy_url", "psycopg_url", "owner_url"):
                    there.__dict__.pop(each, None)
                yield there
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(words))

    def break_connections(self) -> None:
        """What a restart of PostgreSQL does to everybody who is connected."""
        with self.as_administrator() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'carillon%'"
            connection.execute(others)

    def as_administrator(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.instance.ports.postgres,
            user="postgres",
            password=self.instance["CARILLON_POSTGRES_ADMIN_PASSWORD"],
            dbname=database,
            autocommit=True,
        )


@contextmanager
def running_engines(folder: Path | None = None) -> Iterator[Engines]:
    """Start both, make the tables, and leave nothing behind."""
    folder = folder or _folder()
    made = instance.create(folder, ports=ports.free())
    try:
        engines.start(made)
        settings = Settings.model_validate(environment.of(made, "control_plane"))
        upgrade(Settings.model_validate(environment.for_migrations(made)))
        database = system_engine(settings)
        with database.begin() as connection:
            # Nobody pulls the plug in a test, so nobody has to wait for the disk.
            connection.exec_driver_sql("ALTER ROLE CURRENT_USER SET synchronous_commit = off")
        database.dispose()
        yield Engines(made, settings, database)
        database.dispose()
    finally:
        engines.stop(made)
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """In the run's folder its end finds what a killed process has left."""
    return Path(tempfile.mkdtemp(prefix="engines-", dir=test_instances.run_folder()))
