"""What an original lets its descendants override."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

_MARK: Final = "__carillon_hook__"
Method = TypeVar("Method", bound=Callable[..., Any])


def hook(method: Method) -> Method:
    """Mark a method of an original: descendants may override it, and call `super()`. Its name and shape then stay."""
    setattr(method, _MARK, True)
    return method


def hooks_of(original: type) -> dict[str, Callable[..., Any]]:
    """The hooks of an original by name, its ancestors' included."""
    found: dict[str, Callable[..., Any]] = {}
    for cls in reversed(original.__mro__):
        found |= {name: value for name, value in vars(cls).items() if getattr(value, _MARK, False)}
        # An original may override its ancestor's hook without marking it again.
        found |= {name: vars(cls)[name] for name in found if name in vars(cls)}
    return found
