"""Making and revoking one's own tokens. A token never does more than its maker, nor than the token that made it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_network

from sqlalchemy import func, select

from control_plane.core.context import Context, TokenBounds
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict, Invalid
from control_plane.features.access.models import ApiToken
from control_plane.features.access.service import TOKEN_PREFIX, hashed
from control_plane.features.tokens.queries import get_token
from control_plane.features.tokens.schemas import NewToken

MOST = 100


class TooManyTokens(Conflict):
    code, title = "too-many-tokens", "You have too many tokens"


@dataclass(frozen=True)
class Made:
    """`token` is shown once and stored nowhere."""

    row: ApiToken
    token: str


def make_token(ctx: Context, wish: NewToken) -> Made:
    """Raises Invalid for more than the maker's own token may, and TooManyTokens."""
    _refuse_beyond_own(ctx, wish)
    mine = (ApiToken.user_id == ctx.actor.user_id, ApiToken.revoked_at.is_(None))
    if (ctx.session.scalar(select(func.count()).where(*mine)) or 0) >= MOST:
        raise TooManyTokens(f"You have {MOST} tokens; revoke those that nobody uses.")
    if wish.expires_at is not None and wish.expires_at <= ctx.clock():
        raise Invalid.one("expires_at", "past", "This moment is over; choose a later one, or none.")
    bounds = ctx.actor.bounds or TokenBounds(None, None)
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        id=hashed(token),
        public_id=new_id(),
        user_id=ctx.actor.user_id,
        label=wish.label,
        created_at=ctx.clock(),
        scopes=sorted({scope.value for scope in wish.scopes}),
        networks=_networks(wish.networks, bounds.networks),
        expires_at=_end(wish.expires_at, bounds.expires_at),
        last_address="",
    )
    ctx.session.add(row)
    ctx.session.flush()
    return Made(row, token)


def revoke_token(ctx: Context, token_id: str) -> None:
    """It is worth nothing from the next request on. Raises NotFound."""
    get_token(ctx, token_id).revoked_at = ctx.clock()


def _refuse_beyond_own(ctx: Context, wish: NewToken) -> None:
    beyond = set(wish.scopes) - ctx.actor.scopes if ctx.actor.scopes is not None else set()
    if beyond:
        names = ", ".join(sorted(beyond))
        raise Invalid.one(
            "scopes", "beyond-own", f"Your own token lacks {names}; leave that out, or make this one in the portal."
        )


def _end(wished: datetime | None, own: datetime | None) -> datetime | None:
    """No later than the token that makes it."""
    return min((moment for moment in (wished, own) if moment is not None), default=None)


def _networks(wished: list[str] | None, own: tuple[str, ...] | None) -> list[str] | None:
    """Within those of the token that makes it; its own when nothing is wished. Raises Invalid."""
    if wished is None:
        return None if own is None else list(own)
    outside = [network for network in wished if own is not None and not _inside(ip_network(network), own)]
    if outside:
        raise Invalid.one(
            "networks",
            "beyond-own",
            f"Your own token may not be used from {outside[0]}; choose a part of its networks.",
        )
    return sorted(set(wished))


def _inside(network: IPv4Network | IPv6Network, own: tuple[str, ...]) -> bool:
    for each in map(ip_network, own):
        if isinstance(network, IPv4Network) and isinstance(each, IPv4Network) and network.subnet_of(each):
            return True
        if isinstance(network, IPv6Network) and isinstance(each, IPv6Network) and network.subnet_of(each):
            return True
    return False
