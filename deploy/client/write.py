"""All generated modules: which values several kinds share, what each module imports, and the files."""

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from deploy import paths
from deploy.client import options
from deploy.client.kinds import Api, Kind, api_of
from deploy.client.render import NOTE, action_text, docstring, kind_text, shape_text
from deploy.client.shapes import Scope, Shape

FOLDER = paths.REPOSITORY / "carillon_client" / "generated"
BASES = {"versions": ("LiveVersions",)}
"""What a list can beyond the others, written by hand."""

_IMPORTS = """
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeAlias, TypedDict, Unpack, cast

from pydantic import Discriminator, Field

from carillon_client.connection import Connection, Content, place
from carillon_client.lists import Collection, Listing
from carillon_client.streams import Event, stream
from carillon_client.things import Thing
from carillon_client.values import Value, plain, read, reader
from carillon_client.waiting import LiveVersions
"""


def sources(spec: dict[str, Any]) -> dict[str, str]:
    """File name → content, laid out."""
    api = api_of(spec)
    scopes = [kind.scope for kind in api.kinds] + [api.of_company[0], api.of_root[0]]
    shared = _shared(scopes)
    texts = {"__init__.py": f'"""{NOTE}"""\n', "values.py": _values(scopes, shared)}
    for kind in api.kinds:
        is_company = kind.within == "root" and kind.path == "companies"
        extra, more = _company(api) if is_company else ("", [])
        shapes = [*kind.scope.shapes.values(), *(api.of_company[0].shapes.values() if is_company else ())]
        body = kind_text(kind, extra, BASES.get(kind.path, ()))
        texts[f"{kind.module}.py"] = _module(_title(kind), shapes, shared, body, more)
    texts["root.py"] = _root(api, shared)
    return _laid_out(texts) | {"description.json": options.description(api)}


def write(folder: Path, files: dict[str, str]) -> list[str]:
    """Replace what differs and remove what is no longer made; the names of both."""
    folder.mkdir(parents=True, exist_ok=True)
    gone = [each for each in folder.iterdir() if each.is_file() and each.name not in files]
    for each in gone:
        each.unlink()
    changed = [name for name, text in files.items() if _text(folder / name) != text]
    for name in changed:
        (folder / name).write_text(files[name], encoding="utf-8")
    return sorted([*changed, *(each.name for each in gone)])


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


def _title(kind: Kind) -> str:
    return f"{kind.summary.rstrip('.')}."


def _shared(scopes: Iterable[Scope]) -> set[str]:
    """Names that mean the same in at least two kinds, with all that they are made of."""
    texts: dict[str, list[str]] = defaultdict(list)
    uses: dict[str, set[str]] = defaultdict(set)
    for scope in scopes:
        for name, shape in scope.shapes.items():
            texts[name].append(shape_text(shape))
            uses[name] |= shape.uses
    shared = {name for name, each in texts.items() if len(each) > 1 and len(set(each)) == 1}
    while smaller := {name for name in shared if not uses[name] <= shared}:
        shared -= smaller
    return shared


def _values(scopes: Iterable[Scope], shared: set[str]) -> str:
    shapes = {name: shape for scope in scopes for name, shape in scope.shapes.items() if name in shared}
    return _module("Values that several kinds of objects hold.", sorted(shapes.values(), key=_order), set(), "", [])


def _order(shape: Shape) -> tuple[int, str]:
    """Other names for types come first, or last when they name classes: a module is carried out from above."""
    return (1 if not shape.alias else 2 if shape.uses else 0), shape.name


def _module(title: str, shapes: Iterable[Shape], shared: set[str], body: str, more: Iterable[str]) -> str:
    own = {shape.name: shape for shape in shapes if shape.name not in shared}
    if body:
        own = _used(own, body)
    texts = [*(shape_text(each) for each in sorted(own.values(), key=_order)), *([body] if body else [])]
    code = "\n\n\n".join(texts)
    words = set(re.findall(r"\w+", code))
    wanted = sorted(name for name in shared if name in words)
    imports = [f"from carillon_client.generated.values import {', '.join(wanted)}"] if wanted else []
    return "\n".join([docstring(f"{title} {NOTE}"), _needed(words), *imports, *more, "", "", code, ""])


