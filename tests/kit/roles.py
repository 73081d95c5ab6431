"""Somebody of every role: of the platform, of reseller Acme, and of its company `bluebell`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.db import new_id
from control_plane.core.roles import HELPING_VISITOR, HOUSES, VISITOR, House, Permission, Role
from control_plane.core.scopes import Scope
from control_plane.features.access.models import ApiToken, Entry, Membership, SessionRow, User
from control_plane.features.access.service import create_token, hashed
from control_plane.features.visits.models import SupportVisit
from tests.kit.customers import Program, person
from tests.kit.engines import Engines

COMPANY, RESELLER = "bluebell", "acme"
# The operator may everything, so each scope shows what it takes away; the owner shows that none adds anything.
NARROW = (*((Role.OPERATOR, scope) for scope in Scope), (Role.OWNER, Scope.READ), (Role.OWNER, Scope.COMPANIES))


@dataclass(frozen=True)
class Somebody:
    """A role as the matrix tries it. `companies` None: all of them."""

    name: str
    role: Role
    user_id: str
    program: Program
    companies: frozenset[str] | None
    visits: frozenset[Permission] = frozenset()
    """What they may in addition in `bluebell`."""
    scopes: frozenset[Scope] | None = None
    session: str = field(default="", repr=False)

    def browser(self, app: APIFlask) -> FlaskClient:
        """Signed in."""
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = self.session, True
        return client


def everybody(app: APIFlask, engines: Engines, companies: frozenset[str], employee: str) -> dict[str, Somebody]:
    """By name: each role, support during visits, and tokens with one scope.

    `companies` are Acme's; those of the company are bound to `employee`.
    """
    found: dict[str, Somebody] = {}
    with Session(engines.database) as session, session.begin():
        for role in Role:
            made = _somebody(app, session, role.value, role, companies, employee)
            found[made.name] = made
        for name, adds in (("visitor", VISITOR), ("helping-visitor", HELPING_VISITOR)):
            made = _somebody(app, session, name, Role.OPERATOR_SUPPORT, companies, employee, visits=adds)
            _visit(session, made, may_change=adds is HELPING_VISITOR)
            found[name] = made
        for role, scope in NARROW:
            whole, name = found[role.value], f"{role}+{scope}"
            program = Program(app, _token(session, whole.user_id, scope))
            only = frozenset({scope})
            found[name] = Somebody(name, role, whole.user_id, program, whole.companies, scopes=only)
    return found


def _somebody(
    app: APIFlask,
    session: Session,
    name: str,
    role: Role,
    companies: frozenset[str],
    employee: str,
    visits: frozenset[Permission] = frozenset(),
) -> Somebody:
    house = HOUSES[role]
    user = person(f"matrix-{name}", role, RESELLER if house is House.RESELLER else None)
    session.add(user)
    session.flush()
    token = create_token(session, user, "matrix", now=now())
    sees = {House.PLATFORM: None, House.RESELLER: companies, House.COMPANY: frozenset({COMPANY})}[house]
    if house is House.COMPANY:
        session.add(Membership(user_id=user.id, company_id=COMPANY, employee_id=employee))
    program = Program(app, token)
    return Somebody(name, role, user.id, program, sees, visits=visits, session=_sign_in(session, user))


def _sign_in(session: Session, user: User) -> str:
    """What a good password leaves behind."""
    token = secrets.token_urlsafe(32)
    day = timedelta(days=1)
    row = SessionRow(
        id=hashed(token),
        user_id=user.id,
        entry=Entry.PASSKEY,
        created_at=now(),
        last_seen_at=now(),
        expires_at=now() + day,
        address="",
        user_agent="matrix",
    )
    session.add(row)
    return token


def _token(session: Session, user_id: str, scope: Scope) -> str:
    token = f"crl_{secrets.token_urlsafe(32)}"
    session.add(
        ApiToken(
            id=hashed(token),
            public_id=new_id(),
            user_id=user_id,
            label=scope.value,
            created_at=now(),
            scopes=[scope.value],
            last_address="",
        )
    )
    return token


def _visit(session: Session, who: Somebody, *, may_change: bool) -> None:
    session.add(
        SupportVisit(
            company_id=COMPANY,
            id=new_id(),
            user_id=who.user_id,
            visitor=who.name,
            reason="Callers hear the wrong greeting",
            may_change=may_change,
            began_at=now(),
            ends_at=now() + timedelta(hours=1),
            ended_by="",
        )
    )
