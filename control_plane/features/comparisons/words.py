"""Differences as people read them: each object, and each of its fields with what it was and what it is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from control_plane.features.comparisons.differing import FieldDifference, ObjectDifference
from control_plane.features.comparisons.labels import label_of, nested_label
from control_plane.features.numbers.layout import where
from control_plane.features.objects.forms.choices import label
from control_plane.features.objects.kinds.choices import words_of
from control_plane.features.objects.summaries import summary
from control_plane.web.formats import phone_number
from control_plane.web.sentences import say
from control_plane.web.words import gettext
from tenants.model import Company, Destination, Kind, Prompt
from tenants.model.fields import E164
from tenants.model.objects import kind_of
from tenants.model.references import referred_kind

LONGEST: Final = 500
"""Letters of a value; a long greeting is told by its beginning."""


@dataclass(frozen=True)
class FieldWords:
    name: str
    label: str
    before: str
    after: str
    words: str


@dataclass(frozen=True)
class ObjectWords:
    kind: str
    id: str
    name: str
    done: str
    words: str
    fields: tuple[FieldWords, ...]


def tell(each: ObjectDifference, before: Company | None, after: Company) -> ObjectWords:
    """Names of what is pointed to are those of its time: `before` and `after`."""
    item = each.item
    fields = tuple(_field(each, field, before or after, after) for field in each.fields)
    # Both digests of a phone are one password.
    once = tuple({(field.label, field.words): field for field in fields}.values())
    return ObjectWords(kind_of(item).value, item.id, label(item), each.done, say(summary(item, each.done)), once)


def _field(each: ObjectDifference, field: FieldDifference, before: Company, after: Company) -> FieldWords:
    cls = type(each.item)
    called = label_of(cls, field.name, after)
    if field.secret:
        return FieldWords(field.name, called, "", "", gettext("%(field)s: changed, and not shown", field=called))
    info = cls.model_fields.get(field.name)
    kind = referred_kind(info) if info is not None else None
    was = value_words(field.before, kind, before)
    now = value_words(field.after, kind, after)
    if each.done == "added":
        return FieldWords(field.name, called, "", now, f"{called}: {now}")
    words = f"{called}: {was} → {now}"
    return FieldWords(field.name, called, was, now, words)


def value_words(value: Any, kind: Kind | None, company: Company) -> str:
    """`kind`: of the objects whose ids `value` holds."""
    words = _value(value, kind, company)
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def _value(value: Any, kind: Kind | None, company: Company) -> str:
    match value:
        case None | () | "":
            return gettext("nothing")
        case bool():
            return gettext("yes") if value else gettext("no")
        case StrEnum():
            return words_of(value)
        case Destination():
            return where(value, company) or gettext("something that is gone")
        case Prompt():
            return f"“{value.text}”" if value.text is not None else _object(value.sound, Kind.SOUND, company)
        case dt.time():
            return value.strftime("%H:%M")
        case dt.date() | dt.datetime():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(_value(each, kind, company) for each in value)
        case BaseModel():
            return _nested(value, company)
        case str() if kind is not None:
            return _object(value, kind, company)
        case str() if E164.fullmatch(value):
            return phone_number(value)
    return str(value)


def _object(identifier: str | None, kind: Kind, company: Company) -> str:
    item = company.objects.get((kind, identifier or ""))
    return label(item) if item is not None else gettext("something that is gone")


def _nested(value: BaseModel, company: Company) -> str:
    """`days: Mon, Fri; opens: 09:00`: what is default is left out, and of one field its value alone."""
    parts = []
    for name in value.model_fields_set:
        info = type(value).model_fields[name]
        inner = getattr(value, name)
        if inner is not None and inner != info.get_default(call_default_factory=True):
            parts.append((list(type(value).model_fields).index(name), name, inner, referred_kind(info)))
    parts.sort(key=lambda part: part[0])
    if len(parts) == 1:
        return _value(parts[0][2], parts[0][3], company)
    told = (f"{nested_label(name)}: {_value(inner, kind, company)}" for _, name, inner, kind in parts)
    return "(" + "; ".join(told) + ")"
