"""The schemas of a customisation's extra fields, in a language."""

from copy import deepcopy
from typing import Any

from tenants.extend import Customisation
from tenants.extend.shape import schema_of
from tenants.model import Kind


def field_schemas(customised: Customisation | None, language: str) -> dict[str, dict[str, Any]]:
    """By kind; kinds without extra fields are missing."""
    if customised is None:
        return {}
    shapes = {kind: customised.fields_of(kind) for kind in Kind}
    return {
        kind.value: _translated(schema_of(shape), customised, language)
        for kind, shape in shapes.items()
        if shape is not None
    }


def _translated(schema: dict[str, Any], customised: Customisation, language: str) -> dict[str, Any]:
    schema = deepcopy(schema)
    for field in schema["properties"].values():
        for said in ("title", "description"):
            if said in field:
                field[said] = customised.translated(field[said], language)
    return schema