def _used(shapes: dict[str, Shape], body: str) -> dict[str, Shape]:
    """Without forms of a value that were merged into another."""
    used: set[str] = set()
    left = set(re.findall(r"\w+", body)) & shapes.keys()
    while left:
        used |= left
        left = {name for one in left for name in shapes[one].uses} & shapes.keys() - used
    return {name: shape for name, shape in shapes.items() if name in used}


def _needed(words: set[str]) -> str:
    """The imports of which something is used; ruff would leave unused ones alone."""
    lines = []
    for line in _IMPORTS.splitlines():
        head, found, names = line.partition(" import ")
        used = [name for name in names.split(", ") if name in words or head.endswith("__future__")]
        if not found or used:
            lines.append(f"{head} import {', '.join(used)}" if found else line)
    return "\n".join(lines)


def _company(api: Api) -> tuple[str, list[str]]:
    """What the class of a company has beyond its fields: its lists and operations."""
    kinds = [kind for kind in api.kinds if kind.within == "company"]
    fields = next(kind.fields.keys() for kind in api.kinds if kind.within == "root" and kind.path == "companies")
    lines = ["", "", "    _OWNS = True"]
    # The company's own music on hold is a field, all its music a list.
    suffixes = {True: "_list", False: ""}
    lines += [_property(kind, f"self._own({kind.plural})", suffixes[kind.attribute in fields]) for kind in kinds]
    for each in api.of_company[1]:
        short = replace(each, name=each.name.removeprefix("company_"))
        lines.append(
            action_text(replace(short, name=f"get_{short.name}") if short.name in fields else short, "self._act")
        )
    return "\n".join(lines), _for_checkers(kinds)


def _root(api: Api, shared: set[str]) -> str:
    kinds = [kind for kind in api.kinds if kind.within == "root"]
    scope, actions = api.of_root
    lines = ["class Root:", docstring("All that belongs to no company.", "    "), ""]
    lines += ["    def __init__(self, connection: Connection) -> None:", "        self.connection = connection"]
    lines += [_property(kind, f"{kind.plural}(self.connection)") for kind in kinds]
    lines += [action_text(each, "self._act") for each in actions]
    lines += ["", "    def _act(self, method: str, below: str, result: Any, **sent: Any) -> Any:"]
    lines += ["        data = self.connection.ask(method, below, **sent).data"]
    lines += ["        return data if result in (None, bytes) else read(reader(result), data)"]
    lines += ["", "    def _stream(self, below: str, **sent: Any) -> Iterator[Event]:"]
    lines += ["        return stream(self.connection, below, **sent)"]
    return _module(
        "All that belongs to no company.", scope.shapes.values(), shared, "\n".join(lines), _for_checkers(kinds)
    )


def _property(kind: Kind, value: str, suffix: str = "") -> str:
    lines = ["", "    @property", f"    def {kind.attribute}{suffix}(self) -> {kind.plural}:"]
    lines += [docstring(_title(kind), "        "), f"        {_import(kind)}", "", f"        return {value}"]
    return "\n".join(lines)


def _import(kind: Kind) -> str:
    return f"from carillon_client.generated.{kind.module} import {kind.plural}"


def _for_checkers(kinds: Iterable[Kind]) -> list[str]:
    """A program imports the kinds that it uses, when it uses them; type checkers know all."""
    return ["from typing import TYPE_CHECKING", "", "if TYPE_CHECKING:", *(f"    {_import(kind)}" for kind in kinds)]


def _laid_out(texts: dict[str, str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        settings = ["--config", str(paths.REPOSITORY / "pyproject.toml"), "--no-cache", "--quiet", str(folder)]
        known = ["--config", 'lint.isort.known-first-party=["carillon_client"]']
        for argv in (["check", "--select", "I,UP,F401", "--fix", *known, *settings], ["format", *settings]):
            subprocess.run([sys.executable, "-m", "ruff", *argv], check=True, cwd=paths.REPOSITORY)
        return {file: (folder / file).read_text(encoding="utf-8") for file in texts}
