"""Users and tokens, and telling who a request comes from."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core import clock
from control_plane.core.context import Actor
from control_plane.core.db import new_id
from control_plane.core.roles import HOUSES, House, Permission, Role
from control_plane.features.access.models import ApiToken, Membership, User
from control_plane.features.access.passwords import hash_password
from control_plane.features.companies.models import Company
from control_plane.features.visits.running import visits_of

TOKEN_PREFIX = "crl_"  # noqa: S105 (a prefix, so that scanners recognise leaked tokens)


def actor_of(session: Session, user: User, address: str) -> Actor:
    """Who `user` is to the policy, with the explicit set of companies."""
    companies: frozenset[str] | None = None
    employees: dict[str, str] = {}
    visits: dict[str, frozenset[Permission]] = {}
    match HOUSES[user.role]:
        case House.PLATFORM:
            if user.role is Role.OPERATOR_SUPPORT:
                visits = visits_of(session, user.id, clock.now())
        case House.RESELLER:
            own = select(Company.id).where(Company.reseller_id == user.reseller_id)
            companies = frozenset(session.scalars(own))
        case House.COMPANY:
            mine = select(Membership.company_id, Membership.employee_id).where(Membership.user_id == user.id)
            bound = {row.company_id: row.employee_id for row in session.execute(mine)}
            companies = frozenset(bound)
            employees = {company: employee for company, employee in bound.items() if employee is not None}
    return Actor(
        user_id=user.id,
        # Whatever a visitor does, the company's history says that it was support.
        name=f"{user.name} (support)" if visits else user.name,
        role=user.role,
        reseller_id=user.reseller_id,
        companies=companies,
        address=address,
        employees=employees,
        visits=visits,
    )


def create_user(
    session: Session, *, login: str, name: str, role: Role, password: str | None, reseller_id: str | None = None
) -> User:
    """Without a password nobody can sign in as them, until they have chosen one."""
    user = User(
        id=new_id(),
        login=login.strip().lower(),
        name=name,
        role=role,
        password_hash=hash_password(password) if password else "",
        reseller_id=reseller_id,
        language=None,
    )
    session.add(user)
    session.flush()
    return user


def create_token(session: Session, user: User, label: str, *, now: datetime, token: str | None = None) -> str:
    """A new bearer token for `user`; this is the only time it can be seen."""
    made = token or TOKEN_PREFIX + secrets.token_urlsafe(32)
    session.add(ApiToken(id=hashed(made), public_id=new_id(), user_id=user.id, label=label, created_at=now))
    return made


def operator_token(session: Session, *, now: datetime) -> str | None:
    """A token of the installation's first operator; None when there is no operator."""
    operator = session.scalar(select(User).where(User.role == Role.OPERATOR).order_by(User.id).limit(1))
    return create_token(session, operator, "Commands on the machine itself", now=now) if operator else None


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
