"""Objects from what this machine has stored itself: validated when they came, so they need not be validated again.

Thousands of employees are read when a call process starts. Documents whose fields that are given are plain words and
numbers are made from them directly; all others, and whatever looks odd, go through validation as ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Final, Union, cast, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, from_json

from tenants.model.document import Document
from tenants.model.objects import CLASSES, Kind, TelephonyObject, given_fields, parse_object

_PLAIN: Final = frozenset({str, int, bool, float, type(None)})
AT_ONCE: Final = 256
_KINDS: Final = {kind.value: kind for kind in Kind}
_set = object.__setattr__


def stored_objects(rows: Iterable[tuple[str, str]]) -> Iterator[TelephonyObject]:
    """The objects of `(kind, JSON)` rows that this machine wrote.

    Raises ValueError for what cannot be an object, KeyError for a kind that nobody knows.
    """
    rest = iter(rows)
    # Many in one text: the parser is started less often. Not all: what it makes on its way is needed only for a moment.
    while some := list(islice(rest, AT_ONCE)):
        parsed = from_json("[" + ",".join([document for _, document in some]) + "]", cache_strings="all")
        for (kind, _), data in zip(some, parsed, strict=True):
            yield stored_object(_KINDS[kind], data)


def stored_object(kind: Kind, data: dict[str, Any]) -> TelephonyObject:
    """The object of `kind` from plain data that this machine has validated before."""
    shape = _SHAPES[kind]
    given = shape.given_by(tuple(data))
    if given is None:
        return parse_object(kind, data)
    item = shape.cls.__new__(shape.cls)
    # What pydantic's own model_construct sets, without asking each field for its default.
    _set(item, "__dict__", shape.defaults | data)
    _set(item, "__pydantic_fields_set__", given)
    _set(item, "__pydantic_extra__", None)
    _set(item, "__pydantic_private__", None)
    return cast(TelephonyObject, item)


@dataclass(frozen=True)
class _Shape:
    cls: type[Document]
    defaults: dict[str, Any]
    """All fields in their order; required ones, which every document brings, as None."""
    plain: frozenset[str]
    required: frozenset[str]
    seen: dict[tuple[str, ...], set[str] | None] = field(default_factory=dict)
    """Thousands of documents have the same fields, and are judged once."""

    def given_by(self, names: tuple[str, ...]) -> set[str] | None:
        """The note of which fields were given; None for a document that is to be validated."""
        try:
            return self.seen[names]
        except KeyError:
            simple = self.required <= set(names) <= self.plain
            self.seen[names] = given_fields(names) if simple else None
            return self.seen[names]


def _shape(cls: type[TelephonyObject]) -> _Shape:
    fields = cls.model_fields
    defaults = {name: _default(info) for name, info in fields.items()}
    # A default that is made anew for each object cannot be handed to all: such fields must come with the document.
    made = {name for name, info in fields.items() if info.default_factory not in {None, tuple}}
    plain = {name for name, info in fields.items() if _is_plain(info.annotation)}
    required = {name for name, info in fields.items() if info.is_required()} | made
    assert PydanticUndefined not in (value for name, value in defaults.items() if name not in required)
    return _Shape(cls, defaults, frozenset(plain), frozenset(required))


def _default(info: FieldInfo) -> Any:
    """None for a field without one. An empty tuple can be everybody's."""
    return () if info.default_factory is tuple else None if info.is_required() else info.default


def _is_plain(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _is_plain(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return all(_is_plain(part) for part in get_args(annotation))
    return annotation in _PLAIN


_SHAPES: Final = {kind: _shape(cls) for kind, cls in CLASSES.items()}
