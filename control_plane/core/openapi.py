"""What the API's description says beyond what the routes declare: problems, tokens, idempotency, examples."""

import json
from collections.abc import Iterable
from typing import Any

from apiflask import APIFlask
from flask import Blueprint

from control_plane.core.openapi_headers import tell_headers, tell_rates
from control_plane.core.openapi_operations import show_examples, tell_problems

VERSION = "1"

_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `code` is stable; `detail` is a sentence that says what is wrong and what to do.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": ["number-taken"]},
        "detail": {"type": "string", "examples": ["101 belongs to Анна Иванова; choose another number."]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}


def describe(app: APIFlask) -> None:
    """Configure `/api/v1/openapi.json`."""
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        DESCRIPTION=(
            "Companies, employees, phones, numbers, lines and calls. Every change is a version; "
            "ask versions/{number} until it is live on every node."
        ),
        SECURITY_SCHEMES={"token": {"type": "http", "scheme": "bearer"}},
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        LOCAL_SPEC_JSON_INDENT=2,
    )
    app.spec_processor(lambda spec: _complete(app, spec))


def described(title: str, blueprints: Iterable[Blueprint]) -> dict[str, Any]:
    """The same description without an app that could run: no settings, no engines."""
    app = APIFlask(title, title=title, version=VERSION, docs_path=None, json_errors=False)
    describe(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    with app.test_request_context():
        spec = app.spec
    assert isinstance(spec, dict)
    return spec


def as_text(spec: dict[str, Any]) -> str:
    """Paths and shapes by name, so that the order in which features are registered makes no difference."""
    schemas = dict(sorted(spec["components"]["schemas"].items()))
    ordered = {"paths": dict(sorted(spec["paths"].items())), "components": spec["components"] | {"schemas": schemas}}
    tags = sorted(spec["tags"], key=lambda tag: str(tag["name"]))
    return json.dumps(spec | ordered | {"tags": tags}, ensure_ascii=False, indent=1) + "\n"


def _complete(app: APIFlask, spec: dict[str, Any] | str) -> dict[str, Any] | str:
    assert isinstance(spec, dict)  # the JSON form is configured
    spec.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    spec["security"] = [{"token": []}]
    tell_headers(app, spec)
    tell_problems(app, spec)
    tell_rates(spec)
    show_examples(spec)
    return spec
