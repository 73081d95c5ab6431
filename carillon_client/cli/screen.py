"""What a command says: JSON for programs, tables for people; how it goes and what went wrong on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

Json = Mapping[str, Any]
COLUMNS = 6
FIRST = ("number", "id", "name", "label", "state", "at", "started_at", "author", "summary", "result", "caller_number")
HIDDEN = frozenset({"custom", "change"})


def as_json(data: Any) -> None:
    """The only thing on stdout with `--json`: one document, keys as the API has them."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def table(items: Sequence[Json], columns: Sequence[str]) -> None:
    """Some columns of each. On no terminal the whole width is used, so that nothing is cut."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = _columns(items, columns)
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in shown:
        grid.add_column(name.replace("_", " "), overflow="fold", no_wrap=name in ("id", "number"))
    for item in items:
        grid.add_row(*(Text(short(item.get(name))) for name in shown))
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=max(console.width, 240))
    console.print(grid)


def fields(item: Json) -> None:
    """All of one object, a line each."""
    width = max((len(name) for name in item), default=0)
    for name, value in item.items():
        if name not in HIDDEN or value:
            click.echo(f"{name.replace('_', ' '):<{width}}  {short(value)}")


def short(value: Any) -> str:
    """A value in a line."""
    if isinstance(value, dict) and value.keys() <= {"kind", "id", "number"} and "kind" in value:
        return f"{value['kind']}:{value.get('id') or value.get('number') or ''}".rstrip(":")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else "–"
    return {None: "–", True: "yes", False: "no", "": "–"}.get(value, str(value)) if not _number(value) else str(value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _columns(items: Sequence[Json], columns: Sequence[str]) -> list[str]:
    """Plain ones, those first that people look for."""
    plain = [name for name in columns if not any(isinstance(item.get(name), dict | list) for item in items)]
    first = [name for name in FIRST if name in plain]
    rest = [name for name in plain if name not in first and name not in HIDDEN and not name.startswith("has_")]
    kept = [*first, *rest][:COLUMNS]
    return [name for name in kept if name != "id"] + [name for name in kept if name == "id"]


def note(text: str) -> None:
    """For people, beside the answer."""
    click.echo(text, err=True)


@contextmanager
def progress(text: str) -> Iterator[Any]:
    """A line on stderr that changes while something is waited for; `say(text)` changes it. Silent on no terminal."""
    if not sys.stderr.isatty():
        yield str
        return
    from rich.console import Console

    with Console(stderr=True).status(text) as status:
        yield status.update
