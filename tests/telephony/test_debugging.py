"""`./carillon debug` as a developer types it, on the whole product: permission, node, terminal, journey, audit."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.office import Colleague, Office, rules
from tests.kit.stack import Stack
from tests.telephony.conftest import hang_up

COMMAND = """
import sys
from pathlib import Path
from deploy import paths
paths.UP = Path(sys.argv.pop(1))
from deploy.commands.debug import debug
debug()
"""


@contextmanager
def debugging(stack: Stack, said: Path, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {"CARILLON_TOKEN": stack.operator.token, "PYTHONUNBUFFERED": "1"}
    argv = [sys.executable, "-c", COMMAND, str(stack.instance.folder), *words]
    with said.open("wb") as out:
        process = subprocess.Popen(argv, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def people(founded: Office) -> tuple[Colleague, Colleague]:
    return founded.employ("Anna", "201"), founded.employ("Boris", "202")


def test_a_developer_looks_into_a_call_and_lets_it_go_on(
    firm: Office, people: tuple[Colleague, Colleague], stack: Stack, tmp_path: Path
) -> None:
    anna, boris = people
    said = tmp_path / "said.txt"

    def wait_until_said(text: str) -> None:
        firm.phones.wait_for(lambda: text in said.read_text(), 40, f"{text!r} in the terminal")

    with debugging(stack, said, "--company", firm.api.id, "--from", "201", "--pdb") as terminal:
        assert terminal.stdin is not None
        wait_until_said("Armed")
        talk = anna.phone.call("202")
        wait_until_said("(Pdb)")
        talk.wait_until_hears_something()
        terminal.stdin.write(b"p call.dialled + '!'\nc\n")
        terminal.stdin.flush()
        talk.wait_until_hears(boris.tone)
        hang_up(talk)
        assert terminal.wait(20) == 0
    assert "'202!'" in said.read_text()
    assert "The call logic is through: answered." in said.read_text()
    journey = firm.journey(talk)
    assert journey["result"] == "answered"
    assert "debugged" in rules(journey)
