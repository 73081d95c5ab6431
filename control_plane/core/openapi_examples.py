"""An example of any shape of the API, made from its schema: what stands in the description to be copied from."""

import re
from typing import Any, Final

DEEPEST: Final = 6
"""Shapes that hold themselves, such as steps within steps, end here."""
_BY_NAME: Final[dict[str, Any]] = {
    "id": "0198c7f2-6a3e-7cc1-9b7a-2f1d5c0a4e11",
    "name": "Анна Иванова",
    "number": "101",
    "company": "bluebell",
    "label": "Desk",
    "login": "bluebell-101-x7k2m",
    "server": "sip.example.net:5060",
    "host": "sip.example.net",
    "email": "anna@example.com",
    "to": "anna@example.com",
    "url": "https://crm.example.com/carillon",
    "author": "Vera",
    "node": "n1",
    "topic": "employee-hired",
    "password": "w7k2mq9xhd4cfz8nb3ta",
    "next_cursor": None,
    "reason": "",
    "problem": "",
}
_BY_FORMAT: Final = {"date-time": "2026-11-29T09:30:00+00:00", "date": "2026-12-31", "binary": ""}
_BY_PATTERN: Final = (
    *("101", "7319", "en", "RU", "bluebell", "anna", "sip.example.net", "+74951230001", "+7495", "1", "*1", "09:00"),
    *("https://crm.example.com/carillon", "anna@example.com", "USD", "a" * 64, "a" * 32, "Example"),
)
Schema = dict[str, Any]


def example_of(schema: Schema, components: dict[str, Schema], *, whole: bool) -> Any:
    """Plain data that `schema` accepts. `whole` shows all fields, as answers do; else those that are needed."""
    return _example(schema, components, whole, "", 0)


def _example(schema: Schema, components: dict[str, Schema], whole: bool, name: str, depth: int) -> Any:
    if "$ref" in schema:
        target = components[schema["$ref"].rpartition("/")[2]]
        return _example(target | {k: v for k, v in schema.items() if k == "examples"}, components, whole, name, depth)
    for given in (*schema.get("examples", ()), *((schema["const"],) if "const" in schema else ())):
        return given
    if "default" in schema and not (whole and schema["default"] is None and depth < DEEPEST):
        return schema["default"]
    if "enum" in schema:
        return schema["enum"][0]
    for union in ("anyOf", "oneOf", "allOf"):
        if union in schema:
            return _one_of(schema[union], components, whole, name, depth)
    return _plain(schema, components, whole, name, depth)


def _one_of(branches: list[Schema], components: dict[str, Schema], whole: bool, name: str, depth: int) -> Any:
    nothing = any(branch.get("type") == "null" for branch in branches)
    if nothing and (depth >= DEEPEST or _BY_NAME.get(name, name) is None):
        return None
    return _example(next(b for b in branches if b.get("type") != "null"), components, whole, name, depth)


def _plain(schema: Schema, components: dict[str, Schema], whole: bool, name: str, depth: int) -> Any:
    match schema.get("type", "object" if "properties" in schema else None):
        case "object":
            return _object(schema, components, whole, depth)
        case "array":
            least = schema.get("minItems", 0 if depth >= DEEPEST - 2 else 1)
            parts = schema.get("prefixItems") or [schema.get("items", {})] * least
            return [_example(part, components, whole, name, depth + 1) for part in parts]
        case "string":
            return _text(schema, name)
        case "integer" | "number":
            return _number(schema)
        case "boolean":
            return False
        case _:
            return None if schema.get("type") == "null" else {}


def _object(schema: Schema, components: dict[str, Schema], whole: bool, depth: int) -> dict[str, Any]:
    fields, needed = schema.get("properties", {}), schema.get("required", [])
    shown = list(fields) if whole and depth < DEEPEST else needed or ([*fields][:1] if depth == 0 else [])
    return {each: _example(fields[each], components, whole, each, depth + 1) for each in shown}


def _number(schema: Schema) -> int:
    if "exclusiveMinimum" in schema:
        return int(schema["exclusiveMinimum"]) + 1
    return min(max(1, int(schema.get("minimum", 1))), int(schema.get("maximum", 1)))


def _text(schema: Schema, name: str) -> str:
    if (known := _BY_FORMAT.get(schema.get("format", ""))) is not None:
        return known
    hint = _BY_NAME.get(name)
    for text in (*((hint,) if isinstance(hint, str) else ()), *(_BY_PATTERN if "pattern" in schema else ("Example",))):
        if re.search(schema.get("pattern", ""), text) and len(text) <= schema.get("maxLength", len(text)):
            return str(text)
    return "x" * int(schema.get("minLength", 1))
