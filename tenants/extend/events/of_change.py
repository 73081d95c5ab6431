"""Which events a change of a company makes. Pure."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from tenants.extend.events.event import Event
from tenants.extend.events.numbers import NumberAssigned, NumberReleased
from tenants.extend.events.objects import Changed, Created, Removed
from tenants.model import Number, TelephonyObject
from tenants.model.objects import CLASSES, kind_of
from tenants.model.references import Key

Occasion = Callable[[], dict[str, Any]]
"""Gives `id`, `company`, `at` and `by` of one more event."""
_CREATED: Final = {kind: Created[cls] for kind, cls in CLASSES.items()}  # type: ignore[valid-type]
_CHANGED: Final = {kind: Changed[cls] for kind, cls in CLASSES.items()}  # type: ignore[valid-type]
_REMOVED: Final = {kind: Removed[cls] for kind, cls in CLASSES.items()}  # type: ignore[valid-type]


def events_of(
    occasion: Occasion, version: int, before: tuple[TelephonyObject, ...], after: tuple[TelephonyObject, ...]
) -> list[Event]:
    """Of the version in which `before` has become `after`: what is new first, what is gone last."""
    old: dict[Key, TelephonyObject] = {(kind_of(item), item.id): item for item in before}
    new: dict[Key, TelephonyObject] = {(kind_of(item), item.id): item for item in after}
    events: list[Event] = []
    for key, item in new.items():
        former = old.get(key)
        if former is None:
            events.append(_CREATED[key[0]](**occasion(), version=version, object=item))
        elif fields := differing(former, item):
            events.append(_CHANGED[key[0]](**occasion(), version=version, object=item, fields=fields))
        events.extend(_of_number(occasion, version, former, item))
    for key, item in old.items():
        if key not in new:
            events.extend(_of_number(occasion, version, item, None))
            events.append(_REMOVED[key[0]](**occasion(), version=version, object=item))
    return events


def differing(before: TelephonyObject, after: TelephonyObject) -> tuple[str, ...]:
    """The names of the fields that are not alike, in the document's order."""
    return tuple(name for name in type(after).model_fields if getattr(before, name) != getattr(after, name))


def _of_number(
    occasion: Occasion, version: int, before: TelephonyObject | None, after: TelephonyObject | None
) -> Iterator[Event]:
    number = after or before
    if not isinstance(number, Number):
        return
    led, leads = (item.destination if isinstance(item, Number) else None for item in (before, after))
    about: dict[str, Any] = {"version": version, "number_id": number.id, "number": number.number}
    if leads is not None and leads != led:
        yield NumberAssigned(**occasion(), **about, destination=leads)
    elif leads is None and led is not None:
        yield NumberReleased(**occasion(), **about)
