"""The API's shapes of an object, made from its document: one place says what fields there are and what they mean."""

import types
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model
from pydantic.fields import FieldInfo

from control_plane.core.answers import AChange, change_out
from control_plane.core.paging import Page
from control_plane.core.wishes import Wish
from control_plane.features.customisations.fields import visible
from control_plane.features.versions.schemas import ChangeOut
from tenants.extend import Customisation
from tenants.model import TelephonyObject
from tenants.model.described import descriptions
from tenants.model.fields import is_secret

Pin = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4,12}$"),
    Field(description="Four to twelve digits. It is never shown again.", examples=["7319"]),
]


class Shown(BaseModel):
    """Base of all answers about objects."""

    model_config = ConfigDict(from_attributes=True)


@dataclass(frozen=True)
class Schemas:
    """`new` and `change` are what programs send; in `change` what is left out stays, and null is the default again."""

    new: type[Wish]
    change: type[Wish]
    out: type[Shown]
    changed: type[Shown]
    page: type[BaseModel]


SomeModel = TypeVar("SomeModel", bound=BaseModel)


@cache
def schemas_of(
    cls: type[TelephonyObject], fixed: frozenset[str] = frozenset(), once: frozenset[str] = frozenset()
) -> Schemas:
    """`fixed` are fields that programs read but do not write, `once` those that they write for a new object only."""
    name = cls.__name__
    fields = _described_fields(cls)
    written = {field: info for field, info in fields.items() if field not in fixed | {"id"}}
    new: dict[str, Any] = {field: _written(field, info) for field, info in written.items()}
    change: dict[str, Any] = {field: _optional(*kept) for field, kept in new.items() if field not in once}
    out: dict[str, Any] = dict(shown_field(field, info) for field, info in fields.items())
    doc = (cls.__doc__ or name).strip()
    shown: type[Shown] = create_model(f"{name}Out", __base__=Shown, __doc__=doc, **out)
    return Schemas(
        new=create_model(f"New{name}", __base__=Wish, __doc__=doc, **new),
        change=create_model(f"{name}Change", __base__=Wish, __doc__=_CHANGE, **change),
        out=shown,
        changed=create_model(f"{name}Changed", __base__=shown, change=(ChangeOut, ...)),
        page=create_model(f"{name}Page", items=(list[shown], ...), next_cursor=(str | None, ...)),
    )


_CHANGE = "Fields that are left out stay as they are; null makes a field what it is for a new object."


def extended(name: str, base: type[SomeModel], doc: str = "", **fields: Any) -> type[SomeModel]:
    """A shape with further fields: what is beside the object in one request or answer."""
    return create_model(name, __base__=base, __doc__=doc or None, **fields)


def is_pin(field: str, info: FieldInfo) -> bool:
    """Whether the document holds a digest here of what people type."""
    return (field == "pin" or field.endswith("_pin")) and is_secret(info)


def _described_fields(cls: type[TelephonyObject]) -> dict[str, FieldInfo]:
    fields = {field: copy(info) for field, info in cls.model_fields.items()}
    for field, text in descriptions(cls).items():
        fields[field].description = fields[field].description or text
    return fields


def _written(field: str, info: FieldInfo) -> tuple[Any, Any]:
    if is_pin(field, info):
        return (Pin | None, Field(default=None, description=info.description))
    return (_whole(info), _described(info))


def shown_field(field: str, info: FieldInfo) -> tuple[str, tuple[Any, Any]]:
    """Name and definition in answers: of a secret only whether there is one."""
    if is_secret(info):
        return f"has_{field}", (bool, Field(description="Whether there is one; it is never shown"))
    return field, (_whole(info), Field(description=info.description))


def _optional(annotation: Any, info: Any) -> tuple[Any, Any]:
    nullable = get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)
    return (annotation if nullable else annotation | None, Field(default=None, description=info.description))


def _whole(info: FieldInfo) -> Any:
    """The type with its limits."""
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _described(info: FieldInfo) -> Any:
    if info.is_required():
        return Field(description=info.description)
    if info.default_factory is not None:
        return Field(default_factory=info.default_factory, description=info.description)
    return Field(default=info.default, description=info.description, json_schema_extra=info.json_schema_extra)


def shown(item: TelephonyObject, customised: Customisation | None = None) -> dict[str, Any]:
    """The plain data of the kind's `out`: every field, secrets only as `has_…`, those extra ones that are known."""
    data = visible(customised, item).model_dump(mode="json")
    for field, info in type(item).model_fields.items():
        if is_secret(info):
            data[f"has_{field}"] = data.pop(field) is not None
    return data


def shown_change(item: TelephonyObject, change: AChange, customised: Customisation | None = None) -> dict[str, Any]:
    """The plain data of the kind's `changed`."""
    return shown(item, customised) | {"change": change_out(change)}


def shown_page(page: Page[Any], customised: Customisation | None = None) -> dict[str, Any]:
    """The plain data of the kind's `page`, from rows."""
    return {"items": [shown(row.document(), customised) for row in page.items], "next_cursor": page.next_cursor}


class RemovalQuery(Wish):
    detach: Annotated[
        bool, Field(description="Take it out of everything that points to it, in the same version; else that refuses")
    ] = False
