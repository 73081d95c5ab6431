import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from control_plane.core.migrate import upgrade
from control_plane.settings import Settings
from deploy import engines, environment, instance, ports, processes
from deploy.engines import roles
from deploy.instance import Instance
from deploy.setup import seed

Connect = Callable[[Instance], psycopg.Connection[tuple[object, ...]]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with pytest.MonkeyPatch.context() as patch:
        for name in instance.FOREIGN:
            patch.delenv(name, raising=False)
        made = instance.create(tmp_path_factory.mktemp("engines"), ports=ports.free())
    engines.start(made)
    yield made
    engines.stop(made)


def _database(made: Instance) -> psycopg.Connection[tuple[object, ...]]:
    url = environment.of(made, "control_plane")["DATABASE_URL"]
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _as_owner(made: Instance) -> psycopg.Connection[tuple[object, ...]]:
    url = environment.for_migrations(made)["CARILLON_DATABASE_OWNER_URL"]
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _named(folder: Path) -> list[str]:
    """Processes whose command line names the instance's folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if str(folder) in line and process.pid != os.getpid():
            found.append(line)
    return found


@pytest.mark.parametrize("connect", [_database, _as_owner])
def test_neither_role_of_the_control_plane_can_step_over_row_security(made: Instance, connect: Connect) -> None:
    with connect(made) as connection:
        row = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == (False, False)


def test_a_server_of_an_earlier_release_gets_the_second_role_with_the_migration(tmp_path: Path) -> None:
    made = instance.create(tmp_path, ports=ports.free())
    engines.start(made)
    try:
        admin = made["CARILLON_POSTGRES_ADMIN_PASSWORD"]
        address = f"postgresql://postgres:{admin}@127.0.0.1:{made.ports.postgres}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP ROLE carillon_app")
        seed.migrate(made)
        with _database(made) as connection:
            assert connection.execute("SELECT count(*) FROM companies").fetchone() == (0,)
    finally:
        engines.stop(made)


def _elsewhere(made: Instance, folder: Path, owner: str, rights: str) -> Instance:
    """An instance whose DATABASE_URL names a database of `owner` in the other instance's cluster."""
    port, admin = made.ports.postgres, made["CARILLON_POSTGRES_ADMIN_PASSWORD"]
    with psycopg.connect(f"postgresql://postgres:{admin}@127.0.0.1:{port}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {owner} LOGIN PASSWORD 'x' {rights}".encode())
        connection.execute(f"CREATE DATABASE {owner} OWNER {owner}".encode())
    theirs = instance.create(folder)
    given = {"DATABASE_URL": f"postgresql://{owner}:x@127.0.0.1:{port}/{owner}"}
    return Instance(theirs.folder, {**theirs.settings, **given})


def test_the_owner_of_another_database_makes_the_role_that_is_worked_with(made: Instance, tmp_path: Path) -> None:
    theirs = _elsewhere(made, tmp_path, "able", "CREATEROLE")
    for _ in range(2):
        roles.make(theirs)
    application = Settings.model_validate(environment.of(theirs, "control_plane"))
    upgrade(Settings.model_validate(environment.for_migrations(theirs)))
    with psycopg.connect(application.psycopg_url) as connection:
        assert connection.execute("SELECT current_user, count(*) FROM companies").fetchone() == ("able_app", 0)


def test_an_owner_who_may_not_make_roles_is_told_what_to_do(made: Instance, tmp_path: Path) -> None:
    theirs = _elsewhere(made, tmp_path, "unable", "")
    with pytest.raises(roles.NoRole, match="may not make the role"):
        roles.make(theirs)


def test_the_application_makes_no_tables(made: Instance) -> None:
    with _database(made) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine ()")


def test_russian_text_folds_and_sorts_the_same_on_every_machine(made: Instance) -> None:
    with _database(made) as connection:
        assert connection.execute("SELECT lower('КОЛОКОЛЬЧИК'), upper('ё')").fetchone() == ("колокольчик", "Ё")


def test_nobody_gets_in_without_the_password(made: Instance) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            host="127.0.0.1", port=made.ports.postgres, user="carillon", password="guess", dbname="carillon"
        )
    with pytest.raises(redis.exceptions.AuthenticationError):
        redis.Redis(port=made.ports.valkey).ping()


@pytest.fixture
def node(made: Instance) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(environment.of(made, "node")["CARILLON_NODE_REDIS_URL"]) as client:
        yield client


@pytest.mark.parametrize(
    "command",
    [
        ("GET", "rqn:n10:queue"),
        ("GET", "rq:queue:n1"),
        ("SET", "other", "x"),
        ("KEYS", "*"),
        ("SCAN", "0"),
        ("FLUSHALL",),
        ("CONFIG", "GET", "*"),
        ("EVAL", "return 1", "0"),
        ("ACL", "LIST"),
        ("CLIENT", "LIST"),
        ("PUBLISH", "rqn:n1:pubsub:x", "x"),
        ("SUBSCRIBE", "rqn:n2:pubsub:x"),
        ("COPY", "rqn:n1:a", "rqn:n1:b"),
    ],
)
def test_a_node_reaches_nothing_but_its_own_queue(node: "redis.Redis", command: tuple[str, ...]) -> None:
    with pytest.raises(redis.exceptions.NoPermissionError):
        node.execute_command(*command)  # type: ignore[no-untyped-call]


def test_a_node_works_with_its_own_queue(node: "redis.Redis") -> None:
    assert node.rpush("rqn:n1:queue:x", "job") == 1
    assert node.lrem("rqn:n1:queue:x", 0, "job") == 1


def test_starting_twice_keeps_the_same_servers(made: Instance) -> None:
    before = (engines.postgres.running(made), engines.valkey.running(made))
    engines.start(made)
    assert (engines.postgres.running(made), engines.valkey.running(made)) == before


def test_a_killed_database_comes_back_with_what_was_committed(made: Instance) -> None:
    with _as_owner(made) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bell AS SELECT 1 AS rung")
    server = engines.postgres.running(made)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    assert processes.wait(server, 10)
    engines.start(made)
    with _as_owner(made) as connection:
        assert connection.execute("SELECT rung FROM bell").fetchone() == (1,)


def test_a_server_is_found_again_without_our_pid_file(made: Instance) -> None:
    before = engines.postgres.running(made)
    (made.run / "postgres.pid").unlink()
    assert engines.postgres.running(made) == before


def test_stopping_leaves_no_process(tmp_path: Path) -> None:
    made = instance.create(tmp_path, ports=ports.free())
    engines.start(made)
    assert _named(tmp_path)
    engines.stop(made)
    assert _named(tmp_path) == []
    assert not engines.running(made)


def test_a_changed_port_is_taken_at_the_next_start(tmp_path: Path) -> None:
    made = instance.create(tmp_path, ports=ports.free())
    engines.start(made)
    engines.stop(made)
    moved = instance.choose_ports(tmp_path, {"CARILLON_POSTGRES_PORT": str(ports.free().postgres)})
    engines.start(moved)
    try:
        with _database(moved) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        engines.stop(moved)
