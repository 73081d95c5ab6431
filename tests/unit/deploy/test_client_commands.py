"""`./carillon` has the commands of `carillon` beside its own, and means the Carillon of this machine."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from carillon_client.cli.main import names
from deploy import api
from deploy.cli import COMMANDS, main
from deploy.instance import Instance, NoInstance
from deploy.ports import Ports
from tests.unit.deploy.test_simulate_command import Handler, Portal


class Reading(Handler):
    def do_GET(self) -> None:
        self.send_response(self.server.answer[0])
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer[1]).encode())


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Portal]:
    server = Portal(("127.0.0.1", 0), Reading)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = Ports(portal=server.server_port).settings()
    monkeypatch.setattr(api, "load", lambda _: Instance(tmp_path, settings))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("CARILLON_URL", raising=False)
    monkeypatch.delenv("CARILLON_TOKEN", raising=False)
    (tmp_path / "operator-token").write_text("crl_operator\n", encoding="utf-8")
    yield server
    server.shutdown()
    server.server_close()


def test_both_kinds_of_commands_are_there_and_no_name_is_used_twice() -> None:
    assert not COMMANDS.keys() & set(names())
    for name in ("up", "employees", "login", "calls"):
        assert main.get_command(click.Context(main), name) is not None
    shown = CliRunner().invoke(main, ["--help"]).output
    assert all(name in shown for name in (*COMMANDS, *names()))


def test_this_machines_carillon_is_asked_as_its_operator(portal: Portal) -> None:
    portal.answer = (200, {"items": [{"id": "bluebell", "name": "Bluebell"}], "next_cursor": None})
    listed = CliRunner().invoke(main, ["companies", "list", "--json"])
    assert listed.exit_code == 0, listed.output
    assert json.loads(listed.stdout) == [{"id": "bluebell", "name": "Bluebell"}]
    account = api.account()
    assert account is not None
    assert (account.token, account.url) == ("crl_operator", f"http://127.0.0.1:{portal.server_port}")


def test_without_a_carillon_here_one_has_to_sign_in(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(folder: Path) -> Instance:
        raise NoInstance("Carillon has not been set up here yet.")

    monkeypatch.setattr(api, "load", none)
    nobody = CliRunner().invoke(main, ["companies", "list"])
    assert (nobody.exit_code, "carillon login" in nobody.stderr) == (3, True)
