"""How a field of a document is shown in a form: its type says so."""

import datetime as dt
import types
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from control_plane.features.objects.schemas import is_pin
from tenants.model import Destination, Kind, Prompt, PublicHolidays, Span
from tenants.model.document import Document
from tenants.model.fields import Language
from tenants.model.references import referred_kind


class Shape(Enum):
    TEXT = "text"
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"
    """One of an enumeration, or of the company's objects."""
    CHOICES = "choices"
    DESTINATION = "destination"
    PROMPT = "prompt"
    ROWS = "rows"
    LINES = "lines"
    """A text for each line."""
    SPANS = "spans"
    HOLIDAYS = "holidays"
    SECRET = "secret"  # noqa: S105
    JSON = "json"


@dataclass(frozen=True)
class Field:
    """`inner`: what a list holds; `enum`, `refers`: what there is to choose from."""

    shape: Shape
    inner: Any = None
    enum: type[StrEnum] | None = None
    refers: Kind | None = None
    optional: bool = False
    language: bool = False


@cache
def field_of(cls: type[Document], name: str) -> Field:
    """How the field `name` of `cls` is shown."""
    info = cls.model_fields[name]
    if is_pin(name, info):
        return Field(Shape.SECRET, optional=True)
    bare, optional = _bare(info.annotation)
    if get_origin(bare) is tuple:
        return _of_list(_bare(get_args(bare)[0])[0], info)
    return _of_one(bare, info, optional or not info.is_required())


def _of_list(inner: Any, info: FieldInfo) -> Field:
    refers = referred_kind(info)
    match inner:
        case type() if issubclass(inner, StrEnum):
            return Field(Shape.CHOICES, inner, enum=inner, optional=True)
        case type() if inner is Destination:
            return Field(Shape.CHOICES, inner, optional=True)
        case type() if inner is Span:
            return Field(Shape.SPANS, inner, optional=True)
        case type() if issubclass(inner, Document):
            return Field(Shape.ROWS, inner, optional=True)
        case type() if refers is not None:
            return Field(Shape.CHOICES, inner, refers=refers, optional=True)
        case type() if inner in (str, dt.date):
            return Field(Shape.LINES, inner, optional=True)
    return Field(Shape.JSON, inner)


_DOCUMENTS = {Destination: Shape.DESTINATION, Prompt: Shape.PROMPT, PublicHolidays: Shape.HOLIDAYS}


def _of_one(bare: Any, info: FieldInfo, optional: bool) -> Field:
    if bare in _DOCUMENTS:
        return Field(_DOCUMENTS[bare], optional=optional)
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return Field(Shape.CHOICE, enum=bare, optional=optional)
    if bare is bool:
        return Field(Shape.TICK)
    if bare in (int, float):
        return Field(Shape.NUMBER, optional=optional)
    if (refers := referred_kind(info)) is not None:
        return Field(Shape.CHOICE, refers=refers, optional=optional)
    if _is_language(info):
        return Field(Shape.CHOICE, optional=optional, language=True)
    return Field(Shape.TEXT, optional=optional)


def _is_language(info: FieldInfo) -> bool:
    return info.annotation in (Language, Language | None)


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without its marks and without None, and whether None is one of it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        if len(parts) == 1:
            return _bare(parts[0])[0], True
    return annotation, False
