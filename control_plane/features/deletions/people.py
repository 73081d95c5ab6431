"""Whoever had no other company than the one that went: their sessions, tokens, and themselves.

Only the system sees whether somebody has another company, so this is work of the `archives` process. Until then the
sessions of such people lead nowhere: the membership went with the company.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from control_plane.core.roles import Role
from control_plane.features.access.models import ApiToken, Membership, SessionRow, User


def members_of(session: Session, company_id: str) -> list[str]:
    """Ids of the people who have the company."""
    mine = select(Membership.user_id).where(Membership.company_id == company_id)
    return sorted(session.scalars(mine))


def forget_people(session: Session, people: Iterable[str]) -> dict[str, int]:
    """Of these people those who have no company any more. Returns how many rows went, by table.

    Developers stay as people: their keys are not the company's.
    """
    asked = list(people)
    with_company = set(session.scalars(select(Membership.user_id).where(Membership.user_id.in_(asked))))
    gone = [each for each in asked if each not in with_company]
    developers = select(User.id).where(User.id.in_(gone), User.role == Role.DEVELOPER)
    stay = set(session.scalars(developers))
    return {
        "sessions": _gone(session, SessionRow, SessionRow.user_id.in_(gone)),
        "api_tokens": _gone(session, ApiToken, ApiToken.user_id.in_(gone)),
        "users": _gone(session, User, User.id.in_([each for each in gone if each not in stay])),
    }


def _gone(session: Session, table: type[Any], which: ColumnElement[bool]) -> int:
    return len(session.execute(delete(table).where(which).returning(*table.__table__.primary_key)).all())
