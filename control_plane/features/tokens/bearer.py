"""Whom a bearer token stands for, and what it is good for from where."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from control_plane.core.context import Actor, TokenBounds
from control_plane.core.problems import Forbidden, NotSignedIn
from control_plane.core.scopes import Scope
from control_plane.features.access.models import ApiToken, User
from control_plane.features.access.service import TOKEN_PREFIX, hashed

NOTED_EVERY: Final = timedelta(minutes=1)


class TokenExpired(NotSignedIn):
    code, title = "token-expired", "The token has expired"


class TokenRevoked(NotSignedIn):
    code, title = "token-revoked", "The token was revoked"


class AddressNotAllowed(Forbidden):
    code, title = "address-not-allowed", "The token may not be used from this address"


@dataclass(frozen=True)
class Bearer:
    """Whose token it is, and what it narrows them to."""

    user: User
    scopes: frozenset[Scope] | None
    bounds: TokenBounds

    def narrow(self, actor: Actor) -> Actor:
        """`actor`, the person, as far as the token goes."""
        return replace(actor, scopes=self.scopes, bounds=self.bounds)


def bearer_of(session: Session, token: str, *, now: datetime, address: str) -> Bearer | None:
    """None for a token that we do not know. Raises TokenExpired, TokenRevoked, AddressNotAllowed.

    Commits when the use is noted, so call it before anything else of the request.
    """
    if not token.startswith(TOKEN_PREFIX):
        return None
    wanted = select(User, ApiToken).join(ApiToken, ApiToken.user_id == User.id).where(ApiToken.id == hashed(token))
    if (found := session.execute(wanted).first()) is None:
        return None
    user, row = found
    _refuse(row, now, address)
    bounds = TokenBounds(row.expires_at, None if row.networks is None else tuple(row.networks))
    scopes = None if row.scopes is None else frozenset(map(Scope, row.scopes))
    if row.last_used_at is None or row.last_used_at <= now - NOTED_EVERY:
        _note_use(session, row.id, now, address)
    return Bearer(user, scopes, bounds)


def _refuse(row: ApiToken, now: datetime, address: str) -> None:
    if row.revoked_at is not None:
        raise TokenRevoked("This token was revoked; make another one under API tokens and use that.")
    if row.expires_at is not None and row.expires_at <= now:
        until = f"{row.expires_at:%Y-%m-%d %H:%M} UTC"
        raise TokenExpired(f"This token was good until {until}; make another one under API tokens and use that.")
    if row.networks is not None and not _within(address, row.networks):
        raise AddressNotAllowed(
            f"This token may not be used from {address}; allow that address in a new token, or call from another one."
        )


def _within(address: str, networks: list[str]) -> bool:
    try:
        here = ip_address(address)
    except ValueError:
        return False
    if isinstance(here, IPv6Address) and here.ipv4_mapped is not None:
        here = here.ipv4_mapped
    return any(here in ip_network(network) for network in networks)


def _note_use(session: Session, token_id: str, now: datetime, address: str) -> None:
    """At once, so that no other request of the same token waits for the end of this one; one of many does it."""
    due = or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at <= now - NOTED_EVERY)
    free = select(ApiToken.id).where(ApiToken.id == token_id, due).with_for_update(skip_locked=True)
    noted = update(ApiToken).where(ApiToken.id.in_(free.scalar_subquery()))
    session.execute(noted.values(last_used_at=now, last_address=address).execution_options(synchronize_session=False))
    session.commit()
