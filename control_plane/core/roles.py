"""Roles, permissions, and which role has which: the one table that routes, pages and tests are made from."""

from enum import StrEnum


class Role(StrEnum):
    OPERATOR = "operator"
    RESELLER = "reseller"
    OWNER = "owner"
    DEVELOPER = "developer"
    """Writes the code of some companies, and sees no more of them than that needs."""


class Permission(StrEnum):
    READ_COMPANY = "read-company"
    CHANGE_COMPANY = "change-company"
    CREATE_COMPANY = "create-company"
    DELETE_COMPANY = "delete-company"
    LIST_COMPANIES = "list-companies"
    LISTEN = "listen"
    """To recordings and messages, and decide how long they stay."""
    SHIP_BUNDLES = "ship-bundles"
    """Put code of their own into force for companies."""
    DEBUG_CALLS = "debug-calls"
    """Let a developer stand in somebody's call, and decide what becomes of it."""
    READ_AUDIT = "read-audit"
    """Who did what in a company, and from where."""
    READ_FLEET = "read-fleet"
    OWN_ACCOUNT = "own-account"


_CUSTOMER = {Permission.READ_COMPANY, Permission.CHANGE_COMPANY, Permission.LIST_COMPANIES, Permission.OWN_ACCOUNT}
_OWNER = _CUSTOMER | {Permission.LISTEN, Permission.READ_AUDIT}
# What a company's people say on the phone is none of its reseller's business.
_RESELLER = _CUSTOMER | {Permission.CREATE_COMPANY, Permission.DELETE_COMPANY, Permission.READ_AUDIT}

_DEVELOPER = {
    Permission.READ_COMPANY,
    Permission.LIST_COMPANIES,
    Permission.OWN_ACCOUNT,
    Permission.SHIP_BUNDLES,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(_OWNER),
    Role.RESELLER: frozenset(_RESELLER),
    Role.DEVELOPER: frozenset(_DEVELOPER),
    Role.OPERATOR: frozenset(Permission),
}
