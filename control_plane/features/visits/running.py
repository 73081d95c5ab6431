"""Which companies somebody visits right now, and what that adds to their permissions there."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.roles import HELPING_VISITOR, VISITOR, Permission
from control_plane.features.visits.models import SupportVisit


def visits_of(session: Session, user_id: str, at: datetime) -> dict[str, frozenset[Permission]]:
    """By company. A visit that is over adds nothing: nobody has to end it."""
    running = select(SupportVisit.company_id, SupportVisit.may_change).where(
        SupportVisit.user_id == user_id, SupportVisit.ends_at > at
    )
    found: dict[str, frozenset[Permission]] = {}
    for company, may_change in session.execute(running):
        found[company] = found.get(company, VISITOR) | (HELPING_VISITOR if may_change else VISITOR)
    return found
