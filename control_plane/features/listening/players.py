"""What a page needs to play a file: who may listen, and the link for this person."""

from flask import url_for

from control_plane.core.context import Context
from control_plane.core.roles import Permission
from control_plane.features.listening.service import What, make_link


def may_listen(ctx: Context) -> bool:
    return ctx.actor.may(Permission.LISTEN)


def player(ctx: Context, what: What, company: str, identifier: str) -> str:
    """The address to play from; good for a quarter of an hour."""
    return url_for("listening_pages.listen", token=make_link(ctx, what, company, identifier).token)
