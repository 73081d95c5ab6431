"""The same company in the same form: an archive's document, and a fingerprint that ids do not change. Pure."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from control_plane.features.archives.form import Document, DocumentItem, Pin
from tenants.extend.fields import Fields
from tenants.extend.references import custom_references
from tenants.extend.renaming import renamed
from tenants.model import Kind, TelephonyObject
from tenants.model.custom import Customisable
from tenants.model.document import canonical_json
from tenants.model.fields import is_secret, secret_fields
from tenants.model.objects import CLASSES, kind_of
from tenants.model.references import Key, references

Shape = Callable[[Kind], type[Fields] | None]
_ORDER: Final = {kind: number for number, kind in enumerate(Kind)}
PIN_FIELDS: Final = {
    kind: tuple(name for name, info in cls.model_fields.items() if is_secret(info) and name in ("pin", "host_pin"))
    for kind, cls in CLASSES.items()
}


def document_of(company: str, items: Iterable[TelephonyObject], shape: Shape) -> Document:
    """Without secrets, and without extra fields of a customisation that the company has no longer."""
    ordered = sorted(items, key=lambda item: (_ORDER[kind_of(item)], item.id))
    return Document(
        company=company,
        items=[DocumentItem(kind=kind_of(item), data=open_data(item, shape)) for item in ordered],
        pins=[Pin.model_validate(pin) for item in ordered for pin in _pins(item)],
    )


def written(document: Document) -> bytes:
    return canonical_json(document.model_dump(mode="json"))


def open_data(item: TelephonyObject, shape: Shape) -> dict[str, Any]:
    secret = secret_fields(type(item))
    data = {name: value for name, value in item.plain().items() if name not in secret}
    known = shape(kind_of(item))
    if known is not None and isinstance(item, Customisable) and item.custom:
        left = {name: value for name, value in data["custom"].items() if name in known.model_fields}
        data = {**data, "custom": left} if left else {name: value for name, value in data.items() if name != "custom"}
    return data


def normalised(company: str, items: Collection[TelephonyObject], shape: Shape) -> Document:
    """The document with ids that follow from the content alone: two exports of one company are equal byte by byte.

    Each object gets a colour from what it says, then again and again from the colours of what it points to, until
    nothing is told apart that was not before (Weisfeiler and Leman, 1968). Objects that are still alike are alike.
    """
    colours = _coloured(items, shape)
    ordered = sorted(items, key=lambda item: (_ORDER[kind_of(item)], colours[_key(item)], item.id))
    names = {_key(item): f"{number:06d}" for number, item in enumerate(ordered)}
    names[(Kind.PROFILE, company)] = "company"
    return document_of("company", [renamed(item, names, shape(kind_of(item))) for item in ordered], shape)


def fingerprint(company: str, items: Collection[TelephonyObject], shape: Shape) -> str:
    return hashlib.sha256(written(normalised(company, items, shape))).hexdigest()


def _coloured(items: Collection[TelephonyObject], shape: Shape) -> Mapping[Key, str]:
    says = {_key(item): _own_words(item, shape) for item in items}
    points = {_key(item): tuple(_pointed(item, shape)) for item in items}
    colours = dict(says)
    apart = len(set(colours.values()))
    while True:
        colours = {key: _hash(says[key], *(colours.get(each, "") for each in points[key])) for key in says}
        now = len(set(colours.values()))
        if now <= apart:
            return colours
        apart = now


def _own_words(item: TelephonyObject, shape: Shape) -> str:
    """What an object says but for ids."""
    kind = kind_of(item)
    seen = renamed(item, _Blank(), shape(kind))
    has = [pin["field"] for pin in _pins(item)]
    return _hash(canonical_json([kind, open_data(seen, shape) | {"id": ""}, has]).decode())


def _pointed(item: TelephonyObject, shape: Shape) -> Iterator[Key]:
    """In the order of the fields."""
    yield from (found.key for found in references(item))
    yield from (found.key for found in custom_references(item, shape(kind_of(item))))


class _Blank(dict[Key, str]):
    """The same name for everything."""

    def get(self, _key: Key, _default: Any = None) -> str:
        return "0"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _pins(item: TelephonyObject) -> Iterator[dict[str, Any]]:
    for field in PIN_FIELDS[kind_of(item)]:
        if getattr(item, field) is not None:
            yield {"kind": kind_of(item), "id": item.id, "field": field}


def _key(item: TelephonyObject) -> Key:
    return (kind_of(item), item.id)
