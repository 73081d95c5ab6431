"""Reading faxes."""

from typing import Any, Final

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.listing import SINCE, UNTIL, Filter, Listing, at_or_after, before
from control_plane.core.paging import Page
from control_plane.core.problems import NotFound
from control_plane.features.faxes.models import FaxDocument

FAXES: Final = Listing(
    {"at": (FaxDocument.at, FaxDocument.id)},
    newest_first=True,
    filters={"since": Filter(SINCE, at_or_after(FaxDocument.at)), "until": Filter(UNTIL, before(FaxDocument.at))},
)


def list_faxes(ctx: Context, company_id: str, **asked: Any) -> Page[FaxDocument]:
    """As `FAXES` says, newest first. Raises Invalid for a bad cursor."""
    statement = select(FaxDocument).where(FaxDocument.company_id == company_id, FaxDocument.deleted_at.is_(None))
    return FAXES.read(ctx.session, statement, **asked)


def get_fax(ctx: Context, company_id: str, identifier: str) -> FaxDocument:
    """Raises NotFound, also for one that was deleted."""
    row = ctx.session.get(FaxDocument, (company_id, identifier), populate_existing=True)
    if row is None or row.deleted_at is not None:
        raise NotFound("There is no such fax; reload the list.")
    return row
