"""`carillon apply`: a company becomes what its document says, as one version, or nothing happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from carillon_client.cli.description import kinds
from tests.component.control_plane.test_cli import Run, good, runner
from tests.kit.customers import Program

pytestmark = pytest.mark.skipif("drafts" not in kinds(), reason="the API of this release has no drafts")


@pytest.fixture
def run(owner: Program) -> Run:
    for name, number in (("Anna", "501"), ("Boris", "502")):
        owner.post("/companies/bluebell/employees", {"name": name, "number": number})
    return runner(owner)


@pytest.fixture
def document(run: Run) -> dict[str, Any]:
    found = good(run("companies", "document", "bluebell", "--json"))
    assert isinstance(found, dict)
    return found


def applied(run: Run, tmp_path: Path, document: dict[str, Any], *words: str, typed: str = "") -> Result:
    file = tmp_path / "company.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return run("apply", str(file), *words, typed=typed)


def of(document: dict[str, Any], kind: str, **fields: str) -> dict[str, Any]:
    for item in document["items"]:
        if item["kind"] == kind and fields.items() <= item["data"].items():
            data: dict[str, Any] = item["data"]
            return data
    raise AssertionError(f"no {kind} {fields}")


def test_differences_are_shown_and_become_one_version(
    run: Run, owner: Program, document: dict[str, Any], tmp_path: Path
) -> None:
    anna = of(document, "employee", number="501")
    anna["ring_seconds"] = 30
    boris = of(document, "employee", number="502")
    document["items"] = [
        item for item in document["items"] if boris["id"] not in (item["data"]["id"], item["data"].get("employee"))
    ]
    team = {"id": "sales-1", "name": "Sales", "number": "301", "members": [{"kind": "employee", "id": anna["id"]}]}
    document["items"].append({"kind": "team", "data": team})
    before = owner.get("/companies/bluebell")["version"]

    asked = applied(run, tmp_path, document, typed="n\n")
    assert asked.exit_code == 1
    assert {line[0] for line in asked.stdout.splitlines() if line[0] != " "} == {"+", "-", "~"}
    assert "20 → 30" in asked.stdout
    assert owner.get("/companies/bluebell")["version"] == before
    assert owner.get("/companies/bluebell/drafts")["items"] == []

    tried = good(applied(run, tmp_path, document, "--dry-run", "--json"))
    assert (tried["change"], {each["done"] for each in tried["differences"]}) == (None, {"added", "changed", "removed"})
    done = good(applied(run, tmp_path, document, "--json", "--reason", "Sales opens"))
    assert done["change"]["version"] == before + 1 == owner.get("/companies/bluebell")["version"]
    assert [each["name"] for each in owner.get("/companies/bluebell/employees")["items"]] == ["Anna"]
    assert owner.get("/companies/bluebell/teams/sales-1")["members"][0]["id"] == anna["id"]
    again = applied(run, tmp_path, good(run("companies", "document", "bluebell", "--json")))
    assert (again.exit_code, "Nothing differs." in again.stderr) == (0, True)


def test_what_is_not_mentioned_may_stay(run: Run, owner: Program, document: dict[str, Any], tmp_path: Path) -> None:
    document["items"] = [{"kind": "employee", "data": of(document, "employee", number="501") | {"name": "Anna Bell"}}]
    good(applied(run, tmp_path, document, "--keep", "--json"))
    assert {each["name"] for each in owner.get("/companies/bluebell/employees")["items"]} == {"Anna Bell", "Boris"}


def test_what_cannot_work_is_told_and_nothing_happens(
    run: Run, owner: Program, document: dict[str, Any], tmp_path: Path
) -> None:
    of(document, "employee", number="502")["number"] = "501"
    before = owner.get("/companies/bluebell")["version"]
    refused = applied(run, tmp_path, document, "--yes")
    assert refused.exit_code == 1
    assert "501" in refused.stderr
    assert owner.get("/companies/bluebell")["version"] == before
    assert [each for each in owner.get("/companies/bluebell/drafts")["items"] if each["state"] != "published"] == []


def test_a_file_that_is_no_document_is_told(run: Run, tmp_path: Path) -> None:
    result = applied(run, tmp_path, {"name": "x"})
    assert result.exit_code == 2
    assert "carillon companies document" in result.stderr
