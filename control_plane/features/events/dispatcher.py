"""Brings what is due from the outbox of events to the control plane's own queue.

Of each stream (a company's events for one listener) the oldest waiting event alone is looked at: the next one waits
until it was told or given up, while other companies and other listeners go on. Losing Valkey loses nothing: the row
stays, and is put on the queue again when its lease is over. A queue that is slower than that only holds a job twice.
"""

import time
from dataclasses import dataclass
from typing import ClassVar, Final

import redis
import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from control_plane import tables as _all_tables  # noqa: F401 (foreign keys need every model to be imported)
from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import new_id
from control_plane.core.node_queue import enqueue_own
from control_plane.core.woken_loop import WokenLoop, run_until_stopped
from control_plane.features.events.service import CHANNEL, KEPT, retire
from control_plane.settings import Settings

log = structlog.get_logger("events")
JOB_NAME: Final = "carillon.tell"
RETIRE_EVERY: Final = 3600.0
# The recursion jumps from stream to stream in the index: its cost grows with the streams, not with what waits in them.
_CLAIM: Final = text(
    """
    WITH RECURSIVE heads AS (
        (SELECT company_id, listener, event_number FROM event_tasks WHERE state = 'waiting'
         ORDER BY company_id, listener, event_number LIMIT 1)
        UNION ALL
        SELECT next.* FROM heads CROSS JOIN LATERAL (
            SELECT company_id, listener, event_number FROM event_tasks
            WHERE state = 'waiting' AND (company_id, listener) > (heads.company_id, heads.listener)
            ORDER BY company_id, listener, event_number LIMIT 1) AS next
    )
    UPDATE event_tasks SET queued_until = now() + make_interval(secs => :lease)
    WHERE (company_id, id) IN (
        SELECT task.company_id, task.id FROM event_tasks AS task JOIN heads USING (company_id, listener, event_number)
        WHERE task.state = 'waiting' AND greatest(task.due_at, task.queued_until, task.busy_until) <= now()
        AND NOT EXISTS (
            SELECT 1 FROM event_holds AS hold WHERE hold.company_id = task.company_id AND hold.listener = task.listener)
        ORDER BY task.due_at LIMIT 100 FOR UPDATE OF task SKIP LOCKED)
    RETURNING id
    """
)


@dataclass
class Dispatcher(WokenLoop):
    """The outbox of events, emptied."""

    CHANNEL: ClassVar[str] = CHANNEL
    lease: float = 60.0
    """Seconds for which a job on the queue is waited for before there is another one."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.redis = redis.Redis.from_url(self.settings.redis_url, socket_timeout=5, socket_connect_timeout=2)
        self._retired_at = 0.0

    def work(self) -> None:
        while self.dispatch_due() == 100:
            pass
        self._retire()

    def dispatch_due(self) -> int:
        """One round; how many jobs went out. Raises SQLAlchemyError while the database is away."""
        with self.engine.begin() as connection:
            claimed = list(connection.scalars(_CLAIM, {"lease": self.lease}))
        for sent, task in enumerate(claimed):
            try:
                enqueue_own(self.redis, JOB_NAME, {"task": task}, job_id=new_id())
            except redis.RedisError as problem:
                # All of them are due again when their lease is over.
                log.warning("queue-away", unsent=len(claimed) - sent, problem=type(problem).__name__)
                return sent
        return len(claimed)

    def _retire(self) -> None:
        if time.monotonic() - self._retired_at < RETIRE_EVERY and self._retired_at:
            return
        self._retired_at = time.monotonic()
        with Session(self.engine) as session, session.begin():
            retire(Context(session=session, actor=SYSTEM, settings=self.settings), before=now() - KEPT)


def main() -> None:
    """The `events` process."""
    run_until_stopped(Dispatcher(Settings.load()))
