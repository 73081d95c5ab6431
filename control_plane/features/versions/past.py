"""The company as it was at one of its versions, from the versions alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.problems import NotFound
from control_plane.features.companies.models import Company
from control_plane.features.versions.current import company_now
from control_plane.features.versions.models import Version
from control_plane.features.versions.queries import LARGEST_NUMBER
from control_plane.features.versions.snapshot import merge
from tenants import model
from tenants.model import Kind, parse_object


def company_at(session: Session, row: Company, number: int) -> model.Company:
    """Version `number` of `row`; lines have no passwords. Raises NotFound."""
    if number == row.version and (now := company_now(session, row)) is not None:
        return now
    if not 0 < number <= LARGEST_NUMBER or session.get(Version, (row.id, number)) is None:
        raise NotFound(f"There is no version {number} of this company.")
    changes = select(Version.puts, Version.removes).where(Version.company_id == row.id, Version.number <= number)
    merged = merge([(made.puts, made.removes) for made in session.execute(changes.order_by(Version.number))])
    items = [parse_object(Kind(kind), data) for (kind, _), data in merged.items() if data is not None]
    return model.Company.build(row.id, number, items)
