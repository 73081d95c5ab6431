"""From a reference in a document to the destination that takes the call."""

from collections.abc import Callable
from typing import Any, Final

from tenants.calls.destination import Destination
from tenants.model import Company, DestinationKind, Number, TelephonyObject
from tenants.model import Destination as Reference
from tenants.model.objects import CLASSES, Kind

BY_CLASS: Final[dict[type, Callable[[Company, Any], Destination]]] = {}
"""Class of object → what takes its calls. `tenants.calls.kinds` fills both tables: only there everybody is known."""

WITHOUT_OBJECT: Final[dict[DestinationKind, Callable[[Company, Reference], Destination]]] = {}
"""Kinds of reference that point at no object of the company."""


def find(company: Company, reference: Reference | None) -> Destination | None:
    """The destination; None when there is no reference or its object is gone."""
    if reference is None:
        return None
    if reference.kind is DestinationKind.OUTSIDE and (own := company.numbers_by_number.get(reference.number or "")):
        return destination_for(company, own)
    if make := WITHOUT_OBJECT.get(reference.kind):
        return make(company, reference)
    item = company.get(CLASSES[Kind(reference.kind.value)], reference.id)
    return destination_for(company, item) if item is not None else None


def destination_for(company: Company, item: TelephonyObject | Number) -> Destination | None:
    """What takes the calls for `item`; None for objects that nobody can call."""
    make = BY_CLASS.get(type(item))
    return make(company, item) if make is not None else None


def described(company: Company, reference: Reference | None) -> str:
    """What a reference points at, for people: a name, a number outside, or that it is gone."""
    if reference is None:
        return "nobody"
    if reference.number is not None:
        return reference.number
    if reference.kind in WITHOUT_OBJECT:
        return reference.kind.replace("-", " ")
    item = company.get(CLASSES[Kind(reference.kind.value)], reference.id)
    if item is None:
        article = "an" if reference.kind.value[0] in "aeiou" else "a"
        return f"{article} {reference.kind.replace('-', ' ')} that is gone"
    return str(getattr(item, "name", item.id))


def reference_to(item: TelephonyObject) -> Reference:
    """How other objects point at `item`. Raises ValueError for objects that nobody can be sent to."""
    kind = next((kind for kind, cls in CLASSES.items() if cls is type(item)), None)
    return Reference(kind=DestinationKind(str(kind)), id=item.id)
