"""Reading public numbers."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import func, select

from control_plane.core.context import Context
from control_plane.core.listing import Filter, Listing, equal, part_of
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.numbers.models import Number

NUMBERS: Final = Listing(
    {"number": (Number.number,), "age": (Number.id,)},
    filters={
        "label": Filter(
            Annotated[str | None, Field(max_length=100, description="With exactly this note")], equal(Number.label)
        )
    },
    search=(part_of(Number.number), part_of(Number.label)),
    searched="Part of the number or of its note",
)


def get_number(ctx: Context, company_id: str, number_id: str) -> Number:
    """Raises NotFound."""
    number = ctx.session.get(Number, (company_id, number_id))
    if number is None:
        raise NotFound("There is no such number; reload the list.")
    return number


def list_numbers(ctx: Context, company_id: str, **asked: Any) -> Page[Number]:
    """As `NUMBERS` says, by number. Raises Invalid for a bad cursor."""
    return NUMBERS.read(ctx.session, select(Number).where(Number.company_id == company_id), **asked)


def count_numbers(ctx: Context, company_id: str) -> int:
    return ctx.session.scalar(select(func.count()).where(Number.company_id == company_id)) or 0
