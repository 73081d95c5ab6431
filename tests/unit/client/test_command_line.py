"""The command line where no server is needed: the account's file, help, what it imports."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from carillon_client.cli import accounts, calls, screen
from carillon_client.cli.accounts import Account
from carillon_client.cli.fields import read_data
from carillon_client.cli.main import main

HELP = """
import sys
from carillon_client.cli.main import main
main(["--help"], standalone_mode=False)
slow = {"httpx", "pydantic", "rich", "yaml", "asyncio"} & sys.modules.keys()
assert not slow, slow
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in (accounts.URL, accounts.TOKEN, accounts.COMPANY):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_account_is_kept_where_nobody_else_can_read_it(home: Path) -> None:
    file = accounts.keep(Account("https://a.example", "t", "acme"))
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(file.parent).st_mode) == 0o700
    assert accounts.find() == Account("https://a.example", "t", "acme", str(file))
    assert accounts.forget()
    assert not accounts.forget()
    assert accounts.find() is None


def test_the_environment_goes_over_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.keep(Account("https://a.example", "t", "acme"))
    monkeypatch.setenv(accounts.COMPANY, "tulip")
    found = accounts.find()
    assert found is not None
    assert (found.url, found.company) == ("https://a.example", "tulip")
    monkeypatch.setenv(accounts.URL, "https://b.example")
    monkeypatch.setenv(accounts.TOKEN, "u")
    assert accounts.find() == Account("https://b.example", "u", "tulip")


def test_this_machines_carillon_goes_over_what_is_kept() -> None:
    accounts.keep(Account("https://a.example", "t"))
    here = Account("http://127.0.0.1:8080", "o", source="here")
    assert accounts.find(lambda: here) == here


def test_a_broken_file_and_no_file_say_what_to_do() -> None:
    nobody = CliRunner().invoke(main, ["companies", "list"])
    assert (nobody.exit_code, nobody.stdout) == (3, "")
    assert "carillon login" in nobody.stderr
    accounts.login_file().parent.mkdir(parents=True)
    accounts.login_file().write_text("{", encoding="utf-8")
    broken = CliRunner().invoke(main, ["companies", "list"])
    assert (broken.exit_code, "carillon login" in broken.stderr) == (3, True)


def test_help_imports_nothing_that_is_slow() -> None:
    began = os.times()
    subprocess.run([sys.executable, "-c", HELP], check=True, stdout=subprocess.DEVNULL)
    ended = os.times()
    busy = ended.children_user + ended.children_system - began.children_user - began.children_system
    assert busy < 0.3, "seconds of the processor, whatever else this machine does"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    printed = CliRunner().invoke(main, ["completion", shell])
    assert printed.exit_code == 0
    assert f"_CARILLON_COMPLETE={shell}_complete" in printed.stdout


def test_a_call_is_told_in_a_line() -> None:
    call = {
        "started_at": "2026-05-04T12:00:03+00:00",
        "answered_at": "2026-05-04T12:00:07+00:00",
        "caller_number": "+79161234567",
        "caller_name": "Ivan",
        "dialled": "501",
        "callee_name": "Anna",
        "waiting_seconds": 4.2,
        "talking_seconds": 61.4,
        "result": "answered",
        "state": "closed",
        "label": "order",
    }
    told = calls.line(call)
    assert told.endswith("+79161234567 (Ivan) → 501 (Anna): answered, waited 4 s, talked 61 s [order]")


def test_values_are_short_in_tables() -> None:
    assert screen.short({"kind": "employee", "id": "x", "number": None}) == "employee:x"
    values: tuple[object, ...] = (None, True, False, "", [], 0, 1)
    assert [screen.short(each) for each in values] == ["–", "yes", "no", "–", "–", "0", "1"]
    assert screen.short(["a"]) == '["a"]'


def test_fields_come_from_yaml_too(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text("name: Anna\nnumber: '501'\n", encoding="utf-8")
    assert read_data(file) == {"name": "Anna", "number": "501"}
    (tmp_path / "new.json").write_text(json.dumps([1]), encoding="utf-8")
    assert read_data(tmp_path / "new.json") == [1]
