"""After a deletion: files are erased, nodes heard, and everything is looked for again until nothing is found."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.storage import Storage, StorageAway
from control_plane.features.companies.models import Company
from control_plane.features.deletions.catalogue import rows_of
from control_plane.features.deletions.models import Deletion, DeletionState
from control_plane.features.deletions.people import forget_people
from control_plane.features.deletions.service import FOLDERS
from control_plane.features.events.models import Hold, StoredEvent, Task, TaskState
from control_plane.features.versions.current import forget_kept
from control_plane.features.versions.models import Outbox

log = structlog.get_logger("deletions")
LONGEST: Final = timedelta(minutes=1)
AT_ONCE: Final = 20


def prove_due(engine: Engine, storage: Storage) -> int:
    """Check the deletions whose time has come. Returns how many are proven now."""
    with Session(engine) as session:
        due = (Deletion.state == DeletionState.GOING, Deletion.due_at <= now())
        waiting = list(session.scalars(select(Deletion.id).where(*due).order_by(Deletion.due_at).limit(AT_ONCE)))
    return sum(_prove(engine, storage, each) for each in waiting)


def _prove(engine: Engine, storage: Storage, identifier: str) -> bool:
    try:
        with Session(engine) as session, session.begin():
            one = select(Deletion).where(Deletion.id == identifier, Deletion.state == DeletionState.GOING)
            deletion = session.scalar(one.with_for_update(skip_locked=True))
            if deletion is None:
                return False
            deletion.checks += 1
            deletion.due_at = now() + min(LONGEST, timedelta(seconds=2 ** min(deletion.checks, 10) / 2))
            _look(session, storage, deletion)
            return deletion.state is DeletionState.PROVEN
    except (SQLAlchemyError, StorageAway, OSError) as problem:
        log.warning("deletion-waits", deletion=identifier, problem=str(problem).partition("\n")[0])
        return False


def _look(session: Session, storage: Storage, deletion: Deletion) -> None:
    mine = deletion.company
    forget_kept(mine)
    again = session.get(Company, mine)
    newer = again is not None and again.created_at > deletion.at
    deletion.files = _erase(storage, deletion, newer=newer)
    _forget_people(session, deletion)
    if not newer:
        _forget_told_events(session, mine)
    deletion.nodes = _heard(session, deletion, newer=newer)
    # What a new company of the same name has is its own.
    found = {} if newer else rows_of(session, mine)
    if left := sum(1 for _ in _files(storage, deletion, newer=newer)):
        found["files"] = left
    deletion.found, deletion.checked_at = found, now()
    if not found and None not in deletion.nodes.values():
        deletion.state = DeletionState.PROVEN
        log.info("deletion-proven", company=mine, checks=deletion.checks)


def _forget_people(session: Session, deletion: Deletion) -> None:
    if not (people := deletion.files.get("people")):
        return
    went = {table: many for table, many in forget_people(session, people).items() if many}
    deletion.rows = dict(sorted((deletion.rows | went).items()))
    deletion.files = {**deletion.files, "people": []}


def _erase(storage: Storage, deletion: Deletion, *, newer: bool) -> dict[str, Any]:
    names = list(_files(storage, deletion, newer=newer))
    for name in names:
        storage.delete(name)
    return {**deletion.files, "erased": deletion.files["erased"] + len(names), "superseded": newer}


def _files(storage: Storage, deletion: Deletion, *, newer: bool) -> Iterator[str]:
    for folder in FOLDERS:
        for listed in storage.names(f"{folder}/{deletion.company}"):
            if not newer or listed.at <= deletion.at:
                yield listed.name
    wanted = set(deletion.files["archives"])
    if wanted:
        yield from (listed.name for listed in storage.names("archives") if listed.name in wanted)


def _forget_told_events(session: Session, company_id: str) -> None:
    """Listeners are told that the company is gone; then nothing of that is kept either."""
    waiting = select(Task.id).where(Task.company_id == company_id, Task.state == TaskState.WAITING).limit(1)
    if session.scalar(waiting) is None:
        for table in (Task, Hold, StoredEvent):
            session.execute(delete(table).where(table.company_id == company_id))


def _heard(session: Session, deletion: Deletion, *, newer: bool) -> dict[str, str | None]:
    """A node's row in the outbox goes when it has acknowledged that it serves the company no longer.

    With a new company of this name nodes put that one into force over the old one, and drop what it does not have.
    """
    silent = set(session.scalars(select(Outbox.node_id).where(Outbox.company_id == deletion.company)))
    moment = now().isoformat(timespec="seconds")
    gone = set(deletion.nodes) if newer else set(deletion.nodes) - silent
    return {node: told or (moment if node in gone else None) for node, told in deletion.nodes.items()}
