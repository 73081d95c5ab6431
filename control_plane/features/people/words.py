"""Roles and scopes as people call them."""

from typing import Final

from control_plane.core.roles import Role
from control_plane.core.scopes import Scope
from control_plane.web.words import lazy_gettext as _

ROLES: Final = {
    Role.OPERATOR: _("Administrator of the platform"),
    Role.OPERATOR_SUPPORT: _("Support of the platform"),
    Role.OPERATOR_READER: _("Reader of the platform"),
    Role.RESELLER: _("Administrator of the reseller"),
    Role.RESELLER_SALES: _("Sales of the reseller"),
    Role.RESELLER_SUPPORT: _("Support of the reseller"),
    Role.OWNER: _("Owner"),
    Role.MANAGER: _("Manager"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.EMPLOYEE: _("Employee"),
    Role.DEVELOPER: _("Developer"),
}
SCOPES: Final = {
    Scope.READ: _("Read settings and calls"),
    Scope.CALLS: _("Read calls alone"),
    Scope.CHANGE: _("Change settings"),
    Scope.COMPANIES: _("Create and delete companies"),
    Scope.LISTEN: _("Recordings, messages, faxes and mails"),
    Scope.PEOPLE: _("Manage who has access"),
    Scope.SUPPORT: _("Support's visits"),
    Scope.CODE: _("Own code and debugging"),
    Scope.TOKENS: _("Make and revoke tokens"),
}
