"""The `archives` process: brings what is due from its table to a queue of its own, and takes it from there.

The table is the truth, the queue only wakes: losing Valkey loses nothing. One work at a time, each in a child process
whose memory is limited and which nothing that it breaks outlives. Import only after RQ_KEY_PREFIX is set.
"""

import os
import resource
import signal
import sys
import threading
import traceback
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg
import redis
import structlog
from rq.job import Job
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from control_plane import listeners
from control_plane import tables as _all_tables  # noqa: F401 (foreign keys need every model to be imported)
from control_plane.core.clock import now
from control_plane.core.db import new_id
from control_plane.core.node_queue import ARCHIVES, enqueue_own
from control_plane.core.storage import storage_of
from control_plane.core.tenancy import system_engine
from control_plane.features.archives.models import ArchiveJob, JobState
from control_plane.features.archives.retiring import forget_old
from control_plane.features.archives.running import run_job
from control_plane.features.archives.service import CHANNEL
from control_plane.features.deletions.proving import prove_due
from control_plane.settings import Settings
from wire.jobs import allowed_job
from wire.quiet_worker import QuietWorker, work_for_ever

log = structlog.get_logger("archives")
JOB_NAME: Final = "carillon.archive"
SAFETY_POLL: Final = 1.0
MEMORY: Final = 4 * 1024 * 1024 * 1024
LONGEST: Final = 4 * 3600
"""Seconds for one work; it is for the hopeless case only."""


class ChildWorker(QuietWorker):
    """Each job in a child process: what it took of memory is free again when it is done."""

    def run_job(self, job: Job) -> None:
        """Raises JobRefused."""
        run, arguments = job.func, job.kwargs
        child = os.fork()
        if child == 0:
            _in_child(run, arguments)
        os.waitpid(child, 0)


def _in_child(run: Any, arguments: dict[str, Any]) -> None:
    """Never returns."""
    code = 1
    try:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(name, signal.SIG_DFL)
        signal.alarm(LONGEST)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        run(**arguments)
        code = 0
    except BaseException:  # noqa: BLE001  (nothing above may see the child return)
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


@dataclass
class Doorbell:
    """Owns its connections; runs in a thread of its own until `stop`."""

    settings: Settings
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.storage = storage_of(self.settings)
        self.engine = system_engine(self.settings, pool_size=1)
        self.redis = redis.Redis.from_url(self.settings.redis_url, socket_timeout=5, socket_connect_timeout=2)

    def run(self) -> None:
        """A database or queue that is away is waited for."""
        while not self.stop.is_set():
            try:
                with psycopg.connect(self.settings.psycopg_url, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    while not self.stop.is_set():
                        self.ring()
                        prove_due(self.engine, self.storage)
                        forget_old(self.engine, self.storage)
                        for _ in connection.notifies(timeout=SAFETY_POLL, stop_after=1):
                            pass
            except (psycopg.Error, SQLAlchemyError, redis.RedisError) as problem:
                log.warning("away", problem=type(problem).__name__)
                self.stop.wait(1)

    def ring(self) -> int:
        """Put what is due on the queue; a job that is there twice does nothing twice. Returns how many."""
        with Session(self.engine) as session:
            busy = ArchiveJob.state.in_((JobState.WAITING, JobState.WORKING))
            due = select(ArchiveJob.id).where(busy, ArchiveJob.due_at <= now()).order_by(ArchiveJob.id).limit(1)
            waiting = list(session.scalars(due))
        if waiting and not self.redis.exists(f"{ARCHIVES}:queue:jobs"):
            enqueue_own(self.redis, JOB_NAME, {"job": waiting[0]}, job_id=new_id(), prefix=ARCHIVES)
        return len(waiting)


def main() -> None:
    """Until SIGTERM."""
    settings = Settings.load()
    listeners.load()
    doorbell = Doorbell(settings)
    thread = threading.Thread(target=doorbell.run, daemon=True)
    thread.start()

    def work(job: str) -> None:
        engine = system_engine(settings, pool_size=2)
        run_job(engine, settings, job)

    try:
        work_for_ever(settings.redis_url, allowed_job({JOB_NAME: work}), "archives", ChildWorker)
    finally:
        doorbell.stop.set()
        thread.join(5)
