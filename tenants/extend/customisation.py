"""A customisation: the descendants of one customer or trade, as one value."""

import inspect
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from tenants.extend.fields import Fields
from tenants.extend.hooks import hooks_of
from tenants.model.objects import Kind

FIELDS: Final = "fields"
"""The attribute of a descendant that names its extra fields."""


class NotADescendant(TypeError):
    """A class that cannot answer for an original; the text says what to change."""

    code = "not-a-descendant"


class Customisation:
    """What a folder in `tenants/custom`, or a bundle, offers as `CUSTOMISATION`.

    `words`: by language, the titles and descriptions of fields in that language, keyed by the English ones.
    `fields`: extra fields of objects that no descendant answers for, such as contacts.
    Raises NotADescendant when a descendant overrides what is no hook, or two answer for one original.
    """

    def __init__(
        self,
        name: str,
        *,
        title: str,
        descendants: Iterable[type],
        fields: Mapping[Kind, type[Fields]] = MappingProxyType({}),
        words: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        self.name, self.title, self.words = name, title, words
        self._fields = dict(fields)
        for each in fields.values():
            _check_fields(each)
        self._by_original: dict[type, type] = {}
        for descendant in descendants:
            original = original_of(descendant)
            if other := self._by_original.get(original):
                raise NotADescendant(
                    f"{descendant.__name__} and {other.__name__} both answer for {original.__name__}; make one of them"
                )
            _check(descendant, original)
            self._by_original[original] = descendant
            shape: type[Fields] | None = getattr(descendant, FIELDS, None)
            if shape is not None:
                _check_fields(shape)
                self._fields[_kind_of(original)] = shape

    def __repr__(self) -> str:
        return f"Customisation({self.name!r})"

    def answering(self, original: type) -> type:
        """Who answers for `original`; itself when nobody does."""
        return self._by_original.get(original, original)

    @property
    def descendants(self) -> Mapping[type, type]:
        """By original."""
        return MappingProxyType(self._by_original)

    def fields_of(self, kind: Kind) -> type[Fields] | None:
        """The extra fields of objects of this kind; None: there are none."""
        return self._fields.get(kind)

    def translated(self, text: str, language: str) -> str:
        """A field's title or description in a language; the English one when it is not translated."""
        return self.words.get(language, {}).get(text, text)


def original_of(descendant: type) -> type:
    """The original that `descendant` descends from. Raises NotADescendant."""
    for cls in descendant.__mro__[1:]:
        if hooks_of(cls) and cls.__module__.startswith("tenants.calls."):
            return cls
    raise NotADescendant(f"{descendant.__name__} descends from no original, such as EmployeeDestination")


def _kind_of(original: Any) -> Kind:
    """Of the objects that `original` stands for. Raises NotADescendant."""
    kind: Kind | None = original.kind
    if kind is None:
        raise NotADescendant(f"{original.__name__} stands for no object, so a descendant has no place for its fields")
    return kind


def _check(descendant: type, original: type) -> None:
    """Raises NotADescendant."""
    hooks = hooks_of(original)
    for cls in descendant.__mro__[: descendant.__mro__.index(original)]:
        for name in vars(cls):
            if name.startswith(("__", "_abc_")) or name in hooks or not hasattr(original, name):
                continue
            there = ", ".join(sorted(hooks))
            raise NotADescendant(f"{descendant.__name__}.{name}: {original.__name__} has only the hooks {there}")
        for name in vars(cls).keys() & hooks.keys():
            _same_shape(f"{descendant.__name__}.{name}", vars(cls)[name], hooks[name])


def _check_fields(shape: Any) -> None:
    """Raises NotADescendant."""
    if not (isinstance(shape, type) and issubclass(shape, Fields)):
        raise NotADescendant(f"{shape!r} must be a class that inherits from Fields")
    for name, info in shape.model_fields.items():
        if info.is_required():
            raise NotADescendant(f"{shape.__name__}.{name} needs a default: objects exist before they are customised")


def _same_shape(what: str, mine: Any, hooked: Any) -> None:
    """Raises NotADescendant when `mine` cannot be called as the hook is."""
    if inspect.iscoroutinefunction(hooked) != inspect.iscoroutinefunction(mine):
        raise NotADescendant(f"{what} must be {'async' if inspect.iscoroutinefunction(hooked) else 'without async'}")
    wanted, has = inspect.signature(hooked).parameters, inspect.signature(mine).parameters
    open_ended = any(each.kind is each.VAR_POSITIONAL for each in has.values())
    if not open_ended and list(wanted) != list(has):
        raise NotADescendant(f"{what} takes {', '.join(has)}; the hook takes {', '.join(wanted)}")
