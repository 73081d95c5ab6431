"""Which objects of the company an object points to, where it does so, and the object without such pointers.

One walker over all documents: a field refers when its type is marked with `Refers`, or is a `Destination` inside.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, TypeVar, cast, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from tenants.model.destination import Destination, DestinationKind
from tenants.model.document import Document
from tenants.model.fields import AllWhenEmpty, Refers
from tenants.model.objects import Kind

Path = tuple[str | int, ...]
Key = tuple[Kind, str]
SomeDocument = TypeVar("SomeDocument", bound=Document)
_NO_OBJECT: Final = frozenset({DestinationKind.OUTSIDE, DestinationKind.HANG_UP, DestinationKind.DIRECTORY})
_GONE: Final = object()


@dataclass(frozen=True)
class Reference:
    """`path` leads through fields and positions, such as `("choices", 2, "destination")`."""

    path: Path
    kind: Kind
    id: str

    @property
    def key(self) -> Key:
        return (self.kind, self.id)

    @property
    def field(self) -> str:
        """The path as answers of the API write it: `choices.2.destination`."""
        return ".".join(map(str, self.path))


def references(item: Document) -> Iterator[Reference]:
    """Everything that `item` points to, in the order of its fields."""
    fields = _pointing_fields(type(item))
    given = item.model_fields_set  # what was not given is the default, and defaults point nowhere
    if given.isdisjoint(fields):
        return
    for name, kind in fields.items():
        value = getattr(item, name) if name in given else None
        if value is not None and value != ():
            yield from _found(value, kind, (name,))


def without(item: SomeDocument, gone: Collection[Key]) -> SomeDocument | None:
    """`item` with nothing that points to `gone`: optional fields are emptied, entries of lists left out.

    None when the object cannot be without them, such as hold music without its only sound, or a rule for one number.
    """
    left = _kept(item, None, frozenset(gone))
    return None if left is _GONE else cast("SomeDocument", left)


@cache
def referred_kind(field: FieldInfo) -> Kind | None:
    """The kind of the ids that a field holds, also in a list; None when it holds none of its own."""
    marks = [mark for mark in (*field.metadata, *_marks(field.annotation)) if isinstance(mark, Refers)]
    return Kind(marks[0].kind) if marks else None


def _found(value: Any, kind: Kind | None, path: Path) -> Iterator[Reference]:
    match value:
        case Destination():
            if value.id is not None and value.kind not in _NO_OBJECT:
                yield Reference(path, Kind(value.kind.value), value.id)
        case Document():
            for inner in references(value):
                yield Reference(path + inner.path, inner.kind, inner.id)
        case tuple():
            for index, entry in enumerate(value):
                yield from _found(entry, kind, (*path, index))
        case str() if kind is not None:
            yield Reference(path, kind, value)


def _kept(value: Any, kind: Kind | None, gone: frozenset[Key]) -> Any:
    """`value` without what is gone; `_GONE` when nothing of it can stay."""
    match value:
        case Destination():
            lost = value.kind not in _NO_OBJECT and (Kind(value.kind.value), value.id) in gone
            return _GONE if lost else value
        case Document():
            return _kept_document(value, gone)
        case tuple():
            return tuple(left for entry in value if (left := _kept(entry, kind, gone)) is not _GONE)
        case str() if kind is not None and (kind, value) in gone:
            return _GONE
    return value


def _kept_document(item: Document, gone: frozenset[Key]) -> Any:
    if not any(reference.key in gone for reference in references(item)):
        return item
    left: dict[str, Any] = {}
    for name, field in type(item).model_fields.items():
        kept = _kept(getattr(item, name), _pointing_fields(type(item)).get(name), gone)
        if kept == () and kept != getattr(item, name) and AllWhenEmpty() in field.metadata:
            return _GONE
        left[name] = None if kept is _GONE else kept
    try:
        return type(item).model_validate(left)
    except ValidationError:
        return _GONE


def pointing_fields(cls: type[Document]) -> dict[str, Kind | None]:
    """The fields of `cls` that may point somewhere; a kind where they hold ids of it themselves. Not to be changed."""
    return _pointing_fields(cls)


@cache
def _pointing_fields(cls: type[Document]) -> dict[str, Kind | None]:
    """The fields of `cls` that may point somewhere, with the kind of ids that they hold themselves."""
    return {
        name: referred_kind(field)
        for name, field in cls.model_fields.items()
        if referred_kind(field) is not None or any(_holds_documents(part) for part in _parts(field.annotation))
    }


def _holds_documents(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, Document)


def _marks(annotation: Any) -> Iterator[Any]:
    return (mark for part in _parts(annotation, whole=True) for mark in getattr(part, "__metadata__", ()))


def _parts(annotation: Any, *, whole: bool = False) -> Iterator[Any]:
    """The type itself and all types inside of it; `whole`: also `Annotated[…]` as such."""
    if get_origin(annotation) is Annotated:
        if whole:
            yield annotation
        yield from _parts(get_args(annotation)[0], whole=whole)
        return
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part, whole=whole)
