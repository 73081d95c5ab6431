import base64
from dataclasses import replace
from pathlib import Path

import pytest

from deploy import environment, instance, paths
from deploy.ports import BadPort, Ports


@pytest.fixture(autouse=True)
def _no_engines_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*instance.FOREIGN, *instance.STORAGE, *instance.MAIL):
        monkeypatch.delenv(name, raising=False)


def test_secrets_are_made_once_and_differ_between_instances(tmp_path: Path) -> None:
    first = instance.create(tmp_path / "a")
    assert instance.create(tmp_path / "a") == first
    other = instance.create(tmp_path / "b")
    secret = {name for name in first.settings if name.endswith(("_KEY", "_PASSWORD"))}
    assert len(secret) >= 8
    assert all(first.settings[name] != other.settings[name] for name in secret)


def test_only_the_owner_may_read_the_secrets(tmp_path: Path) -> None:
    made = instance.create(tmp_path / "a")
    assert (made.folder / "instance.env").stat().st_mode & 0o777 == 0o600
    assert made.folder.stat().st_mode & 0o777 == 0o700


def test_keys_have_the_length_that_the_programs_ask_for(tmp_path: Path) -> None:
    made = instance.create(tmp_path / "a")
    for name in ("CARILLON_SECRETS_KEY", "CARILLON_SIGNING_KEY", "CARILLON_CONTROL_KEY", "CARILLON_NODE_KEY"):
        assert len(base64.b64decode(made[name], validate=True)) == 32


def test_a_wished_port_is_remembered_and_everything_follows_it(tmp_path: Path) -> None:
    instance.create(tmp_path)
    instance.choose_ports(tmp_path, {"CARILLON_PORTAL_PORT": "9191"})
    again = instance.load(tmp_path)
    assert again.ports.portal == 9191
    assert again.portal_url == "http://127.0.0.1:9191"
    assert environment.of(again, "node")["CARILLON_CONTROL_URL"] == "http://127.0.0.1:9191"
    assert again.ports.sip == Ports().sip


def test_a_port_that_is_no_port_is_refused_by_name(tmp_path: Path) -> None:
    instance.create(tmp_path)
    with pytest.raises(BadPort, match="CARILLON_SIP_PORT is '70000'"):
        instance.choose_ports(tmp_path, {"CARILLON_SIP_PORT": "70000"})


def test_a_broken_line_of_instance_env_is_named(tmp_path: Path) -> None:
    file = instance.create(tmp_path).folder / "instance.env"
    file.write_text(file.read_text() + "what is this\n")
    with pytest.raises(instance.BadInstance, match=r"line \d+"):
        instance.load(tmp_path)


def test_the_node_never_sees_the_database_nor_the_control_planes_keys(tmp_path: Path) -> None:
    node = environment.of(instance.create(tmp_path), "node")
    for name in ("DATABASE_URL", "REDIS_URL", "CARILLON_SIGNING_KEY", "CARILLON_SECRETS_KEY", "CARILLON_SECRET_KEY"):
        assert name not in node


def test_the_control_plane_never_sees_the_nodes_key(tmp_path: Path) -> None:
    control = environment.of(instance.create(tmp_path), "control_plane")
    assert "CARILLON_NODE_KEY" not in control
    assert "CARILLON_NODE_REDIS_URL" not in control


def test_settings_of_the_callers_shell_do_not_leak_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARILLON_SIGNING_KEY", "somebody else's")
    assert "CARILLON_SIGNING_KEY" not in environment.of(instance.create(tmp_path), "node")


def test_a_database_of_ones_own_replaces_ours_and_is_worked_with_as_another_role(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = "postgresql://owner:secret@db.example/bells"
    monkeypatch.setenv("DATABASE_URL", owner)
    made = instance.create(tmp_path)
    assert not made.own_postgres
    assert made.own_valkey
    application = environment.of(made, "control_plane")["DATABASE_URL"]
    assert application.startswith("postgresql://bells_app:")
    assert application.endswith("@db.example/bells")
    assert "secret" not in application
    assert environment.for_migrations(made)["CARILLON_DATABASE_OWNER_URL"] == owner


def test_both_roles_of_ones_own_database_may_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, application = "postgresql://owner@db.example/bells", "postgresql://worker@db.example/bells"
    monkeypatch.setenv("DATABASE_URL", application)
    monkeypatch.setenv("CARILLON_DATABASE_OWNER_URL", owner)
    made = instance.create(tmp_path)
    assert environment.of(made)["DATABASE_URL"] == application
    assert environment.for_migrations(made)["CARILLON_DATABASE_OWNER_URL"] == owner


def test_no_process_that_stays_is_told_the_owner_of_the_database(tmp_path: Path) -> None:
    made = instance.create(tmp_path)
    for part in ("control_plane", "node", "all"):
        assert "CARILLON_DATABASE_OWNER_URL" not in environment.of(made, part)
        assert made["CARILLON_POSTGRES_PASSWORD"] not in " ".join(environment.of(made, part).values())


def test_the_machine_is_asked_to_be_set_up_first(tmp_path: Path) -> None:
    with pytest.raises(instance.NoInstance):
        instance.load(tmp_path / "nothing")


def test_a_mail_server_is_the_control_planes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARILLON_SMTP_URL", "smtp://user:secret@mail.example")
    made = instance.create(tmp_path)
    assert environment.of(made, "control_plane")["CARILLON_SMTP_URL"] == "smtp://user:secret@mail.example"
    assert "CARILLON_SMTP_URL" not in environment.of(made, "node")


def test_saved_code_is_served_beside_who_works_on_it_and_nowhere_else(tmp_path: Path) -> None:
    tests = instance.create(tmp_path)
    up = replace(tests, folder=paths.UP)
    off = replace(up, settings={**up.settings, "CARILLON_RELOAD_CALL_LOGIC": "false"})
    reloads = [environment.of(made, "node")["CARILLON_RELOAD_CALL_LOGIC"] for made in (tests, up, off)]
    assert reloads == ["false", "true", "false"]
    assert "--reload" in environment.of(up, "control_plane")["GUNICORN_CMD_ARGS"]
    assert "GUNICORN_CMD_ARGS" not in environment.of(tests, "control_plane")
