"""Who may use a route: declared beside it, enforced in one place; an app with an undeclared route does not start.

Somebody else's company answers like a missing one, so that names cannot be guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, g, request

from control_plane.core.context import Actor
from control_plane.core.problems import Forbidden, NotFound, NotSignedIn
from control_plane.core.roles import VISITOR, Permission
from control_plane.core.scopes import scopes_with

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "__carillon_access__"


@dataclass(frozen=True)
class Access:
    """A route's declaration: a permission, or open to everybody (`why` says why that is right)."""

    permission: Permission | None = None
    why: str = ""


class UndeclaredRoute(RuntimeError):
    """A route says nothing about who may use it."""


def allow(permission: Permission) -> Callable[[View], View]:
    """Only people and tokens with `permission`; a company or reseller in the path must be theirs."""
    return _mark(Access(permission=permission))


def public(why: str) -> Callable[[View], View]:
    """Everybody, also without signing in."""
    return _mark(Access(why=why))


def _mark(access: Access) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _MARK, access)
        return view

    return declare


def access_of(app: Flask, endpoint: str) -> Access:
    """The declaration of a route. Raises UndeclaredRoute."""
    access = getattr(app.view_functions[endpoint], _MARK, None)
    if not isinstance(access, Access):
        raise UndeclaredRoute(f"route {endpoint!r} does not say who may use it; add @allow(…) or @public(…)")
    return access


def enforce(app: Flask, identify: Callable[[], Actor | None], exists: Callable[[str], bool]) -> None:
    """Install the check before every request. Call `refuse_undeclared` after all routes are registered.

    `exists` tells whether there is a company, for those who may see all of them.
    """

    @app.before_request
    def check() -> None:
        if request.endpoint is None:
            return
        access = access_of(app, request.endpoint)
        g.actor = identify()
        if access.permission is None:
            return
        if g.actor is None:
            raise NotSignedIn("Send a bearer token or sign in, then try again.")
        company = (request.view_args or {}).get("company")
        if company is not None and g.actor.may_see(company) and not exists(company):
            raise no_company(company)
        reseller = (request.view_args or {}).get("reseller")
        if reseller is not None and not g.actor.may_see_reseller(reseller):
            raise no_reseller(reseller)
        authorise(g.actor, access.permission, company)


def no_reseller(reseller: str) -> NotFound:
    return NotFound(f"There is no reseller {reseller!r} that you may see.")


def no_company(company: str) -> NotFound:
    return NotFound(f"There is no company {company!r} that you may see.")


class ScopeMissing(Forbidden):
    code, title = "scope-missing", "This token is not for that"


class VisitNeeded(Forbidden):
    code, title = "visit-needed", "Support looks into a company during a visit only"


def authorise(actor: Actor, permission: Permission, company: str | None) -> None:
    """Raises NotFound for a company that is not the actor's, and when the actor may not:

    ScopeMissing when only the token lacks it, VisitNeeded when a visit would help, otherwise Forbidden.
    """
    if company is not None and not actor.may_see(company):
        raise no_company(company)
    if actor.may(permission, company):
        return
    if actor.has(permission, company):
        scopes = " or ".join(scopes_with(permission))
        raise ScopeMissing(f"This token lacks the scope {scopes}; make a token that has it and use that one.")
    if company is not None and permission in VISITOR and actor.has(Permission.VISIT_COMPANIES):
        raise VisitNeeded(f"Begin a visit first: POST /api/v1/companies/{company}/visits with a reason.")
    raise Forbidden(f"The role {actor.role} lacks the permission {permission}; ask somebody who has it.")


def refuse_undeclared(app: Flask) -> None:
    """Raises UndeclaredRoute when any route has no declaration: the app does not start."""
    for rule in app.url_map.iter_rules():
        access_of(app, rule.endpoint)
