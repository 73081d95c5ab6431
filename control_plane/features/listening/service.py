"""Links to one file for one person: short-lived, signed, and worth nothing once that person may listen no longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

from control_plane.core.context import Context
from control_plane.core.policy import authorise
from control_plane.core.problems import NotFound, Problem
from control_plane.core.roles import Permission
from control_plane.features.access.models import User
from control_plane.features.access.scope import confined_actor

VALID: Final = timedelta(minutes=15)


class What(StrEnum):
    RECORDING = "recording"
    MESSAGE = "message"
    FAX = "fax"


@dataclass(frozen=True)
class Link:
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class Listener:
    """What a good link says; the context's actor is the person it was made for."""

    ctx: Context
    what: What
    company: str
    id: str


def make_link(ctx: Context, what: What, company_id: str, identifier: str) -> Link:
    """For the actor alone. That the file is there, and the actor's to hear, the caller has checked."""
    expires = ctx.clock() + VALID
    content = [what.value, company_id, identifier, ctx.actor.user_id, int(expires.timestamp())]
    return Link(_serializer(ctx).dumps(content), expires)


def open_link(ctx: Context, token: str, address: str) -> Listener:
    """Whatever is wrong with a link, it answers alike. Raises NotFound."""
    gone = NotFound("This link is no longer good; go back to the page and play it again.")
    try:
        what, company, identifier, user_id, expires = _serializer(ctx).loads(token)
    except (BadSignature, ValueError, TypeError):
        raise gone from None
    user = ctx.session.get(User, user_id)
    if user is None or ctx.clock().timestamp() > expires:
        raise gone
    actor = confined_actor(ctx.session, ctx.settings, user, address, company)
    try:
        authorise(actor, Permission.HEAR_MESSAGES if what == What.MESSAGE else Permission.LISTEN, company)
    except Problem:
        raise gone from None
    mine = Context(session=ctx.session, actor=actor, settings=ctx.settings, clock=ctx.clock)
    return Listener(mine, What(what), company, identifier)


def _serializer(ctx: Context) -> URLSafeSerializer:
    return URLSafeSerializer(ctx.settings.secret_key, salt="carillon listening link")
