"""Cursor paging: a page is bounded, and the cursor is the sort key of its last row, opaque to the caller."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from control_plane.core.problems import Invalid

Row = TypeVar("Row")
LONGEST = 500


class PageQuery(BaseModel):
    """`?limit=50&cursor=…` of every list."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=500, description="How many at most")] = 50
    cursor: Annotated[str | None, Field(max_length=LONGEST, description="`next_cursor` of the page before")] = None


@dataclass(frozen=True)
class Page(Generic[Row]):
    items: list[Row]
    next_cursor: str | None


def read_page(
    session: Session,
    statement: Select[Row],
    keys: Sequence[InstrumentedAttribute[str]],
    *,
    limit: int,
    cursor: str | None,
) -> Page[Row]:
    """At most `limit` rows of `statement` after `cursor`, ordered by `keys`: columns of text, together unique.

    Raises Invalid for a cursor that is not ours.
    """
    if after := decode_cursor(cursor, len(keys)):
        statement = statement.where(tuple_(*keys) > after)
    rows = list(session.scalars(statement.order_by(*keys).limit(limit + 1)))
    if len(rows) <= limit:
        return Page(rows, None)
    last = rows[limit - 1]
    return Page(rows[:limit], encode_cursor(*(getattr(last, key.key) for key in keys)))


def encode_cursor(*key: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, parts: int) -> tuple[str, ...] | None:
    """The sort key, None at the beginning. Raises Invalid for anything that we did not make."""
    if cursor is None:
        return None
    if len(cursor) > LONGEST:
        # Pages hand in whatever stands in the address; nesting without bounds would exhaust the parser.
        raise bad_cursor()
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        key = None
    if not isinstance(key, list) or len(key) != parts or not all(map(_comparable, key)):
        raise bad_cursor()
    return tuple(key)


def moment_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    """A time and an id, for lists with the newest first. Raises Invalid for anything that we did not make."""
    key = decode_cursor(cursor, 2)
    if key is None:
        return None
    try:
        at = datetime.fromisoformat(key[0])
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise bad_cursor()
    return at, key[1]


def bad_cursor() -> Invalid:
    return Invalid.one("cursor", "bad-cursor", "This cursor is not ours; leave it out to begin again.")


def _comparable(part: object) -> bool:
    """Text that PostgreSQL can take: no NUL, no lone surrogates."""
    return isinstance(part, str) and not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in part)
