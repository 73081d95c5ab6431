"""Options of commands from the fields of the description, and their values as the API takes them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from carillon_client.cli.description import Json, path_of
from carillon_client.cli.session import Session

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_TYPES: Mapping[str, Any] = {"integer": int, "number": float}
_SHAPES = {"destination": "KIND:NUMBER|NAME|ID", "json": "JSON", "moment": "TIME", "texts": "TEXT", "text": "TEXT"}


def options(fields: Sequence[Json]) -> list[click.Parameter]:
    """One for each field; nothing is sent for those that are left out."""
    return [_option(field) for field in fields]


def _option(field: Json) -> click.Option:
    name, kind = field["name"], field["type"]
    flag = f"--{name.replace('_', '-')}"
    variable = f"field_{name}"
    doc = field["doc"].replace("`", "") + (" Repeat it for several." if kind in ("texts", "choices") else "")
    if kind == "switch":
        return click.Option([f"{flag}/--no-{flag[2:]}", variable], default=None, help=doc)
    if kind in ("choice", "choices"):
        choice = click.Choice(field["choices"])
        return click.Option([flag, variable], type=choice, multiple=kind == "choices", default=None, help=doc)
    shape = _TYPES.get(kind)
    metavar = f"{field['refers'].upper()}" if field.get("refers") else _SHAPES.get(kind)
    return click.Option([flag, variable], type=shape, multiple=kind == "texts", default=None, metavar=metavar, help=doc)


def given(session: Session, company: str | None, fields: Sequence[Json], params: Mapping[str, Any]) -> Json:
    """What was said, as JSON of the API. Raises BadParameter."""
    body: Json = {}
    for field in fields:
        value = params.get(f"field_{field['name']}")
        if value is None or value == ():
            continue
        body[field["name"]] = _value(session, company, field, value)
    return body


def _value(session: Session, company: str | None, field: Json, value: Any) -> Any:
    refers = field.get("refers")
    match field["type"]:
        case "texts" | "choices":
            return [_reference(session, company, refers, each) if refers else each for each in value]
        case "destination":
            return _destination(session, company, value)
        case "json":
            return _json(field["name"], value)
        case "text" if refers:
            return _reference(session, company, refers, value)
    return value


def _destination(session: Session, company: str | None, text: str) -> Any:
    """`employee:501`, `team:Sales`, `outside:+74951230001`, `hang-up`, or JSON."""
    if text.startswith("{"):
        return _json("destination", text)
    kind, _, key = text.partition(":")
    if kind == "outside":
        return {"kind": kind, "number": key}
    if not key:
        return {"kind": kind, "id": company}
    return {"kind": kind, "id": _reference(session, company, kind, key)}


def _reference(session: Session, company: str | None, kind: str, key: str) -> str:
    """An id as it is; a number or a name is looked up. Raises NotFound."""
    path = path_of(kind)
    if ID.fullmatch(key) or path is None or company is None:
        return key
    return str(session.listing(path, company)[key]._key)


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as problem:
        raise click.BadParameter(f"{text!r} is not JSON: {problem}", param_hint=f"--{name.replace('_', '-')}") from None


def from_file(file: Path | None) -> Json:
    """An object from JSON or YAML; `-` is stdin. Raises UsageError."""
    if file is None:
        return {}
    data = read_data(file)
    if not isinstance(data, dict):
        raise click.UsageError(f"{file} holds no object: fields with their values are needed.")
    return data


def read_data(file: Path) -> Any:
    """JSON, or YAML where its package is installed. Raises UsageError."""
    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except ValueError as problem:
        if file.suffix not in (".yaml", ".yml"):
            raise click.UsageError(f"{file} is not JSON: {problem}.") from None
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError:
        raise click.UsageError("For YAML install the package PyYAML, or write JSON.") from None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise click.UsageError(f"{file} is not YAML: {problem}") from None
