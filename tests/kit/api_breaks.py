"""What a newer description of the API takes away from programs that were written for the older one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from control_plane.core.openapi_operations import operations

Schema = dict[str, Any]
_TIGHTER_UP = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_TIGHTER_DOWN = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def breaks(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """One sentence per breaking change; empty when every program of the older API goes on working."""
    newer = {(path, method): each for path, method, each in operations(new)}
    found: list[str] = []
    for path, method, before in operations(old):
        name = f"{method.upper()} {path}"
        after = newer.get((path, method))
        if after is None:
            found.append(f"{name}: is gone")
        else:
            found += [f"{name}: {words}" for words in _Comparison(old, new).operation(before, after)]
    return list(dict.fromkeys(found))


class _Comparison:
    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self.old, self.new = old["components"]["schemas"], new["components"]["schemas"]
        self.seen: set[tuple[int, int, bool]] = set()

    def operation(self, old: Schema, new: Schema) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"operationId {old['operationId']} is now {new['operationId']}"
        yield from self._parameters(old, new)
        yield from self._content("body", old.get("requestBody", {}), new.get("requestBody", {}), sent=True)
        if "requestBody" in new and "requestBody" not in old:
            yield "needs a body now"
        for status, answer in old["responses"].items():
            if status < "4":
                if status not in new["responses"]:
                    yield f"answer {status} is gone"
                else:
                    yield from self._content(f"answer {status}", answer, new["responses"][status], sent=False)

    def _parameters(self, old: Schema, new: Schema) -> Iterator[str]:
        before = {(each["in"], each["name"]): each for each in old.get("parameters", ())}
        after = {(each["in"], each["name"]): each for each in new.get("parameters", ())}
        for key, each in before.items():
            if key not in after:
                yield f"parameter {key[1]} is gone"
            else:
                yield from self.shape(f"parameter {key[1]}", each["schema"], after[key]["schema"], sent=True)
        for key, each in after.items():
            if each.get("required") and not before.get(key, {}).get("required"):
                yield f"parameter {key[1]} is needed now"

    def _content(self, place: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[str]:
        for kind, content in old.get("content", {}).items():
            if kind not in new.get("content", {}):
                yield f"{place} is no {kind} any more"
            else:
                after = new["content"][kind]
                yield from self.shape(place, content.get("schema", {}), after.get("schema", {}), sent=sent)

    def shape(self, place: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[str]:
        """`sent` by programs, or else read by them."""
        old, new = _resolved(old, self.old), _resolved(new, self.new)
        before, after = _branches(old, self.old), _branches(new, self.new)
        for kind, branch in before.items():
            if kind not in after:
                # An answer that is never of this kind any more surprises nobody.
                if sent or not after or "null" not in kind:
                    yield f"{place} cannot be {kind} any more"
            else:
                yield from self._same_kind(place, branch, after[kind], sent=sent)
        if not sent and before:
            yield from (f"{place} can be {kind} now" for kind in after.keys() - before.keys())

    def _same_kind(self, place: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[str]:
        if (pair := (id(old), id(new), sent)) in self.seen:
            return
        self.seen.add(pair)
        for value in old.get("enum", ()):
            if "enum" in new and value not in new["enum"]:
                yield f"{place} has no value {value!r} any more"
        if sent:
            yield from self._limits(place, old, new)
        fields = new.get("properties", {})
        for name, field in old.get("properties", {}).items():
            if name not in fields:
                yield f"{place}.{name} is gone"
            else:
                yield from self.shape(f"{place}.{name}", field, fields[name], sent=sent)
        needed, were = set(new.get("required", ())), set(old.get("required", ()))
        if sent:
            yield from (f"{place}.{name} is needed now" for name in sorted(needed - were))
        else:
            yield from (f"{place}.{name} may be missing now" for name in sorted((were - needed) & fields.keys()))
        if "items" in old and "items" in new:
            yield from self.shape(f"{place}[]", old["items"], new["items"], sent=sent)

    @staticmethod
    def _limits(place: str, old: Schema, new: Schema) -> Iterator[str]:
        if "enum" in new and "enum" not in old:
            yield f"{place} takes certain values only now"
        if new.get("pattern", old.get("pattern")) != old.get("pattern"):
            yield f"{place} has another pattern"
        for limit in (*_TIGHTER_UP, *_TIGHTER_DOWN):
            if limit in new and (
                limit not in old or (new[limit] > old[limit] if limit in _TIGHTER_UP else new[limit] < old[limit])
            ):
                yield f"{place} has a tighter {limit}"


def _resolved(schema: Schema, shapes: dict[str, Schema]) -> Schema:
    while "$ref" in schema:
        schema = shapes[schema["$ref"].rpartition("/")[2]]
    return schema


def _branches(schema: Schema, shapes: dict[str, Schema]) -> dict[str, Schema]:
    """What it may be, by kind; objects of a union by their shape's short name. Empty: anything."""
    for union in ("anyOf", "oneOf"):
        if union in schema:
            found: dict[str, Schema] = {}
            shared = sum("$ref" in branch for branch in schema[union]) > 1
            for branch in schema[union]:
                resolved = _resolved(branch, shapes)
                name = branch.get("$ref", "").rpartition("/")[2].rpartition(".")[2]
                for kind, each in _branches(resolved, shapes).items():
                    found[f"{kind} {name}" if kind == "object" and shared else kind] = each
            return found
    kinds = schema.get("type", ())
    return dict.fromkeys([kinds] if isinstance(kinds, str) else kinds, schema)
