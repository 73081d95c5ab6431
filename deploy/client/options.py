"""The same description for the command line: kinds, fields and operations as JSON that is read at each start."""

import json
import re
from typing import Any

from deploy.client.kinds import Action, Api, Kind
from deploy.client.render import defaults
from deploy.client.shapes import Field, Scope, split_union

Json = dict[str, Any]


def description(api: Api) -> str:
    """One line for each kind, so that differences can be read."""
    kinds = {kind.path: _kind(kind) for kind in api.kinds}
    rest = {
        "company": [_action(each, api.of_company[0]) for each in api.of_company[1]],
        "root": [_action(each, api.of_root[0]) for each in api.of_root[1]],
    }
    lines = [f"{json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}" for name, each in kinds.items()]
    every = ",\n".join(lines)
    return f'{{"kinds": {{\n{every}\n}},\n"actions": {json.dumps(rest, ensure_ascii=False)}}}\n'


def _kind(kind: Kind) -> Json:
    names = [name for name in kind.fields if name in kind.new or name in kind.change]
    given = defaults(kind.new)
    return {
        "name": kind.name,
        "within": kind.within,
        "summary": kind.summary,
        "key": kind.key,
        "names": kind.names,
        "found_by": kind.found_by,
        "one": kind.one,
        "paged": kind.paged,
        "add": bool(kind.new),
        "change": bool(kind.change),
        "remove": kind.removed,
        "detach": kind.detached,
        "listed": kind.listed,
        "fields": [
            _field(kind.fields[name], kind.scope, kind.new.get(name) or kind.change[name])
            | {"new": name in kind.new, "change": name in kind.change, "default": given.get(name)}
            for name in names
        ],
        "filters": [_field(each, kind.scope, each) for each in kind.filters],
        "one_actions": [_action(each, kind.scope) for each in kind.on_one],
        "list_actions": [_action(each, kind.scope) for each in kind.on_list],
    }


def _field(field: Field, scope: Scope, written: Field) -> Json:
    kind, choices = type_of(field.type, scope)
    made: Json = {"name": field.name, "type": kind, "doc": written.doc, "required": written.required}
    return made | ({"choices": choices} if choices else {}) | ({"refers": written.refers} if written.refers else {})


def type_of(text: str, scope: Scope) -> tuple[str, list[str]]:
    """`text`, `integer`, `number`, `switch`, `moment`, `choice`, `texts`, `choices`, `destination` or `json`."""
    parts = [part for part in split_union(text) if part != "None"]
    one = parts[0] if len(parts) == 1 else "Any"
    if one.startswith("list["):
        inner, choices = type_of(one[5:-1], scope)
        return {"text": ("texts", []), "choice": ("choices", choices)}.get(inner, ("json", []))
    if one in ("Literal[True]", "Literal[False]"):
        return "switch", []
    if one.startswith("Literal["):
        return "choice", re.findall(r"'([^']*)'", one)
    if one == "Destination":
        return "destination", []
    if one in scope.shapes and scope.shapes[one].alias:
        return type_of(scope.shapes[one].alias, scope)
    plain = {"str": "text", "int": "integer", "float": "number", "bool": "switch", "datetime": "moment", "date": "text"}
    return plain.get(one, "json"), []


def _action(action: Action, scope: Scope) -> Json:
    body = scope.shapes.get(action.body)
    return {
        "name": action.name,
        "method": action.method,
        "below": action.below,
        "summary": action.summary,
        "query": [_field(each, scope, each) for each in action.query],
        "body": [_field(each, scope, each) for each in body.fields.values()] if body else None,
        "uploads": action.uploads,
        "streams": action.streams,
    }
