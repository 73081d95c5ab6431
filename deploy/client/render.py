"""One kind as the text of its module; ruff lays it out afterwards."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from deploy.client.kinds import Action, Kind
from deploy.client.shapes import NOTHING, Field, Shape, split_union
from deploy.client.words import attribute

LITERAL = re.compile(r"Literal\['[^',]*'\]")
"""What can have one value only, and so need not be said."""
NOTE = "Generated from the API's description by `make client`; do not edit."


def docstring(text: str, indent: str = "") -> str:
    """One line where it fits, else a paragraph."""
    text = " ".join(text.split()).replace("\\", "\\\\").replace('"""', "'''")
    text = text if text[-1:] not in ('"', "\\") else f"{text} "
    lines = textwrap.wrap(text, 108 - len(indent)) or [""]
    if len(lines) == 1:
        return f'{indent}"""{lines[0]}"""'
    return "\n".join([f'{indent}"""{lines[0]}', *(indent + line for line in lines[1:]), f'{indent}"""'])


def shape_text(shape: Shape) -> str:
    if shape.alias:
        return f"{shape.name}: TypeAlias = {shape.alias}\n" + (docstring(shape.doc) if shape.doc else "")
    lines = [f"class {shape.name}(Value):", docstring(shape.doc or shape.name, "    "), ""]
    for each in sorted(shape.fields.values(), key=lambda each: not each.required):
        lines += [f"    {_declared(each)}", docstring(each.doc, "    ")]
    return "\n".join(lines)


def _declared(field: Field) -> str:
    """Words of Python get an underscore, and keep their name in JSON."""
    if attribute(field.name) == field.name:
        return f"{field.name}: {_field_text(field)}"
    kind, _, default = _field_text(field).partition(" = ")
    assert not default.startswith("Field("), field.name
    return f"{attribute(field.name)}: {kind} = Field({f'default={default}, ' if default else ''}alias={field.name!r})"


def _field_text(field: Field) -> str:
    if field.required or LITERAL.fullmatch(field.type):
        return field.type + (f" = {field.type[8:-1]}" if LITERAL.fullmatch(field.type) else "")
    if field.default is NOTHING or isinstance(field.default, list | dict):
        if field.type.startswith(("list[", "dict[")) and not field.default:
            return f"{field.type} = Field(default_factory={field.type[:4]})"
        if field.default is NOTHING:
            return f"{field.type if 'None' in split_union(field.type) else field.type + ' | None'} = None"
        return f"{field.type} = Field(default_factory=lambda: cast(Any, {field.default!r}), validate_default=True)"
    return f"{field.type} = {field.default!r}"


def kind_text(kind: Kind, extra: str = "", bases: Sequence[str] = ()) -> str:
    """The class of one object, what may be given to a new one, and the class of the list."""
    parts = [_thing(kind) + extra]
    if kind.new:
        parts.append(_wish(kind))
    parts.append(_listing(kind, bases))
    return "\n\n\n".join(parts)


def _thing(kind: Kind) -> str:
    lines = [f"class {kind.name}(Thing):", docstring(_about(kind), "    "), ""]
    lines += [f"    _FIELDS = {tuple(kind.fields)!r}", f"    _KEY = {kind.key!r}"]
    if kind.new:
        lines += [f"    _NEW = frozenset({tuple(kind.new)!r})", f"    _DEFAULTS = {defaults(kind.new)!r}"]
    if kind.change:
        lines += [f"    _CHANGE = frozenset({tuple(kind.change)!r})"]
    lines.append("")
    for each in kind.fields.values():
        lines += [f"    {attribute(each.name)}: {each.type}", docstring(_sentence(kind, each), "    ")]
    lines += [action_text(each, "self._act") for each in kind.on_one]
    return "\n".join(lines)


def _about(kind: Kind) -> str:
    return kind.doc or f"{kind.summary.rstrip('.')}."


def _sentence(kind: Kind, field: Field) -> str:
    written = kind.new.get(field.name) or kind.change.get(field.name)
    text = written.doc if written and len(written.doc) >= len(field.doc) else field.doc
    if field.name not in kind.new and field.name not in kind.change and (kind.new or kind.change):
        return f"{text.rstrip('.')}. Only read."
    if kind.new and kind.change and field.name not in kind.change:
        return f"{text.rstrip('.')}. Cannot be changed afterwards."
    return text


