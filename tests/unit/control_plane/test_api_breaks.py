"""Whatever would break somebody's program is told; whatever only adds to the API is not."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.kit.api_breaks import breaks

OLD: dict[str, Any] = {
    "paths": {
        "/people": {
            "get": {
                "operationId": "listPeople",
                "parameters": [{"in": "query", "name": "search", "schema": {"type": "string", "maxLength": 100}}],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/c/schemas/Person"}}}}},
            },
            "post": {
                "operationId": "addPerson",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/c/schemas/NewPerson"}}}},
                "responses": {"201": {"content": {"application/json": {"schema": {"$ref": "#/c/schemas/Person"}}}}},
            },
        }
    },
    "components": {
        "schemas": {
            "Person": {
                "type": "object",
                "required": ["name", "mood"],
                "properties": {
                    "name": {"type": "string"},
                    "mood": {"type": "string", "enum": ["good", "bad"]},
                    "boss": {"anyOf": [{"$ref": "#/c/schemas/Person"}, {"type": "null"}]},
                },
            },
            "NewPerson": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "age": {"anyOf": [{"type": "integer"}, {"type": "null"}]}},
            },
        }
    },
}
ANSWER = "GET /people: answer 200"
BODY = "POST /people: body"


def person(spec: dict[str, Any], name: str = "Person") -> Any:
    return spec["components"]["schemas"][name]


def people(spec: dict[str, Any], method: str = "get") -> Any:
    return spec["paths"]["/people"][method]


BREAKING: dict[str, Callable[[dict[str, Any]], Any]] = {
    "GET /people: is gone": lambda s: s["paths"]["/people"].pop("get"),
    "GET /people: operationId listPeople is now people": lambda s: people(s).update(operationId="people"),
    "GET /people: parameter search is gone": lambda s: people(s)["parameters"].clear(),
    "GET /people: parameter shoe is needed now": lambda s: people(s)["parameters"].append(
        {"in": "query", "name": "shoe", "required": True, "schema": {"type": "string"}}
    ),
    "GET /people: parameter search has a tighter maxLength": lambda s: people(s)["parameters"][0]["schema"].update(
        maxLength=10
    ),
    "GET /people: answer 200 is gone": lambda s: people(s)["responses"].update(
        {"202": people(s)["responses"].pop("200")}
    ),
    f"{ANSWER}.name is gone": lambda s: person(s)["properties"].pop("name"),
    f"{ANSWER}.name may be missing now": lambda s: person(s)["required"].remove("name"),
    f"{ANSWER}.name cannot be string any more": lambda s: person(s)["properties"]["name"].update(type="integer"),
    f"{ANSWER}.mood has no value 'bad' any more": lambda s: person(s)["properties"]["mood"]["enum"].remove("bad"),
    f"{BODY}.age is gone": lambda s: person(s, "NewPerson")["properties"].pop("age"),
    f"{BODY}.age is needed now": lambda s: person(s, "NewPerson")["required"].append("age"),
    f"{BODY}.age cannot be null any more": lambda s: person(s, "NewPerson")["properties"]["age"]["anyOf"].pop(),
    f"{BODY}.name takes certain values only now": lambda s: person(s, "NewPerson")["properties"]["name"].update(
        enum=["Anna"]
    ),
}
HARMLESS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a new path": lambda s: s["paths"].update({"/pets": {"get": {"operationId": "listPets", "responses": {}}}}),
    "a new field in answers": lambda s: person(s)["properties"].update(shoe={"type": "string"}),
    "a new field that may be sent": lambda s: person(s, "NewPerson")["properties"].update(shoe={"type": "string"}),
    "a field that is no longer needed": lambda s: person(s, "NewPerson")["required"].clear(),
    "a new parameter": lambda s: people(s)["parameters"].append(
        {"in": "query", "name": "fields", "schema": {"type": "string"}}
    ),
    "more room": lambda s: people(s)["parameters"][0]["schema"].update(maxLength=200),
}


@pytest.mark.parametrize("told", BREAKING)
def test_breaking_change_is_told(told: str) -> None:
    new = deepcopy(OLD)
    BREAKING[told](new)
    assert told in breaks(OLD, new)


@pytest.mark.parametrize("what", HARMLESS)
def test_what_only_adds_is_no_break(what: str) -> None:
    new = deepcopy(OLD)
    HARMLESS[what](new)
    assert breaks(OLD, new) == []
