"""Reading identity providers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.problems import NotFound
from control_plane.core.tenancy import everywhere
from control_plane.features.single_sign_on.models import IdentityProvider
from control_plane.settings import Settings


def provider_of(
    session: Session, *, company_id: str | None = None, reseller_id: str | None = None
) -> IdentityProvider | None:
    """Of a company or of a reseller; the latter within `everywhere`, since it belongs to no company."""
    wanted = IdentityProvider.company_id == company_id if company_id else IdentityProvider.reseller_id == reseller_id
    return session.scalar(select(IdentityProvider).where(wanted))


def provider_called(session: Session, settings: Settings, provider_id: str) -> IdentityProvider | None:
    """For the door, where nobody is known yet; to be read only."""
    if not provider_id.isprintable():
        return None
    with everywhere(session, settings):
        found = session.get(IdentityProvider, provider_id)
    if found is not None:
        # What it says stays readable when the transaction ends, which it may before the provider answers.
        session.expunge(found)
    return found


def get_provider(session: Session, company_id: str) -> IdentityProvider:
    """Raises NotFound."""
    found = provider_of(session, company_id=company_id)
    if found is None:
        raise NotFound("This company has no single sign-on.")
    return found
