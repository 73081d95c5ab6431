"""Use cases around public numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from control_plane.core.conflicts import Taken, refused_by
from control_plane.core.context import Context
from control_plane.core.problems import FieldFault
from control_plane.features.numbers.schemas import NewNumber, NumberChange
from control_plane.features.objects.service import change_object, create_object, remove_object
from control_plane.features.objects.wishes import changed_object, new_object
from control_plane.features.versions.service import Change
from tenants.model import Kind, Number


class PublicNumberTaken(Taken):
    code, title = "number-taken", "The number is taken"


@contextmanager
def unique_number() -> Iterator[None]:
    """Around whatever writes numbers. Raises PublicNumberTaken."""
    # Another company may hold it, and whose it is must not be told.
    sentence = "This number is in use already; check the number or ask your provider."
    with refused_by({"uq_numbers_number": PublicNumberTaken(sentence, (FieldFault("number", "taken", sentence),))}):
        yield


def add_number(ctx: Context, company_id: str, data: Any) -> tuple[Number, Change]:
    """The fields of NewNumber. Raises NotFound, Invalid, PublicNumberTaken."""
    with unique_number():
        return create_object(ctx, company_id, new_object(Number, NewNumber, data))


def change_number(ctx: Context, company_id: str, number_id: str, data: Any) -> tuple[Number, Change]:
    """The fields of NumberChange. Raises NotFound, Invalid, NothingChanged."""
    return change_object(ctx, company_id, Number, number_id, changed_object(NumberChange, data))


def remove_number(ctx: Context, company_id: str, number_id: str, *, detach_users: bool = False) -> Change:
    """Raises NotFound, InUse."""
    return remove_object(ctx, company_id, Kind.NUMBER, number_id, detach_users=detach_users)
