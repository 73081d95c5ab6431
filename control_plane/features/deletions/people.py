"""Whoever had no other company than the one that goes: their sessions, tokens, and themselves."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, delete, select
from sqlalchemy.orm import Session

from control_plane.core.roles import Role
from control_plane.features.access.models import ApiToken, Membership, SessionRow, User


def forget_people(session: Session, company_id: str) -> dict[str, int]:
    """Returns how many rows went, by table. Developers stay as people: their keys are not the company's."""
    only_here = _only_here(company_id)
    counts = {
        "sessions": _gone(session, SessionRow, SessionRow.user_id.in_(only_here)),
        "api_tokens": _gone(session, ApiToken, ApiToken.user_id.in_(only_here)),
    }
    people = list(session.scalars(select(User.id).where(User.id.in_(only_here), User.role != Role.DEVELOPER)))
    counts["memberships"] = _gone(session, Membership, Membership.company_id == company_id)
    counts["users"] = _gone(session, User, User.id.in_(people))
    return counts


def _only_here(company_id: str) -> ScalarSelect[str]:
    elsewhere = select(Membership.user_id).where(Membership.company_id != company_id)
    here = select(Membership.user_id).where(Membership.company_id == company_id)
    return here.where(Membership.user_id.not_in(elsewhere)).scalar_subquery()


def _gone(session: Session, table: type[Any], which: ColumnElement[bool]) -> int:
    return len(session.execute(delete(table).where(which).returning(*table.__table__.primary_key)).all())
