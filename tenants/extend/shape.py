"""Extra fields as data: their JSON schema, and fields made from such a schema, without the code that they came with.

A portal shows and checks the fields of a bundle without ever running it. What a schema can say is little on purpose:
text, whole numbers, yes or no, choices, ids of other objects, and lists of texts and ids.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Union

from pydantic import Field, StringConstraints, create_model

from tenants.extend.fields import Fields
from tenants.model.fields import Refers
from tenants.model.objects import Kind

FIELDS_MAX: Final = 40
_TEXT_MAX: Final = 4096
_SAID_OF_FIELDS: Final = ("title", "description", "default")
_OF_TEXT: Final = frozenset({"type", "pattern", "minLength", "maxLength", "x-refers-to"})
_OF_NUMBER: Final = frozenset({"type", "minimum", "maximum"})


class NotShown(ValueError):
    """A field that no portal can show; the text names it and says what can be shown."""

    code = "not-shown"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: the portal cannot show a field of this type; use str, int, bool, Literal, an id such as "
            "EmployeeId, each also with “| None”, or a tuple of texts or ids"
        )


def schema_of(shape: type[Fields]) -> dict[str, Any]:
    """JSON Schema 2020-12 of extra fields, whole in itself. Raises NotShown for what `fields_from` would not give."""
    schema = shape.model_json_schema()
    definitions = schema.pop("$defs", {})
    for name, field in schema["properties"].items():
        schema["properties"][name] = _inlined(field, definitions)
    again = fields_from(shape.__name__, schema).model_json_schema()["properties"]
    for name, field in schema["properties"].items():
        if again[name] != field:
            raise NotShown(name)
    return schema


def fields_from(name: str, schema: Mapping[str, Any]) -> type[Fields]:
    """The class that a schema of `schema_of` describes. Raises NotShown, also for a schema from elsewhere."""
    properties = schema.get("properties", {})
    if not isinstance(properties, Mapping) or len(properties) > FIELDS_MAX:
        raise NotShown(name)
    fields: dict[str, Any] = {each: _field(each, said) for each, said in properties.items()}
    return create_model(name, __base__=Fields, __doc__=schema.get("description"), **fields)


def _inlined(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Choices of an enum stand where they are used, as those of a Literal do."""
    if "anyOf" in field:
        parts = [_inlined(each, definitions) for each in field["anyOf"]]
        return field | {"anyOf": [{key: part[key] for key in part if key != "title"} for part in parts]}
    if "$ref" in field:
        meant = definitions.get(field["$ref"].removeprefix("#/$defs/"), {})
        rest = {key: value for key, value in field.items() if key != "$ref"}
        return {key: value for key, value in meant.items() if key != "description"} | rest
    return field


def _field(name: str, said: Any) -> tuple[Any, Any]:
    try:
        default = tuple(said["default"]) if isinstance(said["default"], list) else said["default"]
        described = Field(default, title=said.get("title"), description=said.get("description"))
        return _type({key: value for key, value in said.items() if key not in _SAID_OF_FIELDS}), described
    except (KeyError, TypeError, ValueError) as problem:
        raise NotShown(name) from problem


def _type(said: dict[str, Any]) -> Any:
    match said:
        case {"anyOf": [one, {"type": "null"}], **rest} if not rest:
            return Union[_type(one), None]  # noqa: UP007 (made at run time)
        case {"enum": [*choices], "type": "string"} if len(said) == 2 and all(map(_is_text, choices)):
            return Literal[tuple(choices)]
        case {"const": str(only), "type": "string"} if len(said) == 2:
            return Literal[only]
        case {"type": "boolean"} if len(said) == 1:
            return bool
        case {"type": "integer"} if said.keys() <= _OF_NUMBER:
            return Annotated[int, Field(ge=said.get("minimum"), le=said.get("maximum"))]
        case {"type": "string"} if said.keys() <= _OF_TEXT:
            return _text(said)
        case {"type": "array", "items": {"type": "string"} as item} if said.keys() <= {"type", "items", "maxItems"}:
            inner = tuple[_type(item), ...]  # type: ignore[misc,valid-type]  # made at run time
            return Annotated[inner, Field(max_length=said.get("maxItems"))]
    raise ValueError(said)


def _text(said: dict[str, Any]) -> Any:
    longest = said.get("maxLength")
    limits = StringConstraints(
        pattern=said.get("pattern"),
        min_length=said.get("minLength"),
        max_length=longest if longest != _TEXT_MAX else None,
    )
    refers = said.get("x-refers-to")
    return Annotated[str, limits, Refers(Kind(refers).value)] if refers is not None else Annotated[str, limits]


def _is_text(value: object) -> bool:
    return isinstance(value, str)
