"""Links to one export for one person: short-lived, signed, worth nothing once that person may not have it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

from control_plane.core.context import Context
from control_plane.core.policy import authorise
from control_plane.core.problems import NotFound, Problem
from control_plane.core.roles import Permission
from control_plane.features.access.models import User
from control_plane.features.access.scope import confined_actor
from control_plane.features.archives.models import ArchiveJob, JobState
from control_plane.features.archives.queries import get_export
from control_plane.features.archives.service import NotReady
from control_plane.features.versions.service import record_audit

VALID: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Link:
    token: str
    expires_at: datetime


def make_link(ctx: Context, job: ArchiveJob) -> Link:
    """For the actor alone. Raises NotReady, Forbidden."""
    if job.state is not JobState.DONE or job.storage is None:
        raise NotReady("The export is not done yet; ask for it again in a moment.")
    _authorise(ctx, job)
    expires = ctx.clock() + VALID
    content = [job.company, job.id, ctx.actor.user_id, int(expires.timestamp())]
    return Link(_serializer(ctx).dumps(content), expires)


def open_link(ctx: Context, token: str, address: str) -> ArchiveJob:
    """Whatever is wrong with a link, it answers alike. Raises NotFound."""
    gone = NotFound("This link is no longer good; go back to the page and ask for the archive again.")
    try:
        company, identifier, user_id, expires = _serializer(ctx).loads(token)
    except (BadSignature, ValueError, TypeError):
        raise gone from None
    user = ctx.session.get(User, user_id)
    if user is None or ctx.clock().timestamp() > expires:
        raise gone
    mine = Context(
        ctx.session, confined_actor(ctx.session, ctx.settings, user, address, company), ctx.settings, ctx.clock
    )
    try:
        job = get_export(mine, company, identifier)
        _authorise(mine, job)
    except Problem:
        raise gone from None
    if job.storage is None:
        raise gone
    record_audit(mine, company, f"Export {job.id} fetched")
    return job


def _authorise(ctx: Context, job: ArchiveJob) -> None:
    """Recordings in it are for who may listen. Raises NotFound, Forbidden."""
    authorise(ctx.actor, Permission.CHANGE_COMPANY, job.company)
    if job.asked["files"]:
        authorise(ctx.actor, Permission.LISTEN, job.company)


def _serializer(ctx: Context) -> URLSafeSerializer:
    return URLSafeSerializer(ctx.settings.secret_key, salt="carillon archive link")
