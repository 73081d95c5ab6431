"""Reading identity providers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.problems import NotFound
from control_plane.features.single_sign_on.models import IdentityProvider


def provider_of(
    session: Session, *, company_id: str | None = None, reseller_id: str | None = None
) -> IdentityProvider | None:
    """Of a company or of a reseller."""
    wanted = IdentityProvider.company_id == company_id if company_id else IdentityProvider.reseller_id == reseller_id
    return session.scalar(select(IdentityProvider).where(wanted))


def provider_called(session: Session, provider_id: str) -> IdentityProvider | None:
    return session.get(IdentityProvider, provider_id) if provider_id.isprintable() else None


def get_provider(session: Session, company_id: str) -> IdentityProvider:
    """Raises NotFound."""
    found = provider_of(session, company_id=company_id)
    if found is None:
        raise NotFound("This company has no single sign-on.")
    return found
