"""`./carillon simulate` against a portal that answers like ours, over a real socket."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deploy.commands import simulate as command
from deploy.instance import Instance
from deploy.ports import Ports


class Portal(HTTPServer):
    answer: tuple[int, Any] = (200, {})
    asked: dict[str, Any]

    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self.paths: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Portal

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.paths.append(self.path)
        self.server.asked = {"path": self.path, "token": self.headers["Authorization"], "body": sent}
        status, body = self.server.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Portal]:
    server = Portal(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made = Instance(tmp_path, Ports(portal=server.server_port).settings())
    monkeypatch.setattr(command, "load", lambda _: made)
    monkeypatch.setenv("CARILLON_TOKEN", "crl_t")
    yield server
    server.shutdown()
    server.server_close()


def run(*words: str) -> Result:
    return CliRunner().invoke(command.simulate, words)


TOLD = {
    "result_words": "answered",
    "assumed": [],
    "failure": None,
    "steps": [
        {"at": "2026-03-01T19:00:00+03:00", "words": "The caller dials 101"},
        {"at": "2026-03-01T19:00:01+03:00", "words": ""},
        {"at": "2026-03-01T19:00:05+03:00", "words": "Anna answers after 5 s; they talk"},
    ],
}


def test_the_story_is_printed_with_times_and_silent_steps_are_left_out(portal: Portal) -> None:
    portal.answer = (200, TOLD)
    result = run("acme", "--from", "102", "--to", "101", "--at", "sunday 19:00", "--answer", "101:5s", "--press", "1")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "19:00:00  The caller dials 101",
        "19:00:05  Anna answers after 5 s; they talk",
        "",
        "→ answered",
    ]
    assert portal.asked["path"] == "/api/v1/companies/acme/simulations"
    assert portal.asked["token"] == "Bearer crl_t"
    assert portal.asked["body"]["answers"] == {"101": "5s"}
    assert portal.asked["body"]["presses"] == ["1"]


def test_what_the_api_refuses_is_said_in_its_own_words(portal: Portal) -> None:
    portal.answer = (422, {"detail": "…", "errors": [{"field": "at", "message": "'never' is no time."}]})
    result = run("acme", "--from", "102", "--to", "101", "--at", "never")
    assert result.exit_code == 1
    assert "at: 'never' is no time." in result.output


def test_a_draft_that_is_no_document_is_refused_before_anything_is_asked(portal: Portal, tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text("[]")
    result = run("acme", "--from", "102", "--to", "101", "--draft", str(draft))
    assert result.exit_code == 1
    assert "no company document" in result.output
    assert not hasattr(portal, "asked")


def test_a_behaviour_without_a_colon_is_refused(portal: Portal) -> None:
    result = run("acme", "--from", "102", "--to", "101", "--answer", "busy")
    assert result.exit_code == 1
    assert "101:5s" in result.output
    assert not hasattr(portal, "asked")


CAME = {"result": "answered", "rang": ["101"], "ends_at": "", "words": "Anna: answered"}
SAME = {"id": "s1", "name": "Day", "differs": False, "expected": CAME, "now": CAME, "words": ""}
OTHER = SAME | {"id": "s2", "name": "Night", "differs": True, "words": "The scenario “Night” comes out differently: …"}


def test_all_scenarios_are_asked_and_a_difference_is_an_exit_code(portal: Portal) -> None:
    portal.answer = (200, {"version": 3, "differ": 1, "items": [SAME, OTHER], "failure": None})
    result = run("acme", "--all")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "✓ Day: Anna: answered",
        "✗ The scenario “Night” comes out differently: …",
        "1 of 2 scenarios differ.",
    ]
    assert portal.paths == ["/api/v1/companies/acme/scenarios/run"]


def test_scenarios_that_come_out_as_expected_are_no_failure(portal: Portal) -> None:
    portal.answer = (200, {"version": 3, "differ": 0, "items": [SAME], "failure": None})
    result = run("acme", "--all", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["differ"] == 0


def test_a_question_is_kept_under_a_name(portal: Portal) -> None:
    portal.answer = (200, TOLD | {"name": "Sunday", "question": {"at": "sunday 19:00"}})
    result = run("acme", "--from", "102", "--to", "101", "--at", "19:00", "--save", "Sunday")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "Saved as “Sunday” (sunday 19:00)."
    assert portal.paths == ["/api/v1/companies/acme/simulations", "/api/v1/companies/acme/scenarios"]
    assert portal.asked["body"]["name"] == "Sunday"
    assert "language" not in portal.asked["body"]


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "101"),
        ("--all", "--from", "101"),
        ("--from", "102", "--to", "101", "--save", "Day", "--version", "1"),
    ],
)
def test_options_that_do_not_fit_are_refused_before_anything_is_asked(portal: Portal, words: tuple[str, ...]) -> None:
    assert run("acme", *words).exit_code == 1
    assert portal.paths == []
