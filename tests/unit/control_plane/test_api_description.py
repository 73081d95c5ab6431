"""The API's description is kept in docs/openapi.json: whole, true to itself, and never less than it was."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from control_plane import wiring
from control_plane.core.openapi import as_text, described
from control_plane.core.openapi_operations import PROBLEM_TYPE, operations
from tests.kit.api_breaks import breaks

KEPT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"
MADE_ANEW = "The API has changed: run `make openapi`, read the difference of docs/openapi.json, and commit it."
BROKEN = (
    "Programs that were written for the committed docs/openapi.json would break. Keep what they use, beside the new "
    "form if need be. Only when nobody can have used it yet: `make openapi`, and tell it in CHANGELOG.md:\n"
)


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return described("Carillon", wiring.API)


def test_no_change_breaks_programs_that_are_written_for_the_committed_description(spec: dict[str, Any]) -> None:
    found = breaks(json.loads(KEPT.read_text(encoding="utf-8")), spec)
    assert not found, BROKEN + "\n".join(found)


def test_the_committed_description_is_the_one_of_this_code(spec: dict[str, Any]) -> None:
    assert KEPT.read_text(encoding="utf-8") == as_text(spec), MADE_ANEW


def test_the_committed_description_is_valid_openapi_3_1() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(kept).validate()


def test_every_example_is_one_of_its_own_shape(spec: dict[str, Any]) -> None:
    shown = 0
    for path, method, operation in operations(spec):
        for part in (operation.get("requestBody", {}), *operation["responses"].values()):
            for kind, content in part.get("content", {}).items():
                if not kind.endswith("json"):
                    continue
                schema = content["schema"] | {"components": spec["components"]}
                faults = [each.message for each in Draft202012Validator(schema).iter_errors(content["example"])]
                assert not faults, (method, path, content["example"], faults)
                shown += 1
    assert shown > 500


def test_every_operation_has_name_sentence_tag_and_the_codes_that_can_come(spec: dict[str, Any]) -> None:
    for path, method, operation in operations(spec):
        assert operation["operationId"], (method, path)
        assert operation["summary"].strip(), (method, path)
        assert operation["tags"], (method, path)
        for status, answer in operation["responses"].items():
            if status >= "4":
                assert answer["x-error-codes"], (method, path, status)
                assert answer["content"][PROBLEM_TYPE]["example"]["code"] in answer["x-error-codes"]


def test_codes_of_an_operation_are_those_that_its_code_can_raise(spec: dict[str, Any]) -> None:
    hiring = spec["paths"]["/api/v1/companies/{company}/employees"]["post"]["responses"]
    assert {"number-taken", "in-progress"} <= set(hiring["409"]["x-error-codes"])
    assert {"invalid", "idempotency-key-reused"} <= set(hiring["422"]["x-error-codes"])
    assert "409" not in spec["paths"]["/api/v1/companies/{company}/employees"]["get"]["responses"]
