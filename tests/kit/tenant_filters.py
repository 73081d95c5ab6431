"""Takes the filters by company out of the running code, one at a time, to see whether the database holds without them.

A filter is a comparison of a model's `company_id` (or of `Company.id`) in a query, or a key with the company in it that
a row is fetched by. The function around it is compiled anew without it, and its code exchanged where it lives.
"""

import ast
import gc
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, inspect, select, true
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

ROOT: Final = Path(__file__).resolve().parents[2]
_HERE: Final = "tests.kit.tenant_filters"
_COMPANIES: Final = {"Company", "RetiredCompany"}
Place = tuple[str, str, int]
"""Of a function: file, qualified name, first line."""


@dataclass(frozen=True)
class Filter:
    """The `number`th filter of a file, in the order in which they are found."""

    file: Path
    number: int
    line: int
    words: str

    @property
    def name(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} {self.words}"


def dropped(_: object) -> ColumnElement[bool]:
    """In the place of a filter: everything."""
    return true()


def by_the_rest(session: Session, model: type[Any], key: Any, *, must: bool = False, **_: object) -> Any:
    """In the place of a look by key: whoever has the rest of the key, whatever the company."""
    columns = inspect(model).primary_key
    values = key if isinstance(key, tuple) else (key,)
    rest = [column == value for column, value in zip(columns, values, strict=True) if not _is_company(column)]
    statement = select(model).where(*rest).order_by(columns[0]).limit(1)
    found = session.scalar(statement.execution_options(populate_existing=True))
    if must and found is None:
        raise NoResultFound
    return found


def _is_company(column: Any) -> bool:
    return column.name == "company_id" or column.table.name in ("companies", "retired_companies")


def filters(folder: Path = ROOT / "control_plane") -> list[Filter]:
    """All of them; migrations are not asked by anybody."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        if "migrations" not in file.parts:
            remover = _Remover()
            remover.visit(_parsed(file))
            found += [Filter(file, n, node.lineno, ast.unparse(node)) for n, node in enumerate(remover.found)]
    return found


@contextmanager
def without(taken: Filter) -> Iterator[set[Place]]:
    """The filter is gone meanwhile; yields the functions that were changed."""
    remover = _Remover(taken.number)
    changed = ast.fix_missing_locations(remover.visit(_parsed(taken.file)))
    around = {code: code for code in _codes(compile(changed, str(taken.file), "exec"))}
    before: list[tuple[types.FunctionType, types.CodeType]] = []
    for code in around:
        for function in _living().get(_place(code), ()):
            if remover.line in range(code.co_firstlineno, _last_line(code) + 1):
                before.append((function, function.__code__))
                function.__code__ = code
    try:
        yield {_place(old) for _, old in before}
    finally:
        for function, old in before:
            function.__code__ = old


class _Remover(ast.NodeTransformer):
    """Finds all filters; the `target`th is put out of force."""

    def __init__(self, target: int | None = None) -> None:
        self.found: list[ast.expr] = []
        self.line = 0
        self._target = target

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ops[0], ast.Eq) and _names_company(node.left):
            return self._note(node, "dropped", [node])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Attribute):
            return node
        if node.func.attr == "in_" and _names_company(node.func.value):
            return self._note(node, "dropped", [node])
        if node.func.attr in ("get", "get_one") and _is_key(node.args):
            must = ast.keyword("must", ast.Constant(node.func.attr == "get_one"))
            return self._note(node, "by_the_rest", [node.func.value, *node.args], [must, *node.keywords])
        return node

    def _note(
        self, node: ast.expr, name: str, args: list[ast.expr], keywords: list[ast.keyword] | None = None
    ) -> ast.expr:
        self.found.append(node)
        if len(self.found) - 1 != self._target:
            return node
        self.line = node.lineno
        module = ast.parse(f"__import__({_HERE!r}, fromlist=['x']).{name}", mode="eval").body
        return ast.copy_location(ast.Call(module, args, keywords or []), node)


def _names_company(node: ast.expr) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return (node.attr == "company_id" and (owner[:1].isupper() or owner == "table")) or (
        node.attr == "id" and owner in _COMPANIES
    )


def _is_key(args: list[ast.expr]) -> bool:
    """Of `session.get(Model, key)`: a key of several parts starts with the company."""
    if len(args) < 2:
        return False
    root = args[0].value if isinstance(args[0], ast.Subscript) else args[0]
    name = root.attr if isinstance(root, ast.Attribute) else getattr(root, "id", "")
    return name[:1].isupper() and (isinstance(args[1], ast.Tuple) or name in _COMPANIES)


@cache
def _source(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _parsed(file: Path) -> ast.Module:
    return ast.parse(_source(file), str(file))


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield each
            yield from _codes(each)


def _last_line(code: types.CodeType) -> int:
    lines = [line for _, _, line in code.co_lines() if line is not None]
    return max([*lines, *(_last_line(each) for each in code.co_consts if isinstance(each, types.CodeType))], default=0)


def _place(code: types.CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


@cache
def _living() -> dict[Place, list[types.FunctionType]]:
    """All functions of the control plane that there are now."""
    found: dict[Place, list[types.FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and "/control_plane/" in each.__code__.co_filename:
            found.setdefault(_place(each.__code__), []).append(each)
    return found
