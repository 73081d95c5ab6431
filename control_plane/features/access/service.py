"""Users and tokens, and telling who a request comes from."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Actor
from control_plane.core.db import new_id
from control_plane.core.roles import Role
from control_plane.features.access.models import ApiToken, Membership, User
from control_plane.features.access.passwords import hash_password
from control_plane.features.companies.models import Company

TOKEN_PREFIX = "crl_"  # noqa: S105 (a prefix, so that scanners recognise leaked tokens)


def user_of_token(session: Session, token: str) -> User | None:
    if not token.startswith(TOKEN_PREFIX):
        return None
    statement = select(User).join(ApiToken, ApiToken.user_id == User.id)
    return session.scalar(statement.where(ApiToken.id == _hashed(token), ApiToken.revoked_at.is_(None)))


def actor_of(session: Session, user: User, address: str) -> Actor:
    """Who `user` is to the policy, with the explicit set of companies."""
    companies: frozenset[str] | None
    match user.role:
        case Role.OPERATOR:
            companies = None
        case Role.RESELLER:
            own = select(Company.id).where(Company.reseller_id == user.reseller_id)
            companies = frozenset(session.scalars(own))
        case Role.OWNER | Role.DEVELOPER:
            companies = frozenset(session.scalars(select(Membership.company_id).where(Membership.user_id == user.id)))
    return Actor(
        user_id=user.id,
        name=user.name,
        role=user.role,
        reseller_id=user.reseller_id,
        companies=companies,
        address=address,
    )


def create_user(
    session: Session, *, login: str, name: str, role: Role, password: str, reseller_id: str | None = None
) -> User:
    user = User(
        id=new_id(),
        login=login.strip().lower(),
        name=name,
        role=role,
        password_hash=hash_password(password),
        reseller_id=reseller_id,
        language=None,
    )
    session.add(user)
    session.flush()
    return user


def create_token(session: Session, user: User, label: str, *, now: datetime, token: str | None = None) -> str:
    """A new bearer token for `user`; this is the only time it can be seen."""
    made = token or TOKEN_PREFIX + secrets.token_urlsafe(32)
    session.add(ApiToken(id=_hashed(made), user_id=user.id, label=label, created_at=now, revoked_at=None))
    return made


def operator_token(session: Session, *, now: datetime) -> str | None:
    """A token of the installation's first operator; None when there is no operator."""
    operator = session.scalar(select(User).where(User.role == Role.OPERATOR).order_by(User.id).limit(1))
    return create_token(session, operator, "Commands on the machine itself", now=now) if operator else None


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
