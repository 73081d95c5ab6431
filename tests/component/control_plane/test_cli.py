"""`carillon` on the real control plane: every verb, for people and for programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from carillon_client.cli.main import main, names
from carillon_client.cli.session import Session
from control_plane.features.objects.kinds.every import KINDS
from tests.component.control_plane.objects import Office, Sample, samples, settle_office
from tests.component.control_plane.test_reports import call
from tests.kit.client import Wire, client_of
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter

Run = Callable[..., Result]
KINDS_MADE_HERE = [kind.plural for kind in KINDS if kind.creates]


def runner(program: Program, wire: Wire | None = None) -> Run:
    session = Session(connection=client_of(program, wire).connection)

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, words, obj=session, input=typed)

    return run


@pytest.fixture
def run(owner: Program) -> Run:
    return runner(owner)


def good(result: Result) -> Any:
    """The JSON on stdout, where there is nothing else."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_person_is_added_shown_changed_listed_and_removed_by_number(run: Run) -> None:
    added = run("employees", "add", "--name", "Anna", "--number", "501", "--ring-seconds", "25", "--no-call-waiting")
    assert added.exit_code == 0, added.output
    assert "Version 2, publishing." in added.stderr
    shown = good(run("employees", "show", "501", "--json"))
    assert (shown["name"], shown["ring_seconds"], shown["call_waiting"]) == ("Anna", 25, False)
    assert run("employees", "change", "Anna", "--email", "anna@example.com").exit_code == 0
    assert good(run("employees", "list", "--search", "50", "--json"))[0]["email"] == "anna@example.com"
    assert run("employees", "change", "501", "--clear", "email").exit_code == 0
    assert good(run("employees", "show", "501", "--json"))["email"] is None
    table = run("employees", "list").stdout
    assert table.splitlines()[0].split()[:2] == ["number", "name"]
    assert "501" in table
    asked = run("employees", "remove", "501", typed="n\n")
    assert asked.exit_code == 1
    assert "Remove 501 Anna?" in asked.stderr
    assert run("employees", "remove", "501", "--yes").exit_code == 0
    assert good(run("employees", "list", "--json")) == []


def test_destinations_and_other_objects_are_named_as_people_call_them(run: Run) -> None:
    for name, number in (("Anna", "501"), ("Boris", "502")):
        good(run("employees", "add", "--name", name, "--number", number, "--json"))
    box = good(run("mailboxes", "add", "--name", "Anna's", "--owners", "501", "--json"))
    anna = good(run("employees", "show", "501", "--json"))
    assert box["owners"] == [anna["id"]]
    words = ("--mailbox", "Anna's", "--forward-busy", "employee:502", "--after-hours", "outside:+74951230009")
    changed = good(run("employees", "change", "501", *words, "--json"))
    boris = good(run("employees", "show", "Boris", "--json"))
    assert changed["mailbox"] == box["id"]
    assert changed["forward_busy"] == {"kind": "employee", "id": boris["id"], "number": None}
    assert changed["after_hours"]["number"] == "+74951230009"
    refused = run("employees", "change", "501", "--mailbox", "Nobody's")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "There is no Nobody's in mailboxes" in refused.stderr


@pytest.mark.parametrize("plural", KINDS_MADE_HERE)
def test_every_kind_has_every_verb(owner: Program, engines: Engines, tmp_path: Path, plural: str) -> None:
    office: Office = settle_office(owner, engines)
    sample: Sample = samples(office)[plural]
    run = runner(owner)
    file = tmp_path / "new.json"
    file.write_text(json.dumps(sample.new), encoding="utf-8")
    made = good(run(plural, "add", "--file", str(file), "--json"))
    file.write_text(json.dumps(sample.change), encoding="utf-8")
    changed = good(run(plural, "change", made["id"], "--file", str(file), "--json"))
    assert changed["change"]["version"] == made["change"]["version"] + 1
    assert made["id"] in [each["id"] for each in good(run(plural, "list", "--json"))]
    shown = good(run(plural, "show", made["id"], "--json"))
    assert {name: shown[name] for name in sample.change} == sample.change
    assert run(plural, "show", made["id"]).stdout.count("\n") > 2
    assert run(plural, "list").exit_code == 0
    assert good(run(plural, "remove", made["id"], "--json"))["change"]["version"] == changed["change"]["version"] + 1


def test_refusals_go_to_stderr_with_codes_for_programs(run: Run, customers: Customers) -> None:
    good(run("employees", "add", "--name", "Anna", "--number", "501", "--json"))
    taken = run("employees", "add", "--name", "Boris", "--number", "501", "--json")
    assert (taken.exit_code, taken.stdout) == (1, "")
    assert json.loads(taken.stderr)["code"] == "number-taken"
    usage = run("employees", "add", "--name", "Boris")
    assert (usage.exit_code, usage.stdout) == (2, "")
    assert "Missing: --number" in usage.stderr
    assert run("employees", "change", "501").exit_code == 2
    assert run("employees", "add", "--ring-order", "loudest").exit_code == 2
    assert run("nonsense").exit_code == 2
    forbidden = run("companies", "remove", "bluebell", "--yes")
    assert forbidden.exit_code == 3
    nobody = runner(customers.nobody)("companies", "list", "--json")
    assert (nobody.exit_code, json.loads(nobody.stderr)["code"]) == (3, "not-signed-in")


def test_no_answer_is_told_apart_from_a_refusal(owner: Program, app: APIFlask) -> None:
    wire = Wire(app)
    wire.lose = lambda request: True
    silent = runner(owner, wire)("companies", "list")
    assert (silent.exit_code, silent.stdout) == (4, "")
    assert "does not answer" in silent.stderr


