"""Roles, permissions, and which role has which: the one table that routes, pages, docs and tests are made from."""

from enum import StrEnum


class Role(StrEnum):
    """The value is what is stored; the first of each house administers it and gives the others."""

    OPERATOR = "operator"
    OPERATOR_SUPPORT = "operator-support"
    """Sees of a company what its visit there allows, for as long as the visit lasts."""
    OPERATOR_READER = "operator-reader"
    RESELLER = "reseller"
    RESELLER_SALES = "reseller-sales"
    RESELLER_SUPPORT = "reseller-support"
    OWNER = "owner"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    """Of the teams and waiting lines that the employee they are bound to supervises."""
    EMPLOYEE = "employee"
    """Sees what concerns the employee they are bound to."""
    DEVELOPER = "developer"
    """Writes the code of some companies, and sees no more of them than that needs."""


class House(StrEnum):
    """Whose people they are."""

    PLATFORM = "platform"
    RESELLER = "reseller"
    COMPANY = "company"


class Permission(StrEnum):
    READ_COMPANY = "read-company"
    CHANGE_COMPANY = "change-company"
    CREATE_COMPANY = "create-company"
    DELETE_COMPANY = "delete-company"
    LIST_COMPANIES = "list-companies"
    READ_CALLS = "read-calls"
    """Supervisors and employees see a part of them; see `control_plane/features/employees/sight.py`."""
    LISTEN = "listen"
    """To recordings, read faxes and mails, and decide how long they stay."""
    HEAR_MESSAGES = "hear-messages"
    """In mailboxes; supervisors and employees in their own ones."""
    OWN_EMPLOYEE = "own-employee"
    """See the employee to whom the login is bound."""
    OWN_SWITCHES = "own-switches"
    """Switch that employee's do-not-disturb, presence and forwards."""
    MANAGE_PEOPLE = "manage-people"
    """Who has a login for the company, and with which role."""
    MANAGE_STAFF = "manage-staff"
    """The same of a reseller."""
    MANAGE_PLATFORM = "manage-platform"
    """The same of the platform."""
    VISIT_COMPANIES = "visit-companies"
    """Look into a company for a limited time and a reason that its owner can read."""
    HOST_VISITS = "host-visits"
    """See support's visits, let them change something, and end them."""
    SHIP_BUNDLES = "ship-bundles"
    """Put code of their own into force for companies."""
    DEBUG_CALLS = "debug-calls"
    """Let a developer stand in somebody's call, and decide what becomes of it."""
    READ_AUDIT = "read-audit"
    """Who did what in a company, and from where."""
    READ_FLEET = "read-fleet"
    OWN_ACCOUNT = "own-account"
    OWN_TOKENS = "own-tokens"
    """Make and revoke tokens of one's own."""


P = Permission
_EVERYBODY = {P.OWN_ACCOUNT, P.OWN_TOKENS}
_PERSON = _EVERYBODY | {P.READ_CALLS, P.HEAR_MESSAGES, P.OWN_EMPLOYEE, P.OWN_SWITCHES}
_READER = _EVERYBODY | {P.LIST_COMPANIES, P.READ_COMPANY, P.READ_CALLS}
_CUSTOMER = _READER | {P.CHANGE_COMPANY}
_MANAGER = _CUSTOMER | _PERSON | {P.LISTEN, P.MANAGE_PEOPLE}
# What a company's people say on the phone is none of its reseller's business.
_RESELLER = _CUSTOMER | {P.CREATE_COMPANY, P.DELETE_COMPANY, P.MANAGE_PEOPLE, P.MANAGE_STAFF, P.READ_AUDIT}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: frozenset(Permission),
    Role.OPERATOR_SUPPORT: frozenset(_EVERYBODY | {P.LIST_COMPANIES, P.READ_FLEET, P.VISIT_COMPANIES}),
    Role.OPERATOR_READER: frozenset(_READER | {P.READ_FLEET, P.READ_AUDIT}),
    Role.RESELLER: frozenset(_RESELLER),
    Role.RESELLER_SALES: frozenset(_EVERYBODY | {P.LIST_COMPANIES, P.CREATE_COMPANY}),
    Role.RESELLER_SUPPORT: frozenset(_CUSTOMER),
    Role.OWNER: frozenset(_MANAGER | {P.HOST_VISITS, P.READ_AUDIT}),
    Role.MANAGER: frozenset(_MANAGER),
    Role.SUPERVISOR: frozenset(_PERSON),
    Role.EMPLOYEE: frozenset(_PERSON),
    Role.DEVELOPER: frozenset(_READER | {P.SHIP_BUNDLES}),
}

HOUSES: dict[Role, House] = {
    Role.OPERATOR: House.PLATFORM,
    Role.OPERATOR_SUPPORT: House.PLATFORM,
    Role.OPERATOR_READER: House.PLATFORM,
    Role.RESELLER: House.RESELLER,
    Role.RESELLER_SALES: House.RESELLER,
    Role.RESELLER_SUPPORT: House.RESELLER,
    Role.OWNER: House.COMPANY,
    Role.MANAGER: House.COMPANY,
    Role.SUPERVISOR: House.COMPANY,
    Role.EMPLOYEE: House.COMPANY,
    Role.DEVELOPER: House.COMPANY,
}

_BELOW_OWNER = {Role.MANAGER, Role.SUPERVISOR, Role.EMPLOYEE}
_OF_COMPANIES = _BELOW_OWNER | {Role.OWNER}
_OF_RESELLERS = {Role.RESELLER, Role.RESELLER_SALES, Role.RESELLER_SUPPORT}

GIVES: dict[Role, frozenset[Role]] = {
    Role.OPERATOR: frozenset(Role),
    Role.RESELLER: frozenset(_OF_RESELLERS | _OF_COMPANIES),
    Role.OWNER: frozenset(_OF_COMPANIES),
    Role.MANAGER: frozenset(_BELOW_OWNER),
}
"""Which roles somebody may give, change and take away: none above their own. A role that is missing gives none."""

NARROWED = frozenset({Role.SUPERVISOR, Role.EMPLOYEE})
"""Of a company they see only what concerns the employee whom their login is bound to."""

VISITOR: frozenset[Permission] = frozenset({P.READ_COMPANY, P.READ_CALLS})
"""What a visit to a company adds there."""
HELPING_VISITOR: frozenset[Permission] = VISITOR | {P.CHANGE_COMPANY}
"""The same once the company's owner has let the visitor change something."""
