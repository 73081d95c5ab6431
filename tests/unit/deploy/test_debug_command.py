"""`./carillon debug` against a portal and a node that answer like ours, over real sockets."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy.commands import debug as command
from deploy.instance import Instance
from deploy.ports import Ports
from node_agent.custom.debugger.messages import SOCKET, Arm, NotArmed
from node_agent.custom.messages import line_of
from node_agent.unix_socket import bound
from tests.unit.deploy.test_simulate_command import Handler, Portal

PERMITTED = {"permission": "p1", "node": "n1", "until": "2026-03-01T19:00:00Z", "order": "signed"}


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Portal]:
    server = Portal(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = Ports(portal=server.server_port).settings() | {"CARILLON_NODE": "n1"}
    monkeypatch.setattr(command, "load", lambda _: Instance(tmp_path, settings))
    monkeypatch.setenv("CARILLON_TOKEN", "crl_t")
    yield server
    server.shutdown()
    server.server_close()


def run(*words: str) -> Result:
    return CliRunner().invoke(command.debug, words)


def test_without_an_operators_permission_nothing_is_armed(portal: Portal) -> None:
    portal.answer = (403, {"detail": "The role developer lacks the permission debug-calls; ask somebody who has it."})
    result = run("--company", "acme", "--from", "101", "--minutes", "5")
    assert (result.exit_code, portal.asked["path"]) == (1, "/api/v1/companies/acme/debugging")
    assert portal.asked["body"] == {"from": "101", "minutes": 5, "node": "n1"}
    assert "ask somebody who has it" in result.output


def test_a_node_that_does_not_run_is_told(portal: Portal) -> None:
    portal.answer = (201, PERMITTED)
    result = run("--company", "acme")
    assert result.exit_code == 1
    assert "./carillon up" in result.output


def test_a_node_that_refuses_says_why(portal: Portal, tmp_path: Path) -> None:
    portal.answer = (201, PERMITTED)
    (tmp_path / "node").mkdir()
    listening = bound(tmp_path / "node" / SOCKET)
    listening.setblocking(True)
    listening.listen()
    heard: list[bytes] = []

    def refuse() -> None:
        connection, _ = listening.accept()
        heard.append(connection.makefile("rb").readline())
        connection.sendall(line_of(NotArmed(code="debugger-off", why="This node lets nobody debug calls.")))

    node = threading.Thread(target=refuse, daemon=True)
    node.start()
    result = run("--company", "acme")
    node.join(5)
    assert Arm.model_validate_json(heard[0]) == Arm(order="signed")
    assert result.exit_code == 1
    assert "This node lets nobody debug calls." in result.output
