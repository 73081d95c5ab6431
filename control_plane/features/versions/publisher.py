"""Takes what is due from the outbox, signs it, and puts it on the node's queue.

Losing Redis loses nothing: a row stays until its node has acknowledged, and comes up again after 5, 10, … 60 s.
"""

import time
from dataclasses import dataclass
from typing import ClassVar

import redis
import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from control_plane import listeners
from control_plane import tables as _all_tables  # noqa: F401 (foreign keys need every model to be imported)
from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.core.db import new_id
from control_plane.core.node_queue import enqueue
from control_plane.core.secrets_box import SecretUnreadable
from control_plane.core.woken_loop import WokenLoop, run_until_stopped
from control_plane.features.companies.models import Company
from control_plane.features.drafts.scheduler import Scheduler
from control_plane.features.nodes.models import Placement
from control_plane.features.versions.alarms import alarm_of_silence
from control_plane.features.versions.messages import removal_message, update_message
from control_plane.features.versions.service import OUTBOX_CHANNEL
from control_plane.settings import Settings
from wire.envelope import Signer
from wire.operations import JOB_NAME

log = structlog.get_logger("publisher")
WATCH_EVERY = 5.0
"""Seconds between two looks at nodes that do not answer."""
# Claiming moves the row's time before the work is done, so a publisher that dies loses nothing but seconds.
_CLAIM = text(
    """
    UPDATE outbox SET attempts = attempts + 1,
           due_at = now() + make_interval(secs => least(60, 5 * power(2, least(attempts, 4))))
    WHERE (company_id, node_id) IN (
        SELECT company_id, node_id FROM outbox WHERE due_at <= now() ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
    RETURNING company_id, node_id, version
    """
)


@dataclass
class Publisher(WokenLoop):
    """The outbox, emptied."""

    CHANNEL: ClassVar[str] = OUTBOX_CHANNEL

    def __post_init__(self) -> None:
        super().__post_init__()
        self.signer = Signer.from_base64(self.settings.signing_key)
        self._watched_at = 0.0
        self.redis = redis.Redis.from_url(self.settings.redis_url, socket_timeout=5, socket_connect_timeout=2)

    def work(self) -> None:
        self.publish_due()
        self._watch()

    def _watch(self) -> None:
        if time.monotonic() - self._watched_at < WATCH_EVERY:
            return
        self._watched_at = time.monotonic()
        with Session(self.engine) as session, session.begin():
            alarm_of_silence(Context(session=session, actor=SYSTEM, settings=self.settings))

    def publish_due(self) -> int:
        """One round; how many messages went out. Raises SQLAlchemyError while the database is away."""
        with self.engine.begin() as connection:
            claimed = connection.execute(_CLAIM).all()
        sent = 0
        for company_id, node_id, version in claimed:
            try:
                self._publish(company_id, node_id, version)
            except redis.RedisError as problem:
                # Each further one would wait for the same time-out; all of them are due again in seconds.
                log.warning("queue-away", unsent=len(claimed) - sent, problem=type(problem).__name__)
                break
            except (SecretUnreadable, LookupError, ValueError) as problem:
                # One company whose message cannot be made must not hold the others up.
                log.error("unpublishable", node=node_id, company=company_id, problem=repr(problem))
            else:
                sent += 1
        return sent

    def _publish(self, company_id: str, node_id: str, version: int) -> None:
        envelope = self._message(company_id, node_id, version)
        enqueue(self.redis, node_id, JOB_NAME, {"envelope": envelope}, job_id=new_id())

    def _message(self, company_id: str, node_id: str, version: int) -> str:
        snapshot = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(snapshot) as session:
            company = session.get(Company, company_id)
            placement = session.get(Placement, (company_id, node_id))
            if company is None or placement is None:
                return removal_message(self.signer, node_id=node_id, company_id=company_id, version=version, now=now())
            return update_message(
                session,
                self.settings,
                self.signer,
                node_id=node_id,
                company=company,
                base=placement.acked_version,
                now=now(),
            )


def main() -> None:
    """The `publisher` process: versions to nodes, and drafts at their time."""
    listeners.load()
    settings = Settings.load()
    run_until_stopped(Publisher(settings), Scheduler(settings))
