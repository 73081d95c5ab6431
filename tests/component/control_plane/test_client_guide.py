"""The guide of the client is true: its programs run, its commands do, and both languages show the same."""

import re
import shlex
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import carillon_client
from carillon_client import Carillon, NotFound
from carillon_client.cli.main import main
from carillon_client.cli.session import Session
from deploy.paths import REPOSITORY
from tests.kit.client import client_of
from tests.kit.customers import Customers, Program
from tests.kit.reporter import Reporter

GUIDES = [REPOSITORY / "docs" / name for name in ("api-client.md", "api-client.ru.md")]


def blocks(guide: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def acme(customers: Customers) -> Program:
    customers.reseller.post("/companies", {"id": "acme", "name": "Acme"})
    return customers.reseller


@pytest.fixture
def obedient(node: Reporter, acme: Program) -> Iterator[None]:
    """A node that takes up every version within a moment."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.05):
            newest = acme.get("/companies/acme/versions?limit=1")["items"][0]
            if newest["state"] == "publishing":
                detail = acme.get(f"/companies/acme/versions/{newest['number']}")
                node.acknowledge("acme", newest["number"], detail["state_hash"])

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(10)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_program_of_the_guide_does_what_it_says(
    guide: Path, acme: Program, obedient: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class There(Carillon):
        """The address of the guide leads into the application under test."""

        def __init__(self, url: str, token: str) -> None:
            assert url == "https://pbx.example.com"
            self.connection = client_of(Program(acme.app, token)).connection

    monkeypatch.setattr(carillon_client, "Carillon", There, raising=False)
    names = {"token": acme.token}
    for block in blocks(guide, "python"):
        exec(compile(block, str(guide), "exec"), names)
    said = capsys.readouterr().out
    assert "Did you mean `ring_seconds`?" in said
    assert "number-taken" in said
    with pytest.raises(NotFound):
        _ = client_of(acme).company("acme").employees["501"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_commands_of_the_guide_do_what_they_say(
    guide: Path, acme: Program, obedient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARILLON_COMPANY", "acme")
    session = Session(connection=client_of(acme).connection)
    lines = [line for block in blocks(guide, "console") for line in block.splitlines()]
    assert len(lines) > 10
    for line in lines:
        program, *words = shlex.split(line)
        result = CliRunner().invoke(main, words, obj=session)
        assert (program, result.exit_code) == ("carillon", 0), f"{line}\n{result.output}"
    assert [each["name"] for each in acme.get("/companies/acme/employees")["items"]] == ["Boris"]


def test_both_languages_show_the_same_code() -> None:
    english, russian = GUIDES
    for language in ("python", "console", "sh"):
        assert blocks(english, language) == blocks(russian, language)
