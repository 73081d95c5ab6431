"""Reading work on archives, and templates, always within what the actor may see."""

from sqlalchemy import Select, or_, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, read_page
from control_plane.core.problems import NotFound
from control_plane.core.roles import Role
from control_plane.features.archives.models import ArchiveJob, Template, Work

NEWEST = 20


def get_export(ctx: Context, company_id: str, identifier: str) -> ArchiveJob:
    """Raises NotFound."""
    job = ctx.session.get(ArchiveJob, identifier)
    if job is None or job.work is not Work.EXPORT or job.company != company_id:
        raise NotFound("There is no such export (any longer); order a new one.")
    return job


def list_exports(ctx: Context, company_id: str) -> list[ArchiveJob]:
    """The newest first, a few."""
    mine = (ArchiveJob.company == company_id, ArchiveJob.work == Work.EXPORT)
    return list(ctx.session.scalars(select(ArchiveJob).where(*mine).order_by(ArchiveJob.id.desc()).limit(NEWEST)))


def get_job(ctx: Context, identifier: str) -> ArchiveJob:
    """Of this actor's own: an import, a clone, a template in the making. Raises NotFound."""
    job = ctx.session.get(ArchiveJob, identifier)
    if job is None or job.work is Work.EXPORT or job.by_id != ctx.actor.user_id:
        raise NotFound("There is no such work on an archive (any longer).")
    return job


def list_jobs(ctx: Context, *, limit: int = 50, cursor: str | None = None) -> Page[ArchiveJob]:
    mine = select(ArchiveJob).where(ArchiveJob.by_id == ctx.actor.user_id, ArchiveJob.work != Work.EXPORT)
    return read_page(ctx.session, mine, [ArchiveJob.id], limit=limit, cursor=cursor)


def newest_jobs(ctx: Context) -> list[ArchiveJob]:
    mine = select(ArchiveJob).where(ArchiveJob.by_id == ctx.actor.user_id, ArchiveJob.work != Work.EXPORT)
    return list(ctx.session.scalars(mine.order_by(ArchiveJob.id.desc()).limit(NEWEST)))


def list_templates(ctx: Context, *, limit: int = 50, cursor: str | None = None) -> Page[Template]:
    keys = [Template.name, Template.id]
    return read_page(ctx.session, _visible(ctx), keys, limit=limit, cursor=cursor)


def get_template(ctx: Context, identifier: str) -> Template:
    """Raises NotFound."""
    found = ctx.session.scalar(_visible(ctx).where(Template.id == identifier))
    if found is None:
        raise NotFound("There is no such template; reload the list.")
    return found


def _visible(ctx: Context) -> Select[Template]:
    """A reseller's own, and those that the operator has for everybody."""
    statement = select(Template)
    if ctx.actor.role is Role.OPERATOR:
        return statement
    return statement.where(or_(Template.reseller_id.is_(None), Template.reseller_id == ctx.actor.reseller_id))
