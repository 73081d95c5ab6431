"""Ordering work on archives: the work itself is done by the `archives` process (see running.py)."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, select, text

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.policy import authorise
from control_plane.core.problems import Conflict, Forbidden, Invalid, TooLarge
from control_plane.core.roles import PERMISSIONS, Permission, Role
from control_plane.core.secrets_box import SecretsBox
from control_plane.core.storage import StorageAway
from control_plane.core.vault import TooLong, vault_of
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.form import UPLOAD_MAX
from control_plane.features.archives.models import OWNER, ArchiveJob, JobState, Template, Work
from control_plane.features.archives.queries import get_export, get_job, get_template
from control_plane.features.archives.schemas import ExportWish, NewTemplate
from control_plane.features.companies.queries import get_company
from control_plane.features.sounds.keeping import SoundsAway
from control_plane.features.versions.service import record_audit

CHANNEL: Final = "carillon_archives"
KEPT: Final = timedelta(days=7)
WAITING_MOST: Final = 10
"""Works of one person that are not done yet."""


class NotReady(Conflict):
    code, title = "not-ready", "The work is not done yet"


class TooMuchWork(Conflict):
    code, title = "too-much-work", "Too much is being worked on"


def order_export(ctx: Context, company_id: str, wish: ExportWish) -> ArchiveJob:
    """Raises NotFound, Forbidden (recordings and the like need the permission to listen), TooMuchWork."""
    company = get_company(ctx, company_id)
    if wish.files and Permission.LISTEN not in PERMISSIONS[ctx.actor.role]:
        raise Forbidden("Recordings, messages and faxes are exported by whoever may listen to them, such as the owner.")
    asked = wish.model_dump(mode="json", exclude={"passphrase"})
    job = _job(ctx, Work.EXPORT, company.id, "", asked, wish.passphrase)
    more = [*wish.files, *(["history"] if wish.history else ()), *(["passwords"] if wish.passphrase else ())]
    record_audit(ctx, company.id, f"Export ordered{': with ' if more else ''}{', '.join(more)}")
    return job


def take_upload(ctx: Context, identifier: str, body: Iterable[bytes]) -> ArchiveJob:
    """An archive under an id that the sender has chosen: sent again it replaces the first. It is checked at once.

    Raises Invalid for an id that is somebody's, TooLarge, SoundsAway.
    """
    before = ctx.session.get(ArchiveJob, identifier)
    if before is not None and (before.by_id != ctx.actor.user_id or before.work is not Work.CHECK):
        raise Invalid.one("import", "taken", "This id is taken; choose another one.")
    if before is not None and before.state in (JobState.WAITING, JobState.WORKING):
        raise NotReady("What was uploaded under this id is being worked on; wait for its end.")
    storage, vault = f"archives/{new_id()}", vault_of(ctx.settings)
    try:
        with vault.seal(body, OWNER, most=UPLOAD_MAX) as sealed:
            vault.put(storage, sealed)
            size, digest = sealed.bytes, sealed.sha256
        if before is not None and before.storage:
            vault.storage.delete(before.storage)
    except TooLong:
        raise TooLarge("An archive may have 4 GiB; export with fewer recordings, or ask the operator.") from None
    except (StorageAway, OSError) as problem:
        raise SoundsAway("The storage does not answer; try again in a minute.") from problem
    if before is not None:
        ctx.session.delete(before)
        ctx.session.flush()
    job = _job(ctx, Work.CHECK, "", "", {}, None, identifier=identifier)
    job.storage, job.bytes, job.sha256 = storage, size, digest
    return job


def check_upload(ctx: Context, identifier: str, place: NewPlace, passphrase: str | None) -> ArchiveJob:
    """Hold it against this place, without writing anything. Raises NotFound, NotReady."""
    return _go_on(ctx, identifier, Work.CHECK, place, passphrase)


def order_import(ctx: Context, identifier: str, place: NewPlace, passphrase: str | None) -> ArchiveJob:
    """Everything is checked again, and written if nothing is wrong. Raises NotFound, NotReady."""
    return _go_on(ctx, identifier, Work.IMPORT, place, passphrase)


def clone_company(ctx: Context, company_id: str, place: NewPlace) -> ArchiveJob:
    """A company like this one, under new ids, with new logins and passwords. Raises NotFound, Forbidden."""
    get_company(ctx, company_id)
    authorise(ctx.actor, Permission.CREATE_COMPANY, None)
    job = _job(ctx, Work.CLONE, place.company, company_id, {"place": place.model_dump(mode="json")}, None)
    record_audit(ctx, company_id, f"Clone ordered: {place.company}")
    return job


def save_template(ctx: Context, company_id: str, wish: NewTemplate) -> ArchiveJob:
    """Raises NotFound, Forbidden."""
    get_company(ctx, company_id)
    authorise(ctx.actor, Permission.CREATE_COMPANY, None)
    job = _job(ctx, Work.TEMPLATE, "", company_id, wish.model_dump(mode="json"), None)
    record_audit(ctx, company_id, f"Template {wish.name} ordered")
    return job


def build_company(ctx: Context, template_id: str, place: NewPlace) -> ArchiveJob:
    """A new company from a template. Raises NotFound."""
    template = get_template(ctx, template_id)
    return _job(ctx, Work.BUILD, place.company, template.id, {"place": place.model_dump(mode="json")}, None)


def remove_template(ctx: Context, template_id: str) -> None:
    """Companies that were made from it stay. Raises NotFound, Forbidden for the operator's own."""
    template = get_template(ctx, template_id)
    if ctx.actor.role is not Role.OPERATOR and template.reseller_id != ctx.actor.reseller_id:
        raise Forbidden("This template is the operator's; ask them to remove it.")
    ctx.session.delete(template)
    vault_of(ctx.settings).storage.delete(template.storage)


