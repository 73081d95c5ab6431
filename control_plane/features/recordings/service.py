"""Keeping recordings, and letting them go: the only writer of their table."""

from datetime import timedelta

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.problems import Conflict
from control_plane.core.vault import Sealed
from control_plane.features.events.service import occasion, publish
from control_plane.features.recordings.models import Recording
from control_plane.features.recordings.queries import get_recording
from control_plane.features.versions.service import record_audit
from tenants.extend.events.files import RecordingReady
from wire.files import KeptFile


class OnHold(Conflict):
    code, title = "on-legal-hold", "The recording is on legal hold"


def add_recording(ctx: Context, node: str, about: KeptFile, sealed: Sealed, storage: str, identifier: str) -> None:
    """A node's recording is in the storage under `storage`."""
    ctx.session.add(
        Recording(
            company_id=about.company,
            id=identifier,
            node=node,
            file=about.file,
            at=about.at,
            bytes=sealed.bytes,
            sha256=sealed.sha256,
            key_id=sealed.key_id,
            storage=storage,
            call=about.call,
            seconds=about.seconds,
            object_kind=about.object_kind,
            object_id=about.object_id,
            number=about.number,
            name=about.name,
            legal_hold=False,
        )
    )
    ready = RecordingReady(
        **occasion(ctx, about.company),
        file=identifier,
        call=about.call,
        began_at=about.at,
        bytes=sealed.bytes,
        number=about.number,
        seconds=about.seconds,
        name=about.name,
        object_kind=about.object_kind,
        object_id=about.object_id,
    )
    publish(ctx, about.company, [ready])


def delete_recording(ctx: Context, company_id: str, identifier: str) -> None:
    """Nobody hears it from now on; its content is erased within a minute. Raises NotFound, OnHold."""
    row = get_recording(ctx, company_id, identifier)
    if row.legal_hold:
        raise OnHold("This recording is on legal hold; lift the hold first.")
    row.deleted_at = ctx.clock()
    record_audit(ctx, company_id, f"Recording {identifier} deleted")


def hold(ctx: Context, company_id: str, identifier: str, *, on: bool) -> Recording:
    """Keep it whatever the retention says, or no longer. Raises NotFound."""
    row = get_recording(ctx, company_id, identifier)
    if row.legal_hold != on:
        row.legal_hold = on
        words = "put on legal hold" if on else "no longer on legal hold"
        record_audit(ctx, company_id, f"Recording {identifier} {words}")
    return row


def heard(ctx: Context, row: Recording) -> None:
    """Somebody began to listen."""
    record_audit(ctx, row.company_id, f"Recording {row.id} listened to")


def retire_recordings(ctx: Context, company_id: str, days: int) -> int:
    """Delete what is older than the company wants; a legal hold wins. 0 days keep everything. Returns how many."""
    if days == 0:
        return 0
    old = Recording.at < ctx.clock() - timedelta(days=days)
    wanted = (Recording.company_id == company_id, Recording.deleted_at.is_(None), Recording.legal_hold.is_(False), old)
    rows = list(ctx.session.scalars(select(Recording).where(*wanted).with_for_update(skip_locked=True)))
    for row in rows:
        row.deleted_at = ctx.clock()
    if rows:
        record_audit(ctx, company_id, f"{len(rows)} recordings older than {days} days deleted")
    return len(rows)
