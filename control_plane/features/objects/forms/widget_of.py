"""Which field of a form a field of the document gets: its type decides."""

import datetime as dt
import types
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from control_plane.features.objects.forms import widgets
from control_plane.features.objects.forms.choices import Choices
from control_plane.features.objects.forms.widgets import Widget
from control_plane.features.objects.kinds.choices import words_of
from control_plane.features.objects.layout import Entry
from control_plane.features.objects.schemas import is_pin
from control_plane.web.words import gettext
from tenants.model import Destination, Flow, Kind, Prompt, PublicHolidays, Span
from tenants.model.custom import Customised
from tenants.model.fields import is_secret
from tenants.model.references import referred_kind

_TEXT_TYPES = {"email": "email"}


def widget_of(cls: type[BaseModel], entry: Entry, choices: Choices, chosen: Any = None) -> Widget:
    """`chosen` is the value as it is: what is chosen stays among the choices of a large company."""
    info = (entry.extra or cls).model_fields[entry.field]
    if is_pin(entry.name, info):
        return widgets.Pin()
    if is_secret(info):
        return widgets.Text(type="password", secret=True)
    kind = referred_kind(info)
    inner, many = _inner(info)
    if kind is not None:
        ids = [str(each) for each in chosen] if isinstance(chosen, list) else [str(chosen)] if chosen else []
        options, rest = choices.objects(kind, ids), choices.rest(kind)
        if entry.ordered:
            return widgets.Ordered((("", options),), rest=rest)
        return widgets.Ticks((("", options),), rest=rest) if many else widgets.Select(_optional(info, options), rest)
    return _many(cls, entry, inner, choices) if many else _one(entry, info, inner, choices)


def _one(entry: Entry, info: FieldInfo, inner: Any, choices: Choices) -> Widget:
    match inner:
        case _ if inner is Destination:
            groups = [("", [("", gettext("nowhere"))]), *choices.destinations()]
            return widgets.Destination(groups, choices.rest_of_destinations())
        case _ if inner is Prompt:
            return widgets.Prompt([("", gettext("no sound")), *choices.objects(Kind.SOUND)])
        case _ if inner is PublicHolidays:
            country = ("country", widgets.Text(), gettext("Country"))
            return widgets.Parts((country, ("region", widgets.Text(), gettext("Region"))))
        case _ if inner is bool:
            return widgets.Tick()
        case _ if inner in (int, float):
            return widgets.Text(type="number")
        case _ if inner is dt.date:
            return widgets.Text(type="date")
        case _ if entry.options:
            return widgets.Select(_optional(info, list(entry.options)))
        case _ if inner is Customised:
            return widgets.Customisation([("", gettext("none")), *choices.customisations])
        case type() if issubclass(inner, StrEnum):
            return widgets.Select(_optional(info, [(each.value, words_of(each)) for each in inner]))
    if entry.name == "language":
        languages = [("en", "English"), ("ru", "Русский")]
        return widgets.Select(_optional(info, languages, gettext("as the company")))
    return widgets.Text(type=_TEXT_TYPES.get(entry.name, "text"))


def _many(cls: type[BaseModel], entry: Entry, inner: Any, choices: Choices) -> Widget:
    if cls is Flow:
        return widgets.Json()
    if inner is Destination:
        groups, rest = choices.destinations(entry.kinds), choices.rest_of_destinations(entry.kinds)
        look = widgets.Ordered if entry.ordered else widgets.Ticks
        return look(groups, destinations=True, rest=rest)
    if inner is Span:
        return widgets.Spans()
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return widgets.Ticks((("", [(each.value, words_of(each)) for each in inner]),))
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        rows = [(each.name, widget_of(inner, each, choices), each.label, each.hint) for each in entry.entries]
        return widgets.Rows(rows)
    return widgets.Lines(comma=entry.name == "skills")


def _inner(info: FieldInfo) -> tuple[Any, bool]:
    """The type behind optional, limits and list, and whether it was a list."""
    return _unwrapped(cast(Any, info.annotation))


@cache
def _unwrapped(annotation: Any) -> tuple[Any, bool]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        kinds = [each for each in get_args(annotation) if each is not type(None)]
        return _unwrapped(kinds[0]) if len(kinds) == 1 else (annotation, False)
    if origin is tuple:
        return _unwrapped(get_args(annotation)[0])[0], True
    return annotation, False


def _optional(info: FieldInfo, options: list[tuple[str, str]], words: str = "") -> list[tuple[str, str]]:
    """With a way to choose nothing, where that is possible or nothing is chosen yet."""
    nullable = type(None) in get_args(info.annotation)
    return [("", words or gettext("none")), *options] if nullable or info.is_required() else options
