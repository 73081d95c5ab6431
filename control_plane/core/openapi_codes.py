"""Which problems an operation may answer with, read from its code: what it and all that it calls can raise.

A promise that is written by hand is forgotten with the first change. The reading errs on the side of too many: a
problem that is raised and caught again on the way counts, too.
"""

from collections.abc import Callable, Iterator
from functools import cache
from inspect import unwrap
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

from control_plane.core.problems import Problem

_OURS: Final = "control_plane."
_Problems = frozenset[type[Problem]]


@cache
def problems_of(view: Callable[..., Any]) -> _Problems:
    """The problems, without those that the framework has for every operation."""
    found: set[type[Problem]] = set()
    seen: set[int] = set()
    waiting: list[Any] = [view, unwrap(view)]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or not isinstance(thing, FunctionType):
            continue
        seen.add(id(thing))
        for known in _mentioned(thing):
            if isinstance(known, type) and issubclass(known, Problem) and known is not Problem:
                found.add(known)
            elif isinstance(known, FunctionType) and known.__module__.startswith(_OURS):
                waiting.append(known)
    return frozenset(found)


def _mentioned(function: FunctionType) -> Iterator[Any]:
    """Whatever a function's code names: by global names, by names within our modules, by what it closes over."""
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:
            continue
    for code in _codes(function.__code__):
        for name in code.co_names:
            value = function.__globals__.get(name)
            yield value
            if isinstance(value, ModuleType) and value.__name__.startswith(_OURS):
                yield from (getattr(value, each, None) for each in code.co_names)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)
