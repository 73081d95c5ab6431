"""What the fields of a document mean, from the strings below them in its source.

Read when somebody asks, and not when the classes are made: finding them takes longer than everything else that a call
process imports, and calls never ask.
"""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel


@cache
def descriptions(cls: type) -> Mapping[str, str]:
    """Field → text, those of its bases included. Of a class without source (made by a function): none of its own."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        if issubclass(each, BaseModel) and each is not BaseModel:
            found |= _own(each)
    return MappingProxyType(found)


def _own(cls: type) -> dict[str, str]:
    try:
        source = inspect.getsource(cls)
    except (OSError, TypeError):
        return {}
    (definition,) = ast.parse(textwrap.dedent(source)).body
    assert isinstance(definition, ast.ClassDef)
    found = {}
    for field, below in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and (text := _text(below)):
            found[field.target.id] = inspect.cleandoc(text)
    return found


def _text(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return statement.value.value if isinstance(statement.value.value, str) else None
    return None