def test_a_change_can_be_awaited(owner: Program, node: Reporter, app: APIFlask) -> None:
    wire = Wire(app)
    run = runner(owner, wire)

    def acknowledge(request: Any) -> bool:
        # As soon as somebody waits for the version, the node has it.
        if "/versions/2" in str(request.url):
            node.acknowledge("bluebell", 2, owner.get("/companies/bluebell/versions/2")["state_hash"])
        return False

    wire.lose = acknowledge
    added = good(run("employees", "add", "--name", "Anna", "--number", "501", "--wait", "--json"))
    assert added["change"] == {"version": 2, "state": "live", "warnings": []}
    late = run("employees", "change", "501", "--name", "Anna Bell", "--wait", "--wait-up-to", "0.1")
    assert late.exit_code == 5
    assert "Version 3 is kept" in late.stderr
    versions = good(run("versions", "list", "--json"))
    assert [(each["number"], each["state"]) for each in versions] == [(3, "publishing"), (2, "live"), (1, "live")]
    assert good(run("versions", "show", "2", "--json"))["deliveries"][0]["node"] == "n1"


def test_whose_company_is_meant_is_said_once_or_seen(customers: Customers, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runner(customers.reseller)
    assert good(run("companies", "list", "--json"))[0]["id"] == "bluebell"
    assert good(run("employees", "list", "--json")) == []
    customers.reseller.post("/companies", {"id": "tulip", "name": "Tulip"})
    unclear = run("employees", "list")
    assert unclear.exit_code == 2
    assert "Which company?" in unclear.stderr
    assert good(run("employees", "list", "--company", "tulip", "--json")) == []
    monkeypatch.setenv("CARILLON_COMPANY", "tulip")
    good(run("employees", "add", "--name", "Ida", "--number", "101", "--json"))
    assert [each["name"] for each in customers.reseller.get("/companies/tulip/employees")["items"]] == ["Ida"]


def test_companies_have_their_verbs_and_questions(customers: Customers) -> None:
    run = runner(customers.reseller)
    made = good(run("companies", "add", "--id", "tulip", "--name", "Tulip", "--language", "ru", "--json"))
    assert made["id"] == "tulip"
    assert good(run("companies", "change", "tulip", "--area-code", "495", "--json"))["area_code"] == "495"
    good(run("employees", "add", "-c", "tulip", "--name", "Ida", "--number", "101", "--json"))
    good(run("employees", "add", "-c", "tulip", "--name", "Olga", "--number", "102", "--json"))
    told = good(run("companies", "simulate-call", "tulip", "--from", "101", "--to", "102", "--json"))
    assert told["rang"] == ["102"]
    assert run("companies", "remove", "tulip", "--yes").exit_code == 0
    assert [each["id"] for each in good(run("companies", "list", "--json"))] == ["bluebell"]


def test_operations_of_one_object_are_commands_too(run: Run) -> None:
    words = ("--name", "CRM", "--url", "https://crm.example.com/hook", "--topics", "*")
    made = good(run("webhooks", "add", *words, "--json"))
    assert made["secret"].startswith("whsec_")
    assert good(run("webhooks", "pause", "CRM", "--json"))["paused"]
    assert good(run("webhooks", "resume", "CRM", "--json"))["paused"] is None
    assert good(run("webhooks", "renew-secret", "CRM", "--json"))["secret"] != made["secret"]


def test_calls_are_told_in_words(run: Run, node: Reporter) -> None:
    node.tell(call())
    (listed,) = good(run("calls", "list", "--json"))
    assert listed["result"] == "answered"
    line = run("calls", "list", "--result", "answered").stdout
    assert listed["id"] in line
    assert ": answered, waited" in line
    assert run("calls", "list", "--result", "busy").stdout == ""
    story = run("calls", "show", listed["id"]).stdout.splitlines()
    words = [step["words"] for step in good(run("calls", "show", listed["id"], "--json"))["steps"] if step["words"]]
    assert words
    assert [each.partition("  ")[2].partition("  ")[2] for each in story[1:]] == words


def test_stdin_gives_fields_and_options_go_over_them(run: Run) -> None:
    result = run("employees", "add", "-f", "-", "--number", "502", "--json", typed='{"name": "Anna", "number": "501"}')
    assert good(result)["number"] == "502"
    broken = run("employees", "add", "-f", "-", typed="{")
    assert broken.exit_code == 2
    assert "is not JSON" in broken.stderr


def test_names_complete_from_the_api(owner: Program) -> None:
    session = Session(connection=client_of(owner).connection)
    owner.post("/companies/bluebell/employees", {"name": "Anna", "number": "501"})
    owner.post("/companies/bluebell/employees", {"name": "Boris", "number": "502"})
    complete = ShellComplete(main, {"obj": session}, "carillon", "_CARILLON_COMPLETE")
    found = complete.get_completions(["employees", "show"], "50")
    assert [(each.value, each.help) for each in found] == [("501", "Anna"), ("502", "Boris")]
    assert [each.value for each in complete.get_completions(["employees", "show"], "Bo")] == ["Boris"]
    assert "employees" in [each.value for each in complete.get_completions([], "emp")]
    assert "--ring-seconds" in [each.value for each in complete.get_completions(["employees", "add"], "--ring")]


@pytest.mark.parametrize("name", names())
def test_every_command_and_every_verb_has_help(run: Run, name: str) -> None:
    assert run(name, "--help").exit_code == 0
    command = main.get_command(None, name)  # type: ignore[arg-type]
    for verb, made in getattr(command, "commands", {}).items():
        said = [word for each in made.params for word in (*each.opts, *each.secondary_opts)]
        assert len(said) == len(set(said)), "a field has the name of an option that all have"
        result = run(name, verb, "--help")
        assert result.exit_code == 0
        assert "--json" in result.output
