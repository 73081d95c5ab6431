"""What of the database a person's request may see: first who they are, then their companies, then one of them."""

from sqlalchemy.orm import Session

from control_plane.core.context import Actor
from control_plane.core.tenancy import Scope, confine
from control_plane.features.access.models import User
from control_plane.features.access.service import actor_of
from control_plane.settings import Settings


def confined_actor(session: Session, settings: Settings, user: User, address: str, company: str | None) -> Actor:
    """Who `user` is to the policy. From now on `session` sees what they may, and of that `company` alone when given."""
    confine(session, settings, Scope.of_person(user.id, (user.reseller_id,) if user.reseller_id else ()))
    actor = actor_of(session, user, address)
    if company is not None:
        confine(session, settings, Scope.of_named(company) if actor.may_see(company) else Scope.of(()))
    else:
        confine(session, settings, Scope.of(actor.companies))
    return actor
