"""Objects from what this machine has stored itself: validated when they came, so they need not be validated again.

Thousands of objects are read when a call process starts. Documents whose fields that are given are words, numbers,
enumerated words, lists of such, or documents of such, are made from them directly; all others, and whatever looks odd,
go through validation as ever.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, from_json

from tenants.model.document import Document
from tenants.model.objects import CLASSES, Kind, TelephonyObject, given_fields, parse_object

_PLAIN: Final = frozenset({str, int, bool, float})
AT_ONCE: Final = 256
_KINDS: Final = {kind.value: kind for kind in Kind}
_set = object.__setattr__
Reading = Callable[[Any], Any]
"""From JSON to the value of a field. Raises LookupError, TypeError for what is not what it should be."""


class _Odd(LookupError):
    """Not to be made without validation."""


def stored_objects(rows: Iterable[tuple[str, str]]) -> Iterator[TelephonyObject]:
    """The objects of `(kind, JSON)` rows that this machine wrote.

    Raises ValueError for what cannot be an object, KeyError for a kind that nobody knows.
    """
    rest = iter(rows)
    # Many in one text: the parser is started less often. Not all: what it makes on its way is needed only for a moment.
    while some := list(islice(rest, AT_ONCE)):
        parsed = from_json("[" + ",".join([document for _, document in some]) + "]", cache_strings="keys")
        for (kind, _), data in zip(some, parsed, strict=True):
            yield stored_object(_KINDS[kind], data)


def stored_object(kind: Kind, data: dict[str, Any]) -> TelephonyObject:
    """The object of `kind` from plain data that this machine has validated before."""
    try:
        item: Any = _shape(CLASSES[kind]).make(data)
    except (LookupError, TypeError):
        return parse_object(kind, data)
    return item  # type: ignore[no-any-return]  # a `cast` would be one call more for each of thousands


@dataclass(frozen=True)
class _Given:
    """Documents with the same fields: thousands of them are judged once."""

    names: set[str]
    readings: tuple[tuple[str, Reading], ...]
    """Of the fields whose JSON is not their value."""


@dataclass(frozen=True)
class _Shape:
    cls: type[Document]
    defaults: dict[str, Any]
    """All fields in their order; required ones, which every document brings, as None."""
    first: str
    readings: dict[str, Reading | None]
    """Of each field that can be read directly; None: its JSON is its value."""
    required: frozenset[str]
    seen: dict[tuple[str, ...], _Given | None] = field(default_factory=dict)

    def make(self, data: dict[str, Any]) -> Document:
        """Raises LookupError, TypeError for a document that is to be validated."""
        names = tuple(data)
        given = self.seen[names] if names in self.seen else self._judged(names)
        if given is None:
            raise _Odd
        item = self.cls.__new__(self.cls)
        # What pydantic's own model_construct sets, without asking each field for its default. With one field in it, the
        # dictionary keeps the keys that all of its class share: an update of an empty one would bring keys of its own.
        own = item.__dict__
        own[self.first] = None
        own.update(self.defaults)
        own.update(data)
        for name, reading in given.readings:
            if data[name] is not None:
                own[name] = reading(data[name])
        _set(item, "__pydantic_fields_set__", given.names)
        _set(item, "__pydantic_extra__", None)
        _set(item, "__pydantic_private__", None)
        return item

    def _judged(self, names: tuple[str, ...]) -> _Given | None:
        given = None
        if self.required <= set(names) <= self.readings.keys():
            needed = tuple((name, reading) for name in names if (reading := self.readings[name]) is not None)
            given = _Given(given_fields(names), needed)
        self.seen[names] = given
        return given


@cache
def _shape(cls: type[Document]) -> _Shape:
    fields = cls.model_fields
    defaults = {name: _default(info) for name, info in fields.items()}
    # A default that is made anew for each object cannot be handed to all: such fields must come with the document.
    made = {name for name, info in fields.items() if info.default_factory not in {None, tuple}}
    readings = {name: reading for name, info in fields.items() if (reading := _reading(info.annotation)) is not _odd}
    required = {name for name, info in fields.items() if info.is_required()} | made
    assert PydanticUndefined not in (value for name, value in defaults.items() if name not in required)
    return _Shape(cls, defaults, next(iter(defaults)), readings, frozenset(required))


def _default(info: FieldInfo) -> Any:
    """None for a field without one. An empty tuple can be everybody's."""
    return () if info.default_factory is tuple else None if info.is_required() else info.default


def _odd(_value: Any) -> Any:
    raise _Odd


def _reading(annotation: Any) -> Reading | None:
    """How a field is read; None: as it stands, `_odd`: by validation alone."""
    origin = get_origin(annotation)
    if annotation in _PLAIN:
        return None
    if origin is Annotated:
        return _reading(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return _reading_of_one([part for part in get_args(annotation) if part is not type(None)])
    if origin is tuple and get_args(annotation)[1:] == (Ellipsis,):
        return _reading_of_many(_reading(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return dict(annotation._value2member_map_).__getitem__
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return lambda data: _shape(annotation).make(data)
    return _odd


def _reading_of_one(parts: list[Any]) -> Reading | None:
    """Of a value that may be missing; one that may be this or that is for validation, unless both are plain."""
    if all(_reading(part) is None for part in parts):
        return None
    return _reading(parts[0]) if len(parts) == 1 else _odd


def _reading_of_many(one: Reading | None) -> Reading:
    if one is None:
        return tuple
    return one if one is _odd else lambda values: tuple(map(one, values))
