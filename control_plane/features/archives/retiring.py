"""Work whose time is over: forgotten with its file."""

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.storage import Storage, StorageAway
from control_plane.features.archives.models import ArchiveJob, JobState

log = structlog.get_logger("archives")
AT_ONCE = 20


def forget_old(engine: Engine, storage: Storage) -> int:
    """Returns how many there were. The file goes with its row; a storage that is away keeps both."""
    with Session(engine) as session, session.begin():
        over = (ArchiveJob.expires_at < now(), ArchiveJob.state != JobState.WORKING)
        old = select(ArchiveJob).where(*over).limit(AT_ONCE).with_for_update(skip_locked=True)
        rows = list(session.scalars(old))
        for row in rows:
            try:
                if row.storage:
                    storage.delete(row.storage)
            except (StorageAway, OSError) as problem:
                log.warning("archive-stays", job=row.id, problem=str(problem))
                continue
            session.delete(row)
        return len(rows)
