"""Reading one's own tokens."""

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.features.access.models import ApiToken


def list_tokens(ctx: Context, *, limit: int = 50, cursor: str | None = None) -> Page[ApiToken]:
    """Those that were not revoked."""
    mine = select(ApiToken).where(ApiToken.user_id == ctx.actor.user_id, ApiToken.revoked_at.is_(None))
    return read_page(ctx.session, mine, [ApiToken.public_id], limit=limit, cursor=cursor)


def get_token(ctx: Context, token_id: str) -> ApiToken:
    """Raises NotFound, also for somebody else's."""
    mine = (ApiToken.user_id == ctx.actor.user_id, ApiToken.public_id == token_id, ApiToken.revoked_at.is_(None))
    found = ctx.session.scalar(select(ApiToken).where(*mine))
    if found is None:
        raise NotFound("There is no such token; reload the list.")
    return found
