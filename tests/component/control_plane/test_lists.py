"""Every list: sorted, filtered and paged in one way, and only with the fields that are wanted."""

from typing import Any

import pytest

from control_plane import wiring
from control_plane.core.openapi import described
from control_plane.core.openapi_operations import operations
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Program

SPEC = described("Carillon", wiring.API)
LISTS = {
    path.removeprefix("/api/v1").replace("{company}", "bluebell"): {
        each["name"]: each["schema"] for each in operation["parameters"] if each["in"] == "query"
    }
    for path, method, operation in operations(SPEC)
    if method == "get" and any(each["name"] == "sort" for each in operation.get("parameters", ()))
}
PEOPLE = [("Clara", "103", 30), ("Anna", "102", 20), ("Boris", "101", 20), ("Anna", "104", 25)]


@pytest.fixture
def people(owner: Program) -> Program:
    for name, number, seconds in PEOPLE:
        owner.post(f"{PLACE}/employees", {"name": name, "number": number, "ring_seconds": seconds})
    return owner


def numbers(program: Program, question: str) -> list[str]:
    """Of employees, page by page, two at a time."""
    found: list[str] = []
    cursor = ""
    while True:
        page = program.get(f"{PLACE}/employees?limit=2{question}{cursor}")
        assert len(page["items"]) <= 2
        found += [each["number"] for each in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", ["101", "102", "103", "104"]),
        ("&sort=-number", ["104", "103", "102", "101"]),
        ("&sort=-ring_seconds", ["103", "104"]),
        ("&sort=name", ["102", "104", "101", "103"]),
        ("&search=ann&sort=-number", ["104", "102"]),
        ("&number=103", ["103"]),
        ("&outside_number=nobody", []),
    ],
)
def test_pages_of_a_sorted_list_follow_each_other(people: Program, question: str, expected: list[str]) -> None:
    found = numbers(people, question)
    assert found[: len(expected)] == expected
    assert len(found) == (len(PEOPLE) if not question.count("search") + question.count("number=") else len(expected))


def test_only_the_wanted_fields_come_and_the_id(people: Program) -> None:
    page = people.get(f"{PLACE}/employees?fields=name,number&limit=1")
    assert page["items"][0].keys() == {"id", "name", "number"}
    assert page["next_cursor"] is not None
    assert people.get(f"{PLACE}/employees?fields=")["items"][0].keys() > {"id", "name", "number", "presence"}


def test_cursor_of_another_order_is_refused(people: Program) -> None:
    cursor = people.get(f"{PLACE}/employees?limit=1")["next_cursor"]
    for question in (f"employees?sort=name&cursor={cursor}", f"employees?sort=-number&cursor={cursor}"):
        answer = people.ask("GET", f"{PLACE}/{question}")
        assert (answer.status, answer.fields) == (422, {"cursor"})


def test_there_are_more_than_thirty_such_lists() -> None:
    assert len(LISTS) > 30


@pytest.mark.parametrize("path", [path for path in LISTS if "{" not in path])
def test_every_list_keeps_every_promise_of_its_description(owner: Program, path: str) -> None:
    for name, schema in LISTS[path].items():
        for value in values(name, schema):
            answer = owner.ask("GET", f"{path}?{name}={value}")
            assert answer.status == 200, (path, name, value, answer.text)
    for wrong in ("sort=age-of-the-captain", "sort=-", "fields=nothing", "colour=red", "limit=501", "cursor=W10"):
        answer = owner.ask("GET", f"{path}?{wrong}")
        assert (answer.status, answer.code) == (422, "invalid"), (path, wrong)


def values(name: str, schema: dict[str, Any]) -> list[str]:
    """Good ones of a parameter."""
    if name == "fields":
        names = schema["items"]["enum"]
        return [",".join(names), names[0]]
    if name == "cursor":
        return []
    whole = [schema, *schema.get("anyOf", ())]
    for each in whole:
        target = SPEC["components"]["schemas"].get(each.get("$ref", "").rpartition("/")[2], each)
        if "enum" in target:
            return [str(value) for value in target["enum"]]
    if any(each.get("format") == "date-time" for each in whole):
        return ["2026-03-02T00:00:00Z"]
    return ["2"] if name == "limit" else ["a"]
