"""The headers that every operation of a kind takes and gives: described once, in the place where all are known."""

from typing import Any, Final

from flask import Flask

from control_plane.core.etags import single_things
from control_plane.core.openapi_operations import as_template, operations
from control_plane.core.rates import HEADERS

IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Send the same key again and the first answer comes back; nothing is done twice. Kept for a day.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
_IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what you have read; when somebody has changed it since, nothing is done (412).",
    "schema": {"type": "string"},
}
_IF_NONE_MATCH: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what you have; when it is still the same, the answer is 304 without a body.",
    "schema": {"type": "string"},
}
_ETAG: Final = {
    "description": "Of this thing as it is now: for `If-Match` and `If-None-Match`",
    "schema": {"type": "string"},
}


_RATES: Final = {
    HEADERS[0]: "Requests of this token in a minute",
    HEADERS[1]: "How many are left",
    HEADERS[2]: "Seconds until there are all of them again",
    "Retry-After": "Seconds to wait",
}


def tell_headers(app: Flask, spec: dict[str, Any]) -> None:
    """Idempotency keys of POST, and ETags of single things."""
    single = {as_template(rule) for rule in single_things(app)}
    lists = {path.rpartition("/")[0] for path in single if path.endswith("}")}
    for path, method, operation in operations(spec):
        parameters, answers = operation.setdefault("parameters", []), operation["responses"]
        for parameter in parameters:
            if parameter["in"] == "query" and parameter["schema"].get("type") == "array":
                # With commas between: `?fields=name,number`.
                parameter["explode"] = False
        if method == "post":
            parameters.append(IDEMPOTENCY_KEY)
            if path in lists and "201" in answers:
                _give(answers["201"])
        elif path in single and method == "get":
            parameters.append(_IF_NONE_MATCH)
            answers["304"] = {"description": "It is still as the ETag says"}
            _give(answers["200"])
        elif path in single:
            parameters.append(_IF_MATCH)
            if "200" in answers and method != "delete":
                _give(answers["200"])


def tell_rates(spec: dict[str, Any]) -> None:
    """How much is left of a token's requests, in every answer."""
    components = spec["components"].setdefault("headers", {})
    for name, words in _RATES.items():
        components[name] = {"description": words, "schema": {"type": "integer", "minimum": 0}}
    for _, _, operation in operations(spec):
        for status, answer in operation["responses"].items():
            told = [*_RATES] if status == "429" else [*HEADERS]
            answer.setdefault("headers", {}).update(
                {name: {"$ref": f"#/components/headers/{name}"} for name in told if status < "3" or status == "429"}
            )


def _give(answer: dict[str, Any]) -> None:
    answer["headers"] = {"ETag": _ETAG}