def defaults(fields: dict[str, Field]) -> dict[str, Any]:
    """JSON of what a new object has where nothing is said."""
    found: dict[str, Any] = {}
    for each in fields.values():
        if each.default is not NOTHING:
            found[each.name] = each.default
        elif not each.required:
            found[each.name] = [] if each.type.startswith("list[") else {} if each.type.startswith("dict[") else None
    return found


def _wish(kind: Kind) -> str:
    lines = [f"class New{kind.name}(TypedDict, total=False):"]
    lines += [docstring(f"What `{kind.attribute}.new()` takes.", "    "), ""]
    lines += [f"    {attribute(name)}: {kind.fields[name].type}" for name in kind.new]
    return "\n".join(lines)


def _listing(kind: Kind, bases: Sequence[str]) -> str:
    base = "Collection" if kind.new else "Listing"
    inherits = ", ".join([*(f"{each}[{kind.name}]" for each in bases), f"{base}[{kind.name}]"])
    lines = [f"class {kind.plural}({inherits}):", docstring(f"{kind.summary.rstrip('.')}.", "    "), ""]
    lines += [f"    _THING = {kind.name}", f"    _PATH = {kind.path!r}"]
    flags: dict[str, Any] = {"_PAGED": kind.paged, "_ONE": kind.one, "_FOUND_BY": kind.found_by}
    base_flags = {"_PAGED": True, "_ONE": True, "_FOUND_BY": {}}
    lines += [f"    {name} = {value!r}" for name, value in flags.items() if value != base_flags[name]]
    lines += [f"    _NAMES = {kind.names!r}"] if kind.names else []
    if kind.new:
        lines += ["", f"    def new(self, **fields: Unpack[New{kind.name}]) -> {kind.name}:"]
        lines += ['        """One that is not there yet: set its fields, then `save()` it."""']
        lines += ["        return self._made(fields)"]
    if kind.filters:
        lines.append(_where(kind))
    lines += [action_text(each, "self._act") for each in kind.on_list]
    return "\n".join(lines)


def _where(kind: Kind) -> str:
    doc = " ".join([f"Those for which all of this holds. {_query_doc(kind.filters)}"]).strip()
    return "\n".join(
        [
            "",
            f"    def where(self, *, {_parameters(kind.filters)}) -> Iterator[{kind.name}]:",
            docstring(doc, "        "),
            f"        return self._walk({_query(kind.filters)})",
        ]
    )


def action_text(action: Action, way: str) -> str:
    """A method for one operation."""
    head = f"    def {attribute(action.name)}({', '.join(_given(action))}) -> "
    doc = docstring(f"{action.summary.rstrip('.')}. {_query_doc(action.query)}".strip(), "        ")
    path = ", ".join(attribute(part.strip("{}")) if part.startswith("{") else repr(part) for part in action.below)
    sent = [f"query={_query(action.query)}"] if action.query else []
    if action.streams:
        call = ", ".join([f"place({path})", *sent])
        return "\n".join(
            ["", f"{head}Iterator[Event]:", doc, f"        return {way.replace('_act', '_stream')}({call})"]
        )
    sent += [f"body=plain(reader({action.body}), wish)"] if action.body else []
    sent += ["content=content", "content_type=content_type"] if action.uploads else []
    call = ", ".join([repr(action.method), f"place({path})", action.result or "None", *sent])
    lines = ["", f"{head}{action.result or 'None'}:", doc]
    if action.result in ("", "Any"):
        return "\n".join([*lines, f"        {'return ' if action.result else ''}{way}({call})"])
    return "\n".join([*lines, f"        return cast({action.result}, {way}({call}))"])


def _given(action: Action) -> list[str]:
    """The method's parameters."""
    inside = [part.strip("{}") for part in action.below if part.startswith("{")]
    given = ["self", *(f"{attribute(name)}: str" for name in inside)]
    given += [f"wish: {action.body}"] if action.body else ["content: Content"] if action.uploads else []
    named = [f"content_type: str = {action.uploads!r}"] if action.uploads else []
    named += [_parameters(action.query)] if action.query else []
    return [*given, "*", *named] if named else given


def _parameters(fields: Iterable[Field]) -> str:
    return ", ".join(f"{attribute(each.name)}: {each.type} = None" for each in fields)


def _query(fields: Iterable[Field]) -> str:
    return "{" + ", ".join(f"{each.name!r}: {attribute(each.name)}" for each in fields) + "}"


def _query_doc(fields: Iterable[Field]) -> str:
    return " ".join(f"`{each.name}`: {each.doc.rstrip('.')}." for each in fields if each.doc)
