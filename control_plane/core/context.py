"""What every use case gets: session, actor, clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.roles import Role
from control_plane.settings import Settings


@dataclass(frozen=True)
class Actor:
    """Who acts. `companies` is None for operators, otherwise the explicit set that this person may see."""

    user_id: str
    name: str
    role: Role
    reseller_id: str | None = None
    companies: frozenset[str] | None = None
    address: str = ""

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
