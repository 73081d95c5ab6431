"""Lists, declared once: what they can be sorted and filtered by, and which fields of their items are wanted.

A list's declaration stands beside its query; the API's parameters and their enums are made from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Annotated, Any, Final, Literal, TypeVar

from flask import jsonify, make_response, request
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, create_model
from sqlalchemy import ColumnElement, Select, or_, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from control_plane.core.paging import Page, PageQuery, bad_cursor, decode_cursor, encode_cursor

Row = TypeVar("Row")
View = TypeVar("View", bound=Callable[..., Any])
Column = InstrumentedAttribute[Any]
_LARGEST: Final = 2**63


@dataclass(frozen=True)
class Filter:
    """`kind` is the parameter's type, with its description; `where` gives the condition for a value."""

    kind: Any
    where: Callable[[Any], ColumnElement[bool]]


@dataclass(frozen=True)
class Listing:
    """`orders` by name: columns that are never null and together unique. The first one is used unless told otherwise,
    backwards where `newest_first` says so. `search` is looked for in any of these ways; `searched` says where."""

    orders: Mapping[str, Sequence[Column]]
    newest_first: bool = False
    filters: Mapping[str, Filter] = field(default_factory=dict)
    search: Sequence[Callable[[str], ColumnElement[bool]]] = ()
    searched: str = ""

    @property
    def usual(self) -> str:
        return f"{'-' if self.newest_first else ''}{next(iter(self.orders))}"

    def query(self, name: str, item: type[BaseModel]) -> type[PageQuery]:
        """The list's parameters. A minus before an order turns it round."""
        names = [self.usual, *(each for n in self.orders for each in (n, f"-{n}") if each != self.usual)]
        words = "The order; a minus turns it round"
        fields: dict[str, Any] = {
            "sort": (Literal[tuple(names)], Field(default=self.usual, description=words)),
            "fields": _fields(item),
        }
        if self.search:
            fields["search"] = (Annotated[str, Field(max_length=100, description=self.searched)], "")
        for each, wanted in self.filters.items():
            fields[each] = (wanted.kind, None)
        return create_model(name, __base__=PageQuery, **fields)

    def read(
        self,
        session: Session,
        statement: Select[Row],
        *,
        limit: int = 50,
        cursor: str | None = None,
        sort: str | None = None,
        search: str = "",
        **wanted: Any,
    ) -> Page[Row]:
        """At most `limit` rows of `statement` after `cursor`. Raises Invalid for a cursor of another list or order."""
        sort = sort or self.usual
        keys, backwards = self.orders[sort.removeprefix("-")], sort.startswith("-")
        for name, value in wanted.items():
            if value is not None:
                statement = statement.where(self.filters[name].where(value))
        if search:
            statement = statement.where(or_(*(way(search) for way in self.search)))
        if (after := _after(cursor, sort, keys)) is not None:
            place = tuple_(*keys)
            statement = statement.where(place < after if backwards else place > after)
        order = [key.desc() if backwards else key.asc() for key in keys]
        rows = list(session.scalars(statement.order_by(*order).limit(limit + 1)))
        if len(rows) <= limit:
            return Page(rows, None)
        last = rows[limit - 1]
        return Page(rows[:limit], encode_cursor(sort, *(_text(getattr(last, key.key)) for key in keys)))


def asked(query: PageQuery) -> dict[str, Any]:
    """What `Listing.read` takes of the parameters."""
    return {name: getattr(query, name) for name in type(query).model_fields if name != "fields"}


def sparse(view: View) -> View:
    """Beside a list's route, outermost: `?fields=name,number` leaves the items nothing else but their ids."""

    @wraps(view)
    def pruned(*args: Any, **kwargs: Any) -> Any:
        answer = view(*args, **kwargs)
        wanted = {*_split(request.args.get("fields", "")), "id"}
        if wanted == {"id"}:
            return answer
        page = make_response(answer).get_json()
        items = [{name: value for name, value in item.items() if name in wanted} for item in page["items"]]
        return jsonify(page | {"items": items})

    return pruned  # type: ignore[return-value]


def _fields(item: type[BaseModel]) -> tuple[Any, Any]:
    names: Any = Literal[tuple(item.model_fields)]
    several: Any = tuple[names, ...]
    words = "Only these, with commas between, and the id"
    return Annotated[several, BeforeValidator(_split), Field(description=words)], ()


def _split(text: Any) -> Any:
    return tuple(part for part in text.split(",") if part) if isinstance(text, str) else text


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _after(cursor: str | None, sort: str, keys: Sequence[Column]) -> tuple[Any, ...] | None:
    """The sort key of the last row, None at the beginning. Raises Invalid."""
    key = decode_cursor(cursor, len(keys) + 1)
    if key is None:
        return None
    if key[0] != sort:
        raise bad_cursor()
    return tuple(_value(text, column.type.python_type) for text, column in zip(key[1:], keys, strict=True))


def _value(text: str, kind: type[Any]) -> Any:
    try:
        if kind is datetime:
            at = datetime.fromisoformat(text)
            if at.tzinfo is None:
                raise bad_cursor()
            return at
        if kind is int:
            if not text.isascii() or abs(number := int(text)) >= _LARGEST:
                raise bad_cursor()
            return number
    except ValueError:
        raise bad_cursor() from None
    return text


SINCE: Final = Annotated[AwareDatetime | None, Field(description="That began then or later")]
UNTIL: Final = Annotated[AwareDatetime | None, Field(description="That began before then")]


def equal(column: Column) -> Callable[[Any], ColumnElement[bool]]:
    return lambda value: column == value


def at_or_after(column: Column) -> Callable[[Any], ColumnElement[bool]]:
    return lambda value: column >= value


def before(column: Column) -> Callable[[Any], ColumnElement[bool]]:
    return lambda value: column < value


def part_of(column: Column) -> Callable[[str], ColumnElement[bool]]:
    return lambda text: column.icontains(text, autoescape=True)


def beginning_of(column: Column) -> Callable[[str], ColumnElement[bool]]:
    return lambda text: column.startswith(text, autoescape=True)
