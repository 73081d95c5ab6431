"""Which objects differ between two states of a company, and in which fields. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from tenants.model import Company, Kind, TelephonyObject
from tenants.model.company import short_number
from tenants.model.fields import secret_fields
from tenants.model.names import name_of
from tenants.model.objects import kind_of
from tenants.model.references import Key

Done = Literal["added", "changed", "removed"]
_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class FieldDifference:
    """`before` is None for what was added. Of a secret no value is told, only that it differs."""

    name: str
    before: Any
    after: Any
    secret: bool = False


@dataclass(frozen=True)
class ObjectDifference:
    """One of `before` and `after` is None for what was added or removed."""

    before: TelephonyObject | None
    after: TelephonyObject | None
    fields: tuple[FieldDifference, ...]

    @property
    def item(self) -> TelephonyObject:
        """As it is called: by its newest form."""
        item = self.after if self.after is not None else self.before
        assert item is not None
        return item

    @property
    def done(self) -> Done:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(
    before: Company | None, after: Company, keys: Iterable[Key] | None = None
) -> tuple[ObjectDifference, ...]:
    """By kind, and by number and name in each. `keys`: look at these alone, which are known to be all."""
    old = before.objects if before is not None else {}
    looked_at = {*old, *after.objects} if keys is None else set(keys)
    found = (difference(old.get(key), after.objects.get(key)) for key in looked_at)
    return tuple(sorted((each for each in found if each is not None), key=_place))


def difference(before: TelephonyObject | None, after: TelephonyObject | None) -> ObjectDifference | None:
    """None when nothing differs."""
    if before == after:
        return None
    return ObjectDifference(before, after, tuple(_fields(before, after)))


def changed_fields(before: TelephonyObject, after: TelephonyObject) -> frozenset[str]:
    """The names of fields that differ."""
    return frozenset(name for name in type(after).model_fields if getattr(before, name) != getattr(after, name))


def _fields(before: TelephonyObject | None, after: TelephonyObject | None) -> Iterator[FieldDifference]:
    if after is None:
        return
    secrets = _secrets(type(after))
    for name, info in type(after).model_fields.items():
        was = getattr(before, name) if before is not None else info.get_default(call_default_factory=True)
        now = getattr(after, name)
        if name == "id" or (before is None and info.is_required() and name in secrets):
            continue
        if was == now and not (before is None and info.is_required()):
            continue
        if name in secrets:
            yield FieldDifference(name, None, None, secret=True)
        elif name == "custom":
            yield from _custom(dict(was), dict(now))
        else:
            yield FieldDifference(name, was if before is not None else None, now)


@cache
def _secrets(cls: type[TelephonyObject]) -> frozenset[str]:
    return secret_fields(cls)


def _custom(was: dict[str, Any], now: dict[str, Any]) -> Iterator[FieldDifference]:
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield FieldDifference(f"custom.{name}", was.get(name), now.get(name))


def _place(each: ObjectDifference) -> tuple[int, str, str, str]:
    item = each.item
    return _ORDER[kind_of(item)], short_number(item) or "", name_of(item), item.id
