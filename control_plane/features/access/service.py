"""Signing in and out, and telling who a request comes from."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from control_plane.core import clock
from control_plane.core.context import Actor
from control_plane.core.db import new_id
from control_plane.core.problems import NotSignedIn, TooMany
from control_plane.core.roles import HOUSES, House, Permission, Role
from control_plane.features.access.models import ApiToken, Membership, SessionRow, User
from control_plane.features.access.passwords import hash_password, password_fits
from control_plane.features.companies.models import Company
from control_plane.features.visits.running import visits_of

TOKEN_PREFIX = "crl_"  # noqa: S105 (a prefix, so that scanners recognise leaked tokens)
ATTEMPTS, LOCK = 10, timedelta(minutes=5)


class WrongPassword(NotSignedIn):
    code, title = "wrong-password", "Login or password is wrong"


class TooManyAttempts(TooMany):
    code, title = "too-many-attempts", "Too many attempts"


@dataclass(frozen=True)
class SignedIn:
    """`token` goes into the cookie and is stored nowhere."""

    token: str
    user: User


def sign_in(
    session: Session, login: str, password: str, *, now: datetime, hours: int, address: str, user_agent: str
) -> SignedIn:
    """Open a session for `hours`. Commits failed attempts by itself, since the error rolls the request back.

    Raises WrongPassword (the same for an unknown login) and TooManyAttempts.
    """
    user = session.scalar(select(User).where(User.login == login.strip().lower()).with_for_update())
    if user is not None and user.locked_until is not None and user.locked_until > now:
        raise TooManyAttempts("Too many attempts for this login; wait five minutes, then try again.")
    if not password_fits(user.password_hash if user else None, password[:1000]) or user is None:
        if user is not None:
            _count_failure(user, now)
            session.commit()
        raise WrongPassword("Login or password is wrong. Check both, also the keyboard's language.")
    user.failed_attempts, user.locked_until = 0, None
    token = secrets.token_urlsafe(32)
    session.add(
        SessionRow(
            id=hashed(token),
            user_id=user.id,
            created_at=now,
            expires_at=now + timedelta(hours=hours),
            address=address,
            user_agent=user_agent[:200],
        )
    )
    return SignedIn(token, user)


def _count_failure(user: User, now: datetime) -> None:
    user.failed_attempts += 1
    if user.failed_attempts >= ATTEMPTS:
        user.failed_attempts, user.locked_until = 0, now + LOCK


def sign_out(session: Session, token: str) -> None:
    """The cookie is worth nothing from now on."""
    session.execute(delete(SessionRow).where(SessionRow.id == hashed(token)))


def user_of_session(session: Session, token: str, now: datetime) -> User | None:
    statement = select(User).join(SessionRow, SessionRow.user_id == User.id)
    return session.scalar(statement.where(SessionRow.id == hashed(token), SessionRow.expires_at > now))


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
        failed_attempts=0,
        locked_until=None,
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
