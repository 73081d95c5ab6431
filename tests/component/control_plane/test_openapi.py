"""The description of the API is valid, complete, and true."""

from typing import Any

import pytest
from apiflask import APIFlask
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.component.control_plane.routes import routes

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def spec(app: APIFlask) -> dict[str, Any]:
    answer = app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert isinstance(answer.json, dict)
    return answer.json


def operations(spec: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, each)
        for path, item in spec["paths"].items()
        for method, each in item.items()
        if method in METHODS
    ]


def test_description_is_valid_openapi_3_1(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(spec).validate()


def test_every_operation_has_a_name_a_sentence_and_says_how_it_may_be_refused(spec: dict[str, Any]) -> None:
    names = [each["operationId"] for *_, each in operations(spec)]
    assert len(names) == len(set(names)) > 30
    for method, path, each in operations(spec):
        assert each["summary"].strip(), path
        assert {"401", "403", "404", "422"} <= each["responses"].keys(), path
        for status, answer in each["responses"].items():
            if status >= "400":
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}
        keys = [parameter["name"] for parameter in each.get("parameters", ()) if parameter["in"] == "header"]
        assert ("Idempotency-Key" in keys) == (method == "post")


def test_every_route_of_the_api_is_described(spec: dict[str, Any], app: APIFlask) -> None:
    described = {(method.upper(), path.partition("{")[0]) for method, path, _ in operations(spec)}
    for route in routes(app, "{company}"):
        if route.for_programs and route.permission is not None and route.method not in ("HEAD", "OPTIONS"):
            assert (route.method, route.path.replace("nobody", "{").partition("{")[0]) in described
    assert not any(path.startswith(("/node/", "/companies")) for _, path, _ in operations(spec))


def test_a_token_is_asked_for_and_explained(spec: dict[str, Any]) -> None:
    assert spec["security"] == [{"token": []}]
    assert spec["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}


def test_description_shows_no_secret_but_where_it_is_given(spec: dict[str, Any]) -> None:
    schemas = spec["components"]["schemas"].items()
    with_password = {name.rpartition(".")[2] for name, each in schemas if "password" in each.get("properties", {})}
    assert with_password == {
        "NewLine",
        "LineChange",
        "NewPerson",
        "PhoneSecret",
        "PhoneSecretChanged",
        "ImportedPhone",
        "CredentialsOut",
    }
