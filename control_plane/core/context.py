"""What every use case gets: session, actor, clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.roles import NARROWED, PERMISSIONS, Permission, Role
from control_plane.core.scopes import Scope, granted
from control_plane.settings import Settings


@dataclass(frozen=True)
class TokenBounds:
    """`networks` None: from everywhere; `expires_at` None: until it is revoked."""

    expires_at: datetime | None
    networks: tuple[str, ...] | None


@dataclass(frozen=True)
class Actor:
    """Who acts. `companies` is None for operators, otherwise the explicit set that this person may see."""

    user_id: str
    name: str
    role: Role
    reseller_id: str | None = None
    companies: frozenset[str] | None = None
    address: str = ""
    scopes: frozenset[Scope] | None = None
    """Of the token that was sent; None: whatever the role may."""
    employees: Mapping[str, str] = field(default_factory=dict)
    """By company: the employee whom this login is bound to."""
    visits: Mapping[str, frozenset[Permission]] = field(default_factory=dict)
    """By company: what a visit of support adds there, while it lasts."""
    bounds: TokenBounds | None = None
    """What a token made with this token has to keep to."""

    @property
    def narrowed(self) -> bool:
        """Sees of a company only what concerns the employee of `employees`."""
        return self.role in NARROWED

    def has(self, permission: Permission, company: str | None = None) -> bool:
        """Whether the person may, whatever their token is good for."""
        return permission in PERMISSIONS[self.role] or permission in self.visits.get(company or "", ())

    def may(self, permission: Permission, company: str | None = None) -> bool:
        """Whether this request may, in `company` if it is about one."""
        in_scope = self.scopes is None or permission in granted(self.scopes)
        return in_scope and self.has(permission, company)

    def may_see_reseller(self, reseller_id: str) -> bool:
        return self.companies is None or self.reseller_id == reseller_id

    def may_see(self, company_id: str) -> bool:
        return self.companies is None or company_id in self.companies


SYSTEM = Actor(user_id="system", name="Carillon", role=Role.OPERATOR)


@dataclass(frozen=True)
class Context:
    """Handed to every use case; the transaction belongs to the caller of the use case."""

    session: Session
    actor: Actor
    settings: Settings
    clock: Callable[[], datetime] = now
    reason: str = ""
    """Why, in the words of who acts; kept with the version that this becomes."""
