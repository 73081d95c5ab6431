"""Who is asking: a bearer token for programs (API), Flask-Login's session row for browsers (pages)."""

from collections.abc import Callable

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from control_plane.core.clock import now
from control_plane.core.context import Actor, Context
from control_plane.core.db import db
from control_plane.core.reasons import given_reason
from control_plane.features.access import service
from control_plane.features.access.models import User
from control_plane.features.access.scope import confined_actor
from control_plane.features.companies.models import Company
from control_plane.features.tokens.bearer import bearer_of
from control_plane.settings import Settings


class SignedInUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login carries: its id is the session's token, so signing out anywhere ends this browser's access."""

    def __init__(self, token: str, user: User) -> None:
        self.token = token
        self.user = user

    def get_id(self) -> str:
        return self.token


def install(app: Flask) -> Callable[[], Actor | None]:
    """Set Flask-Login up; returns the function that `policy.enforce` asks."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedInUser | None:
        user = service.user_of_session(db.session(), token, now())
        return SignedInUser(token, user) if user else None

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


def start_session(login: str, password: str) -> User:
    """Sign this browser in. Raises WrongPassword, TooManyAttempts."""
    signed_in = service.sign_in(
        db.session(),
        login,
        password,
        now=now(),
        hours=settings().session_hours,
        address=request.remote_addr or "",
        user_agent=request.user_agent.string,
    )
    session.clear()
    login_user(SignedInUser(signed_in.token, signed_in.user))
    return signed_in.user


def end_session() -> None:
    """Sign this browser out; its row is gone, so a copied cookie is worth nothing."""
    if current_user.is_authenticated:
        service.sign_out(db.session(), current_user.token)
    logout_user()
    session.clear()


def settings() -> Settings:
    """The settings of the running app."""
    found = current_app.extensions["carillon-settings"]
    assert isinstance(found, Settings)
    return found


def context() -> Context:
    """The use cases' context for this request. The route must have been declared with a permission."""
    return Context(session=db.session(), actor=g.actor, settings=settings(), reason=given_reason())
