"""Objects with other ids: the same company under new names. Pure."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

from tenants.extend.fields import Fields
from tenants.extend.references import CUSTOM, custom_references
from tenants.model import Kind, TelephonyObject
from tenants.model.custom import Customisable
from tenants.model.destination import Destination, DestinationKind
from tenants.model.document import Document
from tenants.model.objects import kind_of
from tenants.model.references import Key, pointing_fields

SomeObject = TypeVar("SomeObject", bound=TelephonyObject)
Names = Mapping[Key, str]
"""The new id of each object that gets one."""
_OF_THE_COMPANY: Final = frozenset({DestinationKind.DIRECTORY, DestinationKind.HANG_UP})


def renamed(item: SomeObject, names: Names, shape: type[Fields] | None = None) -> SomeObject:
    """`item` with its own id and all that it points to as `names` says; `shape` is that of its extra fields."""
    after = _renamed(item, None, names)
    own = names.get((kind_of(item), item.id), item.id)
    update: dict[str, Any] = {"id": own} if own != item.id else {}
    if isinstance(item, Customisable) and item.custom and shape is not None:
        update[CUSTOM] = _custom(item, names, shape)
    return cast("SomeObject", after.model_copy(update=update) if update else after)


def _renamed(value: Any, kind: Kind | None, names: Names) -> Any:
    match value:
        case Destination():
            meant = Kind.PROFILE if value.kind in _OF_THE_COMPANY else kind
            if value.kind is DestinationKind.OUTSIDE or value.id is None:
                return value
            meant = meant or Kind(value.kind.value)
            name = names.get((meant, value.id), value.id)
            return value if name == value.id else value.model_copy(update={"id": name})
        case Document():
            return _renamed_document(value, names)
        case tuple():
            parts = tuple(_renamed(part, kind, names) for part in value)
            return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
        case str() if kind is not None:
            return names.get((kind, value), value)
    return value


def _renamed_document(item: Document, names: Names) -> Any:
    changed: dict[str, Any] = {}
    fields = pointing_fields(type(item))
    # What was not given is the default, and defaults point nowhere.
    for name in fields.keys() & item.model_fields_set:
        value = getattr(item, name)
        if value is not None and value != ():
            after = _renamed(value, fields[name], names)
            if after is not value:
                changed[name] = after
    return item.model_copy(update=changed) if changed else item


def _custom(item: Customisable, names: Names, shape: type[Fields]) -> tuple[tuple[str, Any], ...]:
    values: dict[str, Any] = dict(item.custom)
    for found in custom_references(item, shape):
        name, new = str(found.path[1]), names.get(found.key, found.id)
        if name not in values:
            continue
        if isinstance(values[name], tuple):
            values[name] = tuple(new if each == found.id else each for each in values[name])
        else:
            values[name] = new
    return tuple(sorted(values.items()))
