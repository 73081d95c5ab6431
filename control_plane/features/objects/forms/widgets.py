"""Fields of a form. Each one shows a plain value of the document as flat texts, and reads it back from what was sent.

`read` gives what the API would be sent; None stands for what was left empty. What cannot be understood is handed on as
it was typed, so that the document's own check tells what is wrong with it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from werkzeug.datastructures import MultiDict

from control_plane.features.objects.forms.choices import NOTHING, OUTSIDE, Option, Rest
from tenants.model import Kind

Sent = MultiDict[str, str]
Pairs = Iterator[tuple[str, str]]
_LONGEST = 20_000
TYPED = "._typed"
"""Ends the name of the field beside a select box that cannot list everything."""


class Widget(Protocol):
    """`look` is the name of the macro that draws it."""

    look: ClassVar[str]

    def show(self, name: str, value: Any) -> Pairs:
        """Name and text of every input that shows `value`."""

    def read(self, sent: Sent, name: str) -> Any:
        """The plain value that was sent."""


def text_of(sent: Sent, name: str) -> str:
    """Without white space around it; more than any field takes is cut."""
    return sent.get(name, "")[:_LONGEST].strip()


@dataclass(frozen=True)
class Text:
    look: ClassVar[str] = "text"
    type: str = "text"
    secret: bool = False

    def show(self, name: str, value: Any) -> Pairs:
        if value is not None and not self.secret:
            yield name, str(value)

    def read(self, sent: Sent, name: str) -> Any:
        text = text_of(sent, name)
        if self.type == "number" and re.fullmatch(r"-?[0-9]{1,12}", text):
            return int(text)
        return text or None


@dataclass(frozen=True)
class Pin(Text):
    """Empty: stays as it is; a tick takes it away."""

    look: ClassVar[str] = "pin"
    type: str = "password"
    secret: bool = True


@dataclass(frozen=True)
class Tick:
    look: ClassVar[str] = "tick"

    def show(self, name: str, value: Any) -> Pairs:
        if value:
            yield name, "yes"

    def read(self, sent: Sent, name: str) -> Any:
        return name in sent


@dataclass(frozen=True)
class Select:
    look: ClassVar[str] = "select"
    options: Sequence[Option] = ()
    rest: Rest = NOTHING

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Option]]]:
        return (("", self.options),)

    def show(self, name: str, value: Any) -> Pairs:
        if value is not None:
            yield name, str(value)

    def read(self, sent: Sent, name: str) -> Any:
        typed = text_of(sent, f"{name}{TYPED}")
        return self.rest.value(typed) if typed else text_of(sent, name) or None


@dataclass(frozen=True)
class Customisation(Select):
    """`clinic`, or `clinic:` and the hash of a bundle."""

    def show(self, name: str, value: Any) -> Pairs:
        if isinstance(value, dict):
            yield name, ":".join(filter(None, (value["name"], value.get("bundle"))))

    def read(self, sent: Sent, name: str) -> Any:
        chosen, _, bundle = text_of(sent, name).partition(":")
        return {"name": chosen, "bundle": bundle or None} if chosen else None


@dataclass(frozen=True)
class Ticks:
    """Several of the options."""

    look: ClassVar[str] = "ticks"
    groups: Sequence[tuple[str, Sequence[Option]]] = ()
    destinations: bool = False
    rest: Rest = NOTHING

    def show(self, name: str, value: Any) -> Pairs:
        for each in value or ():
            yield name, f"{each['kind']}:{each.get('id')}" if self.destinations else str(each)

    def read(self, sent: Sent, name: str) -> Any:
        return self._values(sent.getlist(name)[:1000] + self._typed(sent, name))

    def _typed(self, sent: Sent, name: str) -> list[str]:
        parts = text_of(sent, f"{name}{TYPED}").split(",")
        return [self.rest.value(part.strip()) for part in parts if part.strip()]

    def _values(self, chosen: Sequence[str]) -> Any:
        return [_destination(each) for each in chosen] if self.destinations else list(chosen)


@dataclass(frozen=True)
class Ordered(Ticks):
    """Several of the options, whose order counts: a select box for each."""

    look: ClassVar[str] = "ordered"

    def read(self, sent: Sent, name: str) -> Any:
        sent_ones = sent.getlist(name)[:1000] + self._typed(sent, name)
        return self._values(list(dict.fromkeys(each for each in sent_ones if each)))


@dataclass(frozen=True)
class Destination:
    """One select box for all objects; a number outside is written beside it."""

    look: ClassVar[str] = "destination"
    groups: Sequence[tuple[str, Sequence[Option]]] = ()
    rest: Rest = NOTHING

    def show(self, name: str, value: Any) -> Pairs:
        if isinstance(value, dict) and value.get("kind") == OUTSIDE:
            yield name, OUTSIDE
            yield f"{name}.number", str(value.get("number") or "")
        elif isinstance(value, dict):
            yield name, f"{value['kind']}:{value.get('id')}"

    def read(self, sent: Sent, name: str) -> Any:
        chosen, number = text_of(sent, name), text_of(sent, f"{name}.number")
        if typed := text_of(sent, f"{name}{TYPED}"):
            chosen = self.rest.value(typed)
        if chosen == OUTSIDE:
            return {"kind": OUTSIDE, "number": number}
        return _destination(chosen) if chosen else None


@dataclass(frozen=True)
class Prompt:
    """A sound, or words that are spoken."""

    look: ClassVar[str] = "prompt"
    sounds: Sequence[Option] = ()

    def show(self, name: str, value: Any) -> Pairs:
        for part in ("sound", "text"):
            if isinstance(value, dict) and value.get(part):
                yield f"{name}.{part}", str(value[part])

    def read(self, sent: Sent, name: str) -> Any:
        given = {part: text for part in ("sound", "text") if (text := text_of(sent, f"{name}.{part}"))}
        return given or None


@dataclass(frozen=True)
class Parts:
    """A small document whose fields stand side by side, such as country and region."""

    look: ClassVar[str] = "parts"
    parts: Sequence[tuple[str, Any, object]] = ()
    """Name, widget, words."""

    def show(self, name: str, value: Any) -> Pairs:
        for part, widget, _ in self.parts:
            yield from widget.show(f"{name}.{part}", (value or {}).get(part))

    def read(self, sent: Sent, name: str) -> Any:
        read = {part: widget.read(sent, f"{name}.{part}") for part, widget, _ in self.parts}
        given = {part: value for part, value in read.items() if value is not None}
        return given or None


@dataclass(frozen=True)
class Lines:
    """One entry per line, or between commas."""

    look: ClassVar[str] = "lines"
    comma: bool = False

    def show(self, name: str, value: Any) -> Pairs:
        if value:
            yield name, (", " if self.comma else "\n").join(map(str, value))

    def read(self, sent: Sent, name: str) -> Any:
        parts = re.split(r"[,\n]" if self.comma else r"\n", text_of(sent, name))
        return [part.strip() for part in parts if part.strip()]


@dataclass(frozen=True)
class Spans:
    """`09:00-13:00, 14:00-18:00`"""

    look: ClassVar[str] = "text"
    type: str = "text"

    def show(self, name: str, value: Any) -> Pairs:
        spans = [f"{s['opens']}-{s['closes']}" if isinstance(s, dict) else str(s) for s in value or ()]
        if spans:
            yield name, ", ".join(spans)

    def read(self, sent: Sent, name: str) -> Any:
        parts = [re.split(r"[-\u2013]", part, maxsplit=1) for part in text_of(sent, name).split(",") if part.strip()]
        return [{"opens": part[0].strip(), "closes": part[-1].strip()} for part in parts]


@dataclass(frozen=True)
class Json:
    look: ClassVar[str] = "json"

    def show(self, name: str, value: Any) -> Pairs:
        if value is not None:
            yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)

    def read(self, sent: Sent, name: str) -> Any:
        text = text_of(sent, name)
        try:
            return json.loads(text) if text else None
        except (ValueError, RecursionError):
            return text


@dataclass(frozen=True)
class Rows:
    """A list of small documents, a row each; rows that are empty or ticked for removal are left out."""

    look: ClassVar[str] = "rows"
    columns: Sequence[tuple[str, Any, object, object]] = field(default=())
    """Name, widget, label, hint."""

    def show(self, name: str, value: Any) -> Pairs:
        for index, row in enumerate(value if isinstance(value, list) else ()):
            for column, widget, *_ in self.columns:
                yield from widget.show(f"{name}.{index}.{column}", row.get(column))

    def read(self, sent: Sent, name: str) -> Any:
        rows = []
        for index in indexes(sent, name):
            place = f"{name}.{index}"
            read = {column: widget.read(sent, f"{place}.{column}") for column, widget, *_ in self.columns}
            given = {column: value for column, value in read.items() if value not in (None, [], False)}
            if given and f"{place}._remove" not in sent:
                rows.append(given)
        return rows


def indexes(sent: Sent, name: str) -> list[int]:
    """The rows that were sent, in their order."""
    found = {match[1] for key in sent if (match := re.match(rf"{re.escape(name)}\.([0-9]{{1,4}})\.", key))}
    return sorted(map(int, found))


def _destination(chosen: str) -> dict[str, str]:
    """What was typed and is no number of the company is taken for an employee's: the check says that nobody has it."""
    kind, colon, identifier = chosen.partition(":")
    return {"kind": kind, "id": identifier} if colon else {"kind": Kind.EMPLOYEE.value, "id": chosen}
