"""Extra fields travel as data: what the portal makes of a schema is what the developer wrote."""

import json
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, StringConstraints, ValidationError

from tenants.extend import Fields
from tenants.extend.loader import load_release
from tenants.extend.shape import NotShown, fields_from, schema_of
from tenants.model import Destination, Kind
from tenants.model.fields import EmployeeId, OutsideNumber
from tenants.model.references import references


class Ward(StrEnum):
    EAST = "east"
    WEST = "west"


class Everything(Fields):
    """All that can be shown."""

    text: str = Field("", title="Text", description="Some text.")
    short: Annotated[str, StringConstraints(min_length=1, max_length=5)] | None = Field(None, title="Short")
    mobile: OutsideNumber | None = Field(None, title="Mobile")
    beds: Annotated[int, Field(ge=0, le=40)] = Field(2, title="Beds")
    closed: bool = Field(False, title="Closed")
    ward: Ward = Field(Ward.EAST, title="Ward")
    colour: Literal["red", "blue"] | None = Field(None, title="Colour")
    nurse: EmployeeId | None = Field(None, title="Nurse")
    helpers: Annotated[tuple[EmployeeId, ...], Field(max_length=3)] = Field((), title="Helpers")
    words: tuple[str, ...] = Field((), title="Words")


def test_fields_made_from_a_schema_are_those_that_the_schema_was_made_of() -> None:
    schema = json.loads(json.dumps(schema_of(Everything)))
    again = fields_from("Everything", schema)
    assert schema_of(again) == schema
    values = {"ward": "west", "beds": 40, "nurse": "e101", "helpers": ["e102"], "mobile": "+79161234567"}
    assert again.model_validate(values).plain() == Everything.model_validate(values).plain() == values
    assert [each.field for each in references(again.model_validate(values))] == ["nurse", "helpers.0"]


@pytest.mark.parametrize(
    "values",
    [
        {"ward": "north"},
        {"beds": 41},
        {"beds": "many"},
        {"short": "longer than five"},
        {"mobile": "12"},
        {"colour": "green"},
        {"helpers": ["a", "b", "c", "d"]},
        {"nurse": "Not an id"},
        {"unknown": 1},
    ],
)
def test_what_the_developers_own_class_refuses_is_refused_from_the_schema_too(values: dict[str, Any]) -> None:
    again = fields_from("Everything", schema_of(Everything))
    for shape in (Everything, again):
        with pytest.raises(ValidationError):
            shape.model_validate(values)


def test_the_releases_own_fields_can_all_be_shown() -> None:
    shapes = [shape for each in load_release() for kind in Kind if (shape := each.fields_of(kind)) is not None]
    assert len(shapes) >= 4
    for shape in shapes:
        assert schema_of(shape)["properties"].keys() == shape.model_fields.keys()


class WithDay(Fields):
    day: date = Field(date(2026, 1, 1), title="Day")


class WithDestination(Fields):
    to: Destination | None = Field(None, title="To")


class WithFraction(Fields):
    share: float = Field(0.5, title="Share")


@pytest.mark.parametrize(("shape", "name"), [(WithDay, "day"), (WithDestination, "to"), (WithFraction, "share")])
def test_a_field_that_no_portal_can_show_is_named(shape: type[Fields], name: str) -> None:
    with pytest.raises(NotShown, match=f"{name}: the portal cannot show"):
        schema_of(shape)


@pytest.mark.parametrize(
    "hostile",
    [
        {"properties": {"x": {"type": "string"}}},
        {"properties": {"x": {"type": "string", "default": 1, "x-refers-to": "nobody"}}},
        {"properties": {"x": {"$ref": "#/$defs/x", "default": 1}}},
        {"properties": {"x": {"type": "array", "items": {"type": "array"}, "default": []}}},
        {"properties": {"x": 5}},
        {"properties": []},
        {"properties": {f"x{n}": {"type": "boolean", "default": False} for n in range(41)}},
    ],
)
def test_a_schema_from_elsewhere_is_refused(hostile: dict[str, Any]) -> None:
    with pytest.raises(NotShown):
        fields_from("Hostile", hostile)
