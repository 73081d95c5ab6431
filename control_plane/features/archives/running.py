"""Doing the work that was ordered, step by step told; each work once, however often its job comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Engine, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.policy import authorise
from control_plane.core.problems import Problem
from control_plane.core.roles import Permission
from control_plane.core.storage import NoSuchFile, StorageAway
from control_plane.core.vault import FileUnreadable, TooLong, Vault, vault_of
from control_plane.core.vault_file import vault_file
from control_plane.features.access.models import User
from control_plane.features.access.service import actor_of
from control_plane.features.archives import bringing
from control_plane.features.archives.choices import NewPlace
from control_plane.features.archives.collecting import Source, Wanted, manifest, parts_of, reduced, source_of
from control_plane.features.archives.findings import MOST
from control_plane.features.archives.form import UPLOAD_MAX
from control_plane.features.archives.models import OWNER, ArchiveJob, JobState, Template, Work
from control_plane.features.archives.packing import Part, packed
from control_plane.features.archives.queries import get_template
from control_plane.features.archives.service import add_template, lock_in, unlocked
from control_plane.features.companies.queries import get_company
from control_plane.features.versions.service import record_audit
from control_plane.settings import Settings
from tenants.model import Kind
from tenants.model.objects import kind_of

log = structlog.get_logger("archives")
LEASE: Final = timedelta(minutes=5)
"""So long after its last word a work counts as dead, and begins anew."""
ATTEMPTS: Final = 3
_OUR_FAULT: Final = "Something went wrong on our side; the operator sees it in the log."
_NEEDS: Final = {
    Work.EXPORT: Permission.CHANGE_COMPANY,
    Work.TEMPLATE: Permission.CREATE_COMPANY,
}


@dataclass
class Progress:
    """Tells in transactions of its own how far the work is, and keeps its lease."""

    engine: Engine
    job: str
    _told: datetime | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        moment = now()
        if self._told is not None and done not in (0, total) and (moment - self._told).total_seconds() < 0.5:
            return
        self._told = moment
        with Session(self.engine) as session, session.begin():
            said = {"step": step, "done": done, "total": total, "due_at": moment + LEASE}
            session.execute(update(ArchiveJob).where(ArchiveJob.id == self.job).values(**said))


def run_job(engine: Engine, settings: Settings, identifier: str) -> None:
    """Do it, unless it is done, or somebody works on it. Storage and database that are away leave it to be done."""
    if not _claimed(engine, identifier):
        return
    try:
        _do(engine, settings, identifier)
    except (SQLAlchemyError, StorageAway, OSError) as problem:
        log.warning("archive-waits", job=identifier, problem=type(problem).__name__)
        _again(engine, identifier, "The database or the storage did not answer.")
    except (Problem, FileUnreadable, NoSuchFile, TooLong) as problem:
        _ended(engine, identifier, JobState.FAILED, getattr(problem, "detail", "") or "The file cannot be read.")
    except Exception:
        log.exception("archive-failed", job=identifier)
        _ended(engine, identifier, JobState.FAILED, _OUR_FAULT)


def _claimed(engine: Engine, identifier: str) -> bool:
    moment = now()
    free = (ArchiveJob.state == JobState.WAITING) | (
        (ArchiveJob.state == JobState.WORKING) & (ArchiveJob.due_at < moment)
    )
    with Session(engine) as session, session.begin():
        taken = update(ArchiveJob).where(ArchiveJob.id == identifier, free, ArchiveJob.attempts < ATTEMPTS)
        taken = taken.values(state=JobState.WORKING, attempts=ArchiveJob.attempts + 1, due_at=moment + LEASE)
        return session.scalar(taken.returning(ArchiveJob.id)) is not None


def _again(engine: Engine, identifier: str, problem: str) -> None:
    with Session(engine) as session, session.begin():
        job = session.get(ArchiveJob, identifier)
        if job is not None:
            over = job.attempts >= ATTEMPTS
            job.state = JobState.FAILED if over else JobState.WAITING
            job.problem, job.due_at = problem, now() + timedelta(seconds=10 * job.attempts)
            job.locked = None if over else job.locked


def _ended(engine: Engine, identifier: str, state: JobState, problem: str) -> None:
    with Session(engine) as session, session.begin():
        job = session.get(ArchiveJob, identifier)
        if job is not None:
            job.state, job.problem, job.locked = state, problem[:500], None


def _do(engine: Engine, settings: Settings, identifier: str) -> None:
    progress = Progress(engine, identifier)
    with Session(engine.execution_options(isolation_level="REPEATABLE READ")) as session, session.begin():
        job = session.get_one(ArchiveJob, identifier)
        session.expunge(job)
        user = session.get(User, job.by_id)
        if user is None:
            raise Problem("Whoever ordered this is no longer here.")
        ctx = Context(session=session, actor=actor_of(session, user, ""), settings=settings)
        vault = vault_of(settings)
        match job.work:
            case Work.EXPORT:
                outcome = _export(ctx, vault, job, progress)
            case Work.TEMPLATE:
                outcome = _template(ctx, vault, job, progress)
            case Work.CHECK | Work.IMPORT:
                outcome = _import(ctx, vault, job, progress)
            case Work.CLONE:
                outcome = _clone(ctx, vault, job, progress)
            case Work.BUILD:
                outcome = _build(ctx, vault, job, progress)
    with Session(engine) as session, session.begin():
        kept = session.get(ArchiveJob, identifier)
        if kept is not None:
            for name, value in outcome.items():
                setattr(kept, name, value)


def _export(ctx: Context, vault: Vault, job: ArchiveJob, progress: Progress) -> dict[str, Any]:
    company = get_company(ctx, job.company)
    authorise(ctx.actor, _NEEDS[Work.EXPORT], company.id)
    wanted = Wanted(
        files=frozenset(job.asked["files"]),
        history=job.asked["history"],
        passphrase=unlocked(ctx, job).get("passphrase"),
    )
    source = source_of(ctx.session, ctx.settings, vault, company)
    made = _packed(vault, source, wanted, progress)
    record_audit(ctx, company.id, f"Exported as an archive of {made['bytes']} bytes")
    return made | {"state": JobState.DONE, "outcome": {"counts": _counts(source)}, "locked": None}


def _template(ctx: Context, vault: Vault, job: ArchiveJob, progress: Progress) -> dict[str, Any]:
    company = get_company(ctx, job.source)
    authorise(ctx.actor, _NEEDS[Work.TEMPLATE], company.id)
    kinds = job.asked["kinds"]
    source = source_of(ctx.session, ctx.settings, vault, company)
    if kinds is not None:
        source = reduced(source, frozenset(map(Kind, kinds)))
    made = _packed(vault, source, Wanted(), progress)
    job.storage, job.bytes, job.sha256 = made["storage"], made["bytes"], made["sha256"]
    template = add_template(ctx, job, _counts(source))
    return {"state": JobState.DONE, "outcome": {"template": template.id}, "locked": None}


def _import(ctx: Context, vault: Vault, job: ArchiveJob, progress: Progress) -> dict[str, Any]:
    authorise(ctx.actor, Permission.CREATE_COMPANY, None)
    assert job.storage is not None
    file = vault_file(vault, job.storage, OWNER, job.bytes)
    place = NewPlace.model_validate(job.asked["place"]) if "place" in job.asked else None
    secret = unlocked(ctx, job).get("passphrase")
    brought = bringing.bring(
        ctx, vault, file, job.bytes, place, progress, passphrase=secret, write=job.work is Work.IMPORT
    )
    return _brought(ctx, job, brought)


def _clone(ctx: Context, vault: Vault, job: ArchiveJob, progress: Progress) -> dict[str, Any]:
    company = get_company(ctx, job.source)
    source = source_of(ctx.session, ctx.settings, vault, company)
    made = _packed(vault, source, Wanted(), progress)
    return _from_archive(ctx, vault, job, progress, made["storage"], made["bytes"], forget=True)


def _build(ctx: Context, vault: Vault, job: ArchiveJob, progress: Progress) -> dict[str, Any]:
    template: Template = get_template(ctx, job.source)
    return _from_archive(ctx, vault, job, progress, template.storage, template.bytes, forget=False)


def _from_archive(
    ctx: Context, vault: Vault, job: ArchiveJob, progress: Progress, storage: str, size: int, *, forget: bool
) -> dict[str, Any]:
    authorise(ctx.actor, Permission.CREATE_COMPANY, None)
    try:
        file = vault_file(vault, storage, OWNER, size)
        place = NewPlace.model_validate(job.asked["place"])
        brought = bringing.bring(ctx, vault, file, size, place, progress, passphrase=None, write=True, anew=True)
    finally:
        if forget:
            vault.storage.delete(storage)
    return _brought(ctx, job, brought)


def _brought(ctx: Context, job: ArchiveJob, brought: bringing.Brought) -> dict[str, Any]:
    findings = [each.plain() for each in brought.findings[:MOST]]
    if brought.version is not None:
        lock_in(ctx, job, {"told": brought.told})
        return {"state": JobState.DONE, "findings": findings, "outcome": brought.outcome, "locked": job.locked}
    state = JobState.UPLOADED if job.work is Work.CHECK else JobState.REFUSED
    if brought.refused and job.work is Work.CHECK:
        state = JobState.REFUSED
    return {"state": state, "findings": findings, "outcome": brought.outcome, "locked": None}


def _packed(vault: Vault, source: Source, wanted: Wanted, progress: Progress) -> dict[str, Any]:
    storage = f"archives/{new_id()}"
    chunks = packed(_told(parts_of(source, wanted), progress), manifest(source))
    with vault.seal(chunks, OWNER, most=UPLOAD_MAX) as sealed:
        vault.put(storage, sealed)
        return {"storage": storage, "bytes": sealed.bytes, "sha256": sealed.sha256}


def _told(parts: Iterator[Part], progress: Progress) -> Iterator[Part]:
    for number, part in enumerate(parts):
        progress(part.name.partition("/")[0].removesuffix(".json"), number, 0)
        yield part


def _counts(source: Source) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in source.items:
        counts[kind_of(item).value] = counts.get(kind_of(item).value, 0) + 1
    return dict(sorted(counts.items()))
