"""What a form shows for each entry: its value as text, and what there is to choose from."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from control_plane.features.objects.kinds.choices import words_of
from control_plane.features.objects.layout import Entry
from control_plane.features.objects.shapes import Field, Shape, field_of
from control_plane.web.words import gettext
from tenants.model import Company, DestinationKind, Kind, Sound
from tenants.model.document import Document
from tenants.model.names import name_of

BLANK_ROWS: Final = 2
EVERYWHERE: Final = tuple(kind for kind in DestinationKind if kind is not DestinationKind.SCHEDULE)
_WITHOUT_OBJECT: Final = (DestinationKind.DIRECTORY, DestinationKind.HANG_UP)


@dataclass(frozen=True)
class Option:
    value: str
    label: object
    group: object = ""
    chosen: bool = False


@dataclass(frozen=True)
class Widget:
    """`kind` names the macro that shows it; `extra` is the second text of destinations and prompts."""

    name: str
    kind: str
    entry: Entry
    value: str = ""
    extra: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[tuple["Widget", ...], ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Form:
    """`data` is plain data of the document, or what was sent; `errors` one sentence by field."""

    company: Company
    data: Mapping[str, Any]
    errors: Mapping[str, str]

    def widgets(self, cls: type[Document], entries: Iterable[Entry]) -> tuple[Widget, ...]:
        return tuple(self._widget(cls, entry, self.data, "") for entry in entries)

    def _widget(self, cls: type[Document], entry: Entry, data: Mapping[str, Any], before: str) -> Widget:
        field, name = field_of(cls, entry.name), before + entry.name
        value = data.get(entry.name)
        if value is None and not before and field.shape is not Shape.SECRET:
            default = cls.model_fields[entry.name].get_default(call_default_factory=True)
            value = default if isinstance(default, str | int | float) else None
        error = self.errors.get(entry.name, "") if not before else ""
        shown = self._shown(field, entry, value, name)
        return Widget(name, field.shape.value, entry, error=error, **shown)

    def _shown(self, field: Field, entry: Entry, value: Any, name: str) -> dict[str, Any]:
        match field.shape:
            case Shape.CHOICE:
                return {"options": self._options(field, [str(value)] if value is not None else [])}
            case Shape.CHOICES:
                listed = value if isinstance(value, list | tuple) else []
                if field.enum or field.refers:
                    return {"options": self._options(field, list(map(str, listed)))}
                return {"options": self._destinations(entry.kinds or EVERYWHERE, list(map(_key, listed)))}
            case Shape.DESTINATION:
                number = value.get("number", "") if isinstance(value, dict) else ""
                chosen = [_key(value)] if value else []
                return {
                    "options": (Option("", ""), *self._destinations(entry.kinds or EVERYWHERE, chosen)),
                    "extra": number,
                }
            case Shape.PROMPT:
                prompt = value if isinstance(value, dict) else {}
                sounds = self._objects(Kind.SOUND, [str(prompt.get("sound"))])
                return {"options": (Option("", ""), *sounds), "extra": prompt.get("text") or ""}
            case Shape.ROWS:
                listed = value if isinstance(value, list | tuple) else []
                filled = [*listed, *({} for _ in range(BLANK_ROWS))]
                return {
                    "rows": tuple(self._row(field.inner, entry, row, f"{name}.{i}.") for i, row in enumerate(filled))
                }
            case _:
                return {"value": _text(field, value)}

    def _row(self, cls: type[Document], entry: Entry, row: Any, before: str) -> tuple[Widget, ...]:
        data = row if isinstance(row, dict) else {}
        return tuple(self._widget(cls, each, data, before) for each in entry.entries)

    def _options(self, field: Field, chosen: list[str]) -> tuple[Option, ...]:
        if field.language:
            options = [Option("en", "English", chosen="en" in chosen), Option("ru", "Русский", chosen="ru" in chosen)]
        elif field.enum is not None:
            options = [Option(each.value, words_of(each), chosen=each.value in chosen) for each in field.enum]
        else:
            assert field.refers is not None, "a choice is of an enumeration or of objects"
            options = list(self._objects(field.refers, chosen))
        empty = field.shape is Shape.CHOICE and field.enum is None
        return (*((Option("", ""),) if empty else ()), *options)

    def _objects(self, kind: Kind, chosen: list[str]) -> Iterable[Option]:
        """Those that are chosen first, in their order: the order of a list is kept."""
        found = self.company.by_kind.get(kind, {}).values()
        place = {identifier: index for index, identifier in enumerate(chosen)}
        ordered = sorted(found, key=lambda item: (place.get(item.id, len(place)), name_of(item)))
        return (Option(item.id, _called(item), chosen=item.id in place) for item in ordered)

    def _destinations(self, kinds: Iterable[DestinationKind], chosen: list[str]) -> Iterable[Option]:
        for kind in kinds:
            label = words_of(kind)
            if kind is DestinationKind.OUTSIDE:
                yield Option("outside:", gettext("A number outside"), "", any(c.startswith("outside:") for c in chosen))
            elif kind in _WITHOUT_OBJECT:
                key = f"{kind.value}:{self.company.id}"
                yield Option(key, label, "", key in chosen)
            else:
                ids = [each.partition(":")[2] for each in chosen if each.startswith(f"{kind.value}:")]
                for option in self._objects(Kind(kind.value), ids):
                    yield Option(f"{kind.value}:{option.value}", option.label, label, option.chosen)


def _key(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return "outside:" if value.get("kind") == "outside" else f"{value.get('kind')}:{value.get('id')}"


def _called(item: Any) -> str:
    number = getattr(item, "number", None)
    name = name_of(item)
    return f"{name} ({number})" if number and number != name and not isinstance(item, Sound) else name


def _text(field: Field, value: Any) -> str:
    match field.shape:
        case Shape.TICK:
            return "on" if value else ""
        case Shape.SECRET:
            return ""
        case Shape.LINES if isinstance(value, list | tuple):
            return "\n".join(map(str, value))
        case Shape.SPANS if isinstance(value, list | tuple):
            return ", ".join(f"{each.get('opens')}-{each.get('closes')}" for each in value if isinstance(each, dict))
        case Shape.HOLIDAYS if isinstance(value, dict):
            return "-".join(str(part) for part in (value.get("country"), value.get("region")) if part)
        case Shape.JSON if not isinstance(value, str):
            return json.dumps(value or [], ensure_ascii=False, indent=2)
    return "" if value is None else str(value)