def remove_export(ctx: Context, company_id: str, identifier: str) -> None:
    """Raises NotFound."""
    _remove(ctx, get_export(ctx, company_id, identifier))


def remove_job(ctx: Context, identifier: str) -> None:
    """Raises NotFound, NotReady."""
    job = get_job(ctx, identifier)
    if job.state is JobState.WORKING:
        raise NotReady("It is being worked on; wait for its end.")
    _remove(ctx, job)


def told_of(ctx: Context, job: ArchiveJob) -> list[dict[str, Any]]:
    """New passwords, logins and PINs of a company that was brought in, while the work is kept."""
    if job.state is not JobState.DONE or job.locked is None:
        return []
    told: list[dict[str, Any]] = unlocked(ctx, job)["told"]
    return told


def lock_in(ctx: Context, job: ArchiveJob, content: dict[str, Any] | None) -> None:
    """Keep what must not lie open; None forgets it."""
    box = SecretsBox(ctx.settings.secrets_key)
    job.locked = box.lock(json.dumps(content), f"archive:{job.id}") if content is not None else None


def unlocked(ctx: Context, job: ArchiveJob) -> dict[str, Any]:
    if job.locked is None:
        return {}
    content: dict[str, Any] = json.loads(SecretsBox(ctx.settings.secrets_key).unlock(job.locked, f"archive:{job.id}"))
    return content


def wake(ctx: Context) -> None:
    """Let the `archives` process look, once this transaction is committed."""
    ctx.session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


def _go_on(ctx: Context, identifier: str, work: Work, place: NewPlace, passphrase: str | None) -> ArchiveJob:
    job = get_job(ctx, identifier)
    if job.work not in (Work.CHECK, Work.IMPORT) or job.state in (JobState.WAITING, JobState.WORKING, JobState.DONE):
        raise NotReady("It is being worked on, or was imported already.")
    job.work, job.state, job.company = work, JobState.WAITING, place.company
    job.asked = {"place": place.model_dump(mode="json")}
    job.findings, job.problem, job.attempts, job.outcome = [], "", 0, {}
    job.due_at = ctx.clock()
    lock_in(ctx, job, {"passphrase": passphrase} if passphrase else None)
    wake(ctx)
    return job


def _job(
    ctx: Context,
    work: Work,
    company: str,
    source: str,
    asked: dict[str, Any],
    passphrase: str | None,
    *,
    identifier: str | None = None,
) -> ArchiveJob:
    busy = ArchiveJob.state.in_((JobState.WAITING, JobState.WORKING))
    mine = select(func.count()).select_from(ArchiveJob).where(busy, ArchiveJob.by_id == ctx.actor.user_id)
    if (ctx.session.scalar(mine) or 0) >= WAITING_MOST:
        raise TooMuchWork("Wait until some of what you ordered is done, then try again.")
    now = ctx.clock()
    job = ArchiveJob(
        id=identifier or new_id(),
        work=work,
        state=JobState.WAITING,
        company=company,
        source=source,
        by_id=ctx.actor.user_id,
        by=ctx.actor.name,
        created_at=now,
        expires_at=now + KEPT,
        due_at=now,
        attempts=0,
        asked=asked,
        step="",
        done=0,
        total=0,
        problem="",
        findings=[],
        outcome={},
        locked=None,
        storage=None,
        bytes=0,
        sha256="",
    )
    lock_in(ctx, job, {"passphrase": passphrase} if passphrase else None)
    ctx.session.add(job)
    ctx.session.flush()
    wake(ctx)
    return job


def _remove(ctx: Context, job: ArchiveJob) -> None:
    ctx.session.delete(job)
    if job.storage:
        vault_of(ctx.settings).storage.delete(job.storage)


def add_template(ctx: Context, job: ArchiveJob, counts: dict[str, int]) -> Template:
    """The archive that `job` has made becomes a template; the file is the template's from now on."""
    assert job.storage is not None
    own = ctx.actor.reseller_id if ctx.actor.role is not Role.OPERATOR else None
    template = Template(
        id=new_id(),
        name=job.asked["name"],
        about=job.asked["about"],
        reseller_id=own,
        made_of=job.source,
        made_by=ctx.actor.name,
        created_at=ctx.clock(),
        storage=job.storage,
        bytes=job.bytes,
        sha256=job.sha256,
        counts=counts,
    )
    job.storage = None
    ctx.session.flush()
    ctx.session.add(template)
    return template
