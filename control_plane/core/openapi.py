"""What the API's description says beyond what the routes declare: problems, tokens, idempotency."""

from typing import Any

from apiflask import APIFlask

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
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Send the same key again and the first answer comes back; nothing is done twice. Kept for a day.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
_STATUSES = {
    "400": "Not JSON",
    "401": "No token, or one that is not valid",
    "403": "The role does not allow it",
    "404": "Not there, or not yours",
    "409": "Something else stands in the way, such as a taken number",
    "422": "Some fields cannot be accepted",
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
    app.spec_processor(_complete)


def _complete(spec: dict[str, Any] | str) -> dict[str, Any] | str:
    assert isinstance(spec, dict)  # the JSON form is configured
    spec.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    spec["security"] = [{"token": []}]
    for operations in spec["paths"].values():
        for method, operation in operations.items():
            if method not in {"get", "post", "put", "patch", "delete"}:
                continue
            for status, words in _STATUSES.items():
                operation["responses"].setdefault(status, _problem(words))
            if method == "post":
                operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    return spec


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {"application/problem+json": {"schema": schema}}}
