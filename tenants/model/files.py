"""Which files of sound a company needs on its nodes."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel

from tenants.model.document import Document
from tenants.model.objects import TelephonyObject
from tenants.model.prompt import Prompt
from tenants.model.sound import Sound

SomeDocument = TypeVar("SomeDocument", bound=Document)


def files_of(items: Iterable[TelephonyObject]) -> frozenset[str]:
    """The hashes of all files that `items` name: sounds, their translations, and what the voice has spoken."""
    return frozenset(file for item in items if _may_hold(type(item)) for file in _files(item))


def prompts_of(item: Document) -> Iterator[Prompt]:
    """Every prompt inside `item`, however deep."""
    for name in prompt_fields(type(item)):
        yield from (found for found in _walk(getattr(item, name)) if isinstance(found, Prompt))


def with_prompts(item: SomeDocument, change: Callable[[Prompt], Prompt]) -> SomeDocument:
    """`item` with every prompt inside it as `change` gives it; the same item when nothing has changed."""
    return cast("SomeDocument", _mapped(item, change)) if _may_hold(type(item)) else item


def _mapped(value: Any, change: Callable[[Prompt], Prompt]) -> Any:
    if isinstance(value, Prompt):
        return change(value)
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        after = {name: _mapped(field, change) for name, field in fields.items()}
        changed = {name: field for name, field in after.items() if field is not fields[name]}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        parts = tuple(_mapped(part, change) for part in value)
        return parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    if isinstance(value, dict):
        entries = {key: _mapped(part, change) for key, part in value.items()}
        return entries if any(entries[key] is not part for key, part in value.items()) else value
    return value


def _files(item: Document) -> Iterator[str]:
    for found in _walk(item):
        if isinstance(found, Sound):
            yield from (found.file, *found.translations.values())
        elif isinstance(found, Prompt) and found.spoken is not None:
            yield found.spoken


def _walk(value: Any) -> Iterator[Sound | Prompt]:
    if isinstance(value, Sound | Prompt):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _walk(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _walk(part)


@cache
def prompt_fields(cls: type[Document]) -> tuple[str, ...]:
    """The fields of a class in which prompts can stand, however deep."""
    fields = cls.model_fields.items()
    return tuple(name for name, info in fields if Prompt in _classes(info.annotation, set()))


@cache
def _may_hold(cls: type[BaseModel]) -> bool:
    """Whether sounds or prompts can stand in a document of this class: most have none, and need no look."""
    return any(issubclass(inner, Sound | Prompt) for inner in _classes(cls, set()))


def _classes(annotation: Any, seen: set[Any]) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return set()
        seen.add(annotation)
        inner = (info.annotation for info in annotation.model_fields.values())
        return {annotation}.union(*(_classes(each, seen) for each in inner))
    found: set[type[BaseModel]] = set()
    for part in get_args(annotation):
        found |= _classes(part, seen)
    return found
