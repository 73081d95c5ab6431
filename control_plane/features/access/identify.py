"""Who is asking: a bearer token for programs (API), Flask-Login's session row for browsers (pages)."""

from collections.abc import Callable

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from control_plane.core.clock import now
from control_plane.core.context import Actor, Context
from control_plane.core.db import db
from control_plane.core.reasons import given_reason
from control_plane.features.access.models import Entry, SessionRow, User
from control_plane.features.access.scope import confined_actor
from control_plane.features.companies.models import Company
from control_plane.features.signin import journal, sessions
from control_plane.features.signin.models import Happening
from control_plane.features.signin.visit import LONGEST, Visit
from control_plane.features.tokens.bearer import bearer_of
from control_plane.settings import Settings


class SignedInUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login carries: its id is the session's token, so signing out anywhere ends this browser's access."""

    def __init__(self, token: str, user: User, row: SessionRow | None = None) -> None:
        self.token = token
        self.user = user
        self.row = row

    def get_id(self) -> str:
        return self.token


def install(app: Flask) -> Callable[[], Actor | None]:
    """Set Flask-Login up; returns the function that `policy.enforce` asks."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedInUser | None:
        found = sessions.session_of(db.session(), settings(), token, now())
        return SignedInUser(token, found[1], found[0]) if found else None

    return identify


def identify() -> Actor | None:
    """The actor of this request. API paths know tokens only, so a browser's cookie can never be abused there.

    Raises TokenExpired, TokenRevoked, AddressNotAllowed.
    """
    address = request.remote_addr or ""
    if request.path.startswith("/api/"):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        found = bearer_of(db.session(), token.strip(), now=now(), address=address)
        return found.narrow(_actor(found.user, address)) if found else None
    if not current_user.is_authenticated:
        return None
    return _actor(current_user.user, address)


def _actor(user: User, address: str) -> Actor:
    company = (request.view_args or {}).get("company")
    return confined_actor(db.session(), settings(), user, address, company)


def company_exists(company: str) -> bool:
    # A NUL in an address is no company, and PostgreSQL would not even compare with it.
    return "\0" not in company and db.session().get(Company, company) is not None


def visit() -> Visit:
    """This request, as the door sees it."""
    return Visit(
        session=db.session(),
        settings=settings(),
        now=now(),
        address=request.remote_addr or "",
        device=request.user_agent.string[:LONGEST],
    )


def enter(coming: Visit, user: User, entry: Entry) -> None:
    """This browser is signed in from now on, with a cookie that it did not have before."""
    token = sessions.open_session(coming, user, entry)
    session.clear()
    login_user(SignedInUser(token, user))
    g.actor = identify()


def leave() -> None:
    """Sign this browser out; its row is gone, so a copied cookie is worth nothing."""
    if current_user.is_authenticated:
        journal.note(visit(), current_user.user, Happening.SIGNED_OUT)
        sessions.end_session(db.session(), current_user.user.id, sessions.hashed(current_user.token))
    logout_user()
    session.clear()


def own_session() -> tuple[SessionRow, User]:
    """The session and the person of this request, which must be a signed-in browser's."""
    row, user = current_user.row, current_user.user
    assert isinstance(row, SessionRow)
    assert isinstance(user, User)
    return row, user


def settings() -> Settings:
    """The settings of the running app."""
    found = current_app.extensions["carillon-settings"]
    assert isinstance(found, Settings)
    return found


def context() -> Context:
    """The use cases' context for this request. The route must have been declared with a permission."""
    return Context(session=db.session(), actor=g.actor, settings=settings(), reason=given_reason())
