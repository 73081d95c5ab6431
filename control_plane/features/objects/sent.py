"""From a sent form to the plain data that the services take; what cannot be read stays as it was typed."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from control_plane.features.objects.layout import Entry
from control_plane.features.objects.shapes import Field, Shape, field_of
from tenants.model.document import Document

ROWS_MAX: Final = 2000
TEXT_MAX: Final = 200_000
_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")
Sent = MultiDict[str, str]


def read_form(cls: type[Document], entries: Iterable[Entry], sent: Sent, before: str = "") -> dict[str, Any]:
    """The fields of `entries`; None is the default. PINs that were left empty are left out: they stay as they are."""
    data: dict[str, Any] = {}
    for entry in entries:
        field, name = field_of(cls, entry.name), before + entry.name
        value = _value(field, entry, sent, name)
        if field.shape is not Shape.SECRET or value is not None:
            data[entry.name] = value
    return data


def _value(field: Field, entry: Entry, sent: Sent, name: str) -> Any:
    text = sent.get(name, "")[:TEXT_MAX].strip()
    match field.shape:
        case Shape.TICK:
            return name in sent
        case Shape.NUMBER:
            return int(text) if _WHOLE.fullmatch(text) else text or None
        case Shape.CHOICES:
            chosen = [each for each in sent.getlist(name)[:ROWS_MAX] if each]
            return chosen if field.enum or field.refers else [_destination(each, "") for each in chosen]
        case Shape.DESTINATION:
            return _destination(text, sent.get(f"{name}.number", "").strip())
        case Shape.PROMPT:
            return _prompt(text, sent.get(f"{name}.text", "").strip())
        case Shape.ROWS:
            return _rows(field.inner, entry.entries, sent, name)
        case Shape.LINES:
            return [part for each in text.splitlines() for part in _parts(each, entry) if part]
        case Shape.SPANS:
            return [_span(part.strip()) for part in re.split(r"[,;]", text) if part.strip()]
        case Shape.HOLIDAYS:
            country, _, region = text.upper().partition("-")
            return {"country": country} | ({"region": region} if region else {}) if text else None
        case Shape.JSON:
            return _json(text)
        case _:
            return text if text or not field.optional else None


def _parts(line: str, entry: Entry) -> list[str]:
    """In a row there is one line, and several values stand between commas."""
    return [part.strip() for part in line.split(",")] if entry.name == "skills" else [line.strip()]


def _destination(choice: str, number: str) -> dict[str, str] | None:
    kind, _, identifier = choice.partition(":")
    if kind == "outside":
        return {"kind": kind, "number": number}
    return {"kind": kind, "id": identifier} if kind else None


def _prompt(sound: str, text: str) -> dict[str, str] | None:
    """A text wins over a sound, since it is typed last."""
    if text:
        return {"text": text}
    return {"sound": sound} if sound else None


def _rows(cls: type[Document], entries: tuple[Entry, ...], sent: Sent, name: str) -> list[dict[str, Any]]:
    """Rows in which something stands; what is only the first of a list of choices is nothing."""
    found = {int(key[len(name) + 1 :].partition(".")[0]) for key in sent if re.match(rf"{re.escape(name)}\.\d+\.", key)}
    rows = []
    for index in sorted(found)[:ROWS_MAX]:
        row = read_form(cls, entries, sent, f"{name}.{index}.")
        telling = [value for key, value in row.items() if not isinstance(value, bool) and not _always(cls, key)]
        if any(value not in (None, "", []) for value in telling):
            rows.append({key: value for key, value in row.items() if value is not None})
    return rows


def _always(cls: type[Document], name: str) -> bool:
    """A choice without an empty one says nothing about whether somebody filled in the row."""
    field = field_of(cls, name)
    return field.shape is Shape.CHOICE and field.enum is not None


def _span(text: str) -> dict[str, str]:
    opens, _, closes = text.replace("–", "-").partition("-")
    return {"opens": opens.strip(), "closes": closes.strip()}


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text else []
    except (ValueError, RecursionError):
        return text
