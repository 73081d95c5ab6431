"""Schemas of one kind of object as Python types.

The description has a schema of its own for every request and answer, so that one value has many: `NewTeam.Destination`,
`TeamPage.Destination`. What has the same last name within one kind is one type here, with all fields of all forms.
"""

from dataclasses import dataclass, field
from typing import Any

from deploy.client.words import documented

Schema = dict[str, Any]
NOTHING = object()
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


@dataclass
class Field:
    """`default` is JSON, NOTHING when there is none."""

    name: str
    type: str
    required: bool
    default: Any
    doc: str
    refers: str = ""
    """The kind of object whose id this is, or whose ids these are."""


@dataclass
class Shape:
    """A value with fields, or with `alias` another name for a type; `uses` are the names in it."""

    name: str
    doc: str = ""
    alias: str = ""
    fields: dict[str, Field] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)


class Scope:
    """The types of one kind, in the order in which they are met."""

    def __init__(self, schemas: dict[str, Schema], taken: frozenset[str] = frozenset()) -> None:
        """`taken` are names of objects, which no value may have."""
        self._schemas, self._taken = schemas, taken
        self._met: set[str] = set()
        self.shapes: dict[str, Shape] = {}
        self._within: list[Shape] = []

    def fields_of(self, reference: str) -> dict[str, Field]:
        """Of a schema that is no type here itself, such as what is sent to make a new object."""
        return self._fields(self._schemas[reference])

    def type_of(self, schema: Schema) -> str:
        """Python's annotation."""
        if "$ref" in schema:
            return self._named(schema["$ref"].rpartition("/")[2])
        if options := schema.get("anyOf") or schema.get("oneOf"):
            return self._union(options, schema.get("discriminator"))
        if "const" in schema:
            return f"Literal[{schema['const']!r}]"
        if "enum" in schema:
            return f"Literal[{', '.join(map(repr, schema['enum']))}]"
        return self._ordinary(schema)

    def merged(self, text: str, name: str) -> str:
        """The type, with `name` in place of several forms of one value: what is sent, what is shown, and what once."""
        parts = [part for part in split_union(text) if part != "None"]
        inner = [part.removeprefix("list[").removesuffix("]") if part.startswith("list[") else part for part in parts]
        shapes = [self.shapes.get(part) for part in inner]
        if len(parts) < 2 or not all(shape and shape.fields for shape in shapes):
            return text
        whole = self.shapes.setdefault(name, Shape(name))
        # What is sent comes last in the union, and says what must be given.
        for at, shape in enumerate(reversed(shapes)):
            assert shape is not None
            _merge(whole, {each.name: Field(**vars(each)) for each in shape.fields.values()}, new=at == 0)
            whole.doc, whole.uses = whole.doc or shape.doc, whole.uses | shape.uses
        one = f"list[{name}]" if parts[0].startswith("list[") else name
        return f"{one} | None" if "None" in split_union(text) else one

    def _ordinary(self, schema: Schema) -> str:
        kind = schema.get("type")
        if isinstance(kind, list):
            return " | ".join(self._ordinary({**schema, "type": each}) for each in kind)
        if kind == "array":
            return f"list[{self.type_of(schema.get('items', {}))}]"
        if kind == "object":
            inner = schema.get("additionalProperties") or next(iter(schema.get("patternProperties", {}).values()), None)
            return f"dict[str, {self.type_of(inner) if isinstance(inner, dict) else 'Any'}]"
        if kind == "string" and schema.get("format") in ("date-time", "date"):
            return "datetime" if schema["format"] == "date-time" else "date"
        return _PLAIN.get(str(kind), "Any")

    def _union(self, options: list[Schema], discriminator: Any) -> str:
        union = " | ".join(dict.fromkeys(self.type_of(each) for each in options))
        return f"Annotated[{union}, Discriminator({discriminator['propertyName']!r})]" if discriminator else union

    def _named(self, reference: str) -> str:
        name = simple_name(reference)
        if name in self._taken:
            name = f"{name}Value"
        if self._within:
            self._within[-1].uses.add(name)
        if reference not in self._met:
            self._met.add(reference)
            self._meet(name, self._schemas[reference])
        return name

    def _meet(self, name: str, schema: Schema) -> None:
        new = name not in self.shapes
        shape = self.shapes.setdefault(name, Shape(name, schema.get("description", "")))
        self._within.append(shape)
        if "properties" in schema:
            _merge(shape, self._fields(schema), new=new)
        else:
            shape.alias = self.type_of(schema)
        self._within.pop()

    def _fields(self, schema: Schema) -> dict[str, Field]:
        required = set(schema.get("required", ()))
        properties: dict[str, Schema] = schema.get("properties", {})
        return {name: self._field(name, form, name in required) for name, form in properties.items()}

    def _field(self, name: str, form: Schema, required: bool) -> Field:
        default = form.get("default", NOTHING)
        return Field(name, self.type_of(form), required, default, documented(name, form), _refers(form))


def _refers(schema: Schema) -> str:
    if "x-refers-to" in schema:
        return str(schema["x-refers-to"])
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    return next((said for each in inner if (said := _refers(each))), "")


def simple_name(reference: str) -> str:
    """`TeamPage.Destination` → `Destination`."""
    return reference.rpartition(".")[2]


def _merge(shape: Shape, met: dict[str, Field], *, new: bool) -> None:
    """The form that is met first says what must be given; what only others have may be left out."""
    for name, each in met.items():
        if name in shape.fields:
            shape.fields[name].type = united(shape.fields[name].type, each.type)
        elif new:
            shape.fields[name] = each
        else:
            shape.fields[name] = Field(name, united(each.type, "None"), False, None, each.doc)


def united(one: str, other: str) -> str:
    """Both types in one; whichever holds the other already."""
    parts = [part for each in (one, other) for part in split_union(each)]
    kept = list(dict.fromkeys(parts))
    if "None" in kept:
        kept = [part for part in kept if part != "None"] + ["None"]
    return " | ".join(kept)


def split_union(text: str) -> list[str]:
    """The parts of `A | dict[str, B | C]` at its outermost level."""
    parts, depth, begin = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "[(") - (sign in "])")
        if depth == 0 and text.startswith(" | ", at):
            parts.append(text[begin:at])
            begin = at + 3
    return [*parts, text[begin:]]
