"""The extra fields of a company's customisation as a group of a form, in the reader's language."""

import types
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from control_plane.features.objects.layout import Entry, Group
from control_plane.web.words import reading_language
from tenants.extend import Customisation
from tenants.extend.references import CUSTOM
from tenants.extend.registry import known
from tenants.model import Company, TelephonyObject
from tenants.model.objects import kind_of_class


def extra_groups(cls: type[TelephonyObject], company: Company) -> tuple[Group, ...]:
    """One group, or none where the customisation adds nothing to objects of this class."""
    customised = known(company.profile.customisation)
    shape = customised.fields_of(kind_of_class(cls)) if customised is not None else None
    if customised is None or shape is None:
        return ()
    language = reading_language()
    entries = tuple(
        Entry(
            f"{CUSTOM}.{name}",
            customised.translated(info.title or name.replace("_", " ").capitalize(), language),
            customised.translated(info.description or "", language),
            extra=shape,
            options=_options(info, customised, language),
        )
        for name, info in shape.model_fields.items()
    )
    return (Group(customised.translated(customised.title, language), entries),)


def _options(info: FieldInfo, customised: Customisation, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((value, customised.translated(value, language)) for value in _choices(info.annotation))


def _choices(annotation: Any) -> tuple[str, ...]:
    origin = get_origin(annotation)
    if origin is Literal:
        return tuple(map(str, get_args(annotation)))
    if origin in (Union, types.UnionType):
        return tuple(value for part in get_args(annotation) for value in _choices(part))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(each.value for each in annotation)
    return ()
