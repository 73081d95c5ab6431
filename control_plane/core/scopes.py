"""Scopes of API tokens: what a program may do of all that its person may. A scope never adds anything."""

from collections.abc import Iterable
from enum import StrEnum

from control_plane.core.roles import Permission as P


class Scope(StrEnum):
    READ = "read"
    CALLS = "calls"
    CHANGE = "change"
    COMPANIES = "companies"
    LISTEN = "listen"
    PEOPLE = "people"
    SUPPORT = "support"
    CODE = "code"
    TOKENS = "tokens"


SCOPES: dict[Scope, frozenset[P]] = {
    Scope.READ: frozenset({P.LIST_COMPANIES, P.READ_COMPANY, P.READ_CALLS, P.READ_FLEET, P.READ_AUDIT, P.OWN_EMPLOYEE}),
    Scope.CALLS: frozenset({P.READ_CALLS}),
    Scope.CHANGE: frozenset({P.CHANGE_COMPANY, P.OWN_SWITCHES}),
    Scope.COMPANIES: frozenset({P.LIST_COMPANIES, P.CREATE_COMPANY, P.DELETE_COMPANY}),
    Scope.LISTEN: frozenset({P.LISTEN, P.HEAR_MESSAGES}),
    Scope.PEOPLE: frozenset({P.MANAGE_PEOPLE, P.MANAGE_STAFF, P.MANAGE_PLATFORM}),
    Scope.SUPPORT: frozenset({P.VISIT_COMPANIES, P.HOST_VISITS}),
    Scope.CODE: frozenset({P.SHIP_BUNDLES, P.DEBUG_CALLS}),
    Scope.TOKENS: frozenset({P.OWN_TOKENS}),
}
_ALWAYS = frozenset({P.OWN_ACCOUNT})
"""Whatever a token is for, it may ask whose it is."""


def granted(scopes: Iterable[Scope]) -> frozenset[P]:
    """What a token with these scopes leaves of its person's permissions."""
    return _ALWAYS.union(*(SCOPES[scope] for scope in scopes))


def scopes_with(permission: P) -> list[Scope]:
    """Any one of these lets a token through."""
    return [scope for scope, permissions in SCOPES.items() if permission in permissions]
