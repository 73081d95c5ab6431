"""Bringing what somebody wants of objects together with what others have made of them since. Pure.

Three states of each object decide: the one that somebody looked at (`base`), the one that they want, and the one that
is there now. Fields that only one side has changed are taken from that side; a field that both have changed, each to
something else, stands in the way, and then nothing of the object is touched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from control_plane.features.comparisons.differing import changed_fields
from tenants.extend.references import pointers
from tenants.model import Company, Kind, Phone, TelephonyObject, parse_object
from tenants.model.objects import kind_of
from tenants.model.references import Key


@dataclass(frozen=True)
class Edit:
    """What somebody wants of one object; None: that there is none."""

    key: Key
    base: TelephonyObject | None
    wanted: TelephonyObject | None


class Why(StrEnum):
    CHANGED = "changed-since"
    REMOVED = "removed-since"
    ADDED = "added-since"
    POINTS_NOWHERE = "points-to-what-is-gone"
    NOT_TOGETHER = "does-not-fit-together"


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way; `fields` are empty when the whole object does."""

    key: Key
    item: TelephonyObject
    why: Why
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merged:
    """`wanted`: what has to be written (None: removed); objects that are as they should be are left out."""

    wanted: Mapping[Key, TelephonyObject | None]
    obstacles: tuple[Obstacle, ...]


def merge_edits(now: Company, edits: Iterable[Edit]) -> Merged:
    """Everything that fits together, and everything that does not."""
    wanted: dict[Key, TelephonyObject | None] = {}
    obstacles: list[Obstacle] = []
    for edit in edits:
        current = now.objects.get(edit.key)
        merged = _merged(_with_current_password(edit, current), current)
        if isinstance(merged, Obstacle):
            obstacles.append(merged)
        elif merged != current:
            wanted[edit.key] = merged
    return Merged(wanted, (*obstacles, *_pointing_nowhere(now, wanted), *_left_behind(now, wanted)))


def _merged(edit: Edit, current: TelephonyObject | None) -> TelephonyObject | Obstacle | None:
    if current in (edit.base, edit.wanted):
        return edit.wanted
    if current is None:
        item = edit.wanted if edit.wanted is not None else edit.base
        # Somebody else has removed it; whoever wanted to remove it has nothing left to do.
        return None if edit.wanted is None or item is None else Obstacle(edit.key, item, Why.REMOVED)
    if edit.base is None:
        return Obstacle(edit.key, current, Why.ADDED)
    since = changed_fields(edit.base, current)
    if edit.wanted is None:
        return Obstacle(edit.key, current, Why.CHANGED, _sorted(since, current))
    return _merged_fields(edit.key, edit.base, edit.wanted, current)


def _merged_fields(
    key: Key, base: TelephonyObject, wanted: TelephonyObject, current: TelephonyObject
) -> TelephonyObject | Obstacle:
    mine = changed_fields(base, wanted)
    both = mine & changed_fields(base, current) & changed_fields(wanted, current)
    if both:
        return Obstacle(key, current, Why.CHANGED, _sorted(both, current))
    given = wanted.plain()
    data = {name: value for name, value in current.plain().items() if name not in mine}
    try:
        return parse_object(key[0], data | {name: given[name] for name in mine if name in given})
    except ValidationError:
        return Obstacle(key, current, Why.NOT_TOGETHER, _sorted(mine, current))


def _with_current_password(edit: Edit, current: TelephonyObject | None) -> Edit:
    """A phone that is there keeps its password, whatever is done to it: the old one may be why it was renewed."""
    if not isinstance(current, Phone):
        return edit
    digests = {"digest": current.digest, "legacy_digest": current.legacy_digest}

    def kept(item: TelephonyObject | None) -> TelephonyObject | None:
        return item.model_copy(update=digests) if isinstance(item, Phone) else item

    return Edit(edit.key, kept(edit.base), kept(edit.wanted))


def _pointing_nowhere(now: Company, wanted: Mapping[Key, TelephonyObject | None]) -> Iterator[Obstacle]:
    pointing_of = pointers(now)
    for key, item in wanted.items():
        if item is None:
            continue
        lost = [
            each.field
            for each in pointing_of(item)
            if (wanted[each.key] is None if each.key in wanted else each.key not in now.objects)
        ]
        if lost:
            yield Obstacle(key, item, Why.POINTS_NOWHERE, tuple(dict.fromkeys(lost)))


def _left_behind(now: Company, wanted: Mapping[Key, TelephonyObject | None]) -> Iterator[Obstacle]:
    """Phones of people who go, when nobody has said that they go, too."""
    for (kind, identifier), item in wanted.items():
        if kind is Kind.EMPLOYEE and item is None:
            for phone in now.phones_by_employee.get(identifier, ()):
                if wanted.get((Kind.PHONE, phone.id), phone) is not None:
                    yield Obstacle((Kind.PHONE, phone.id), phone, Why.ADDED)


def _sorted(fields: Iterable[str], item: TelephonyObject) -> tuple[str, ...]:
    order = list(type(item).model_fields)
    return tuple(sorted(fields, key=order.index))


def key_of(item: TelephonyObject) -> Key:
    return (kind_of(item), item.id)
