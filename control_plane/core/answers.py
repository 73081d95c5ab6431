"""The two shapes that most answers have: a page of things, and a thing with its change."""

from collections.abc import Sequence
from typing import Any, Protocol

from pydantic import BaseModel

from control_plane.core.paging import Page


class AChange(Protocol):
    """What a service returns beside the thing it changed."""

    @property
    def version(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def warnings(self) -> Sequence[Any]: ...


def page_out(page: Page[Any]) -> dict[str, Any]:
    return {"items": page.items, "next_cursor": page.next_cursor}


def changed(thing: Any, change: AChange, schema: type[BaseModel]) -> dict[str, Any]:
    """`thing` through its output schema, with the version it became."""
    return schema.model_validate(thing).model_dump() | {"change": change_out(change)}


def change_out(change: AChange) -> dict[str, Any]:
    return {"version": change.version, "state": change.state, "warnings": list(change.warnings)}
