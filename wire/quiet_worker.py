"""RQ's loop without its bookkeeping, for queues whose truth is an outbox. Import only after RQ_KEY_PREFIX is set."""

import logging
import secrets
import time

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import now

from wire.jobs import QUEUE, AllowedJob, JobRefused

log = logging.getLogger(__name__)
WORKER_TTL = 30
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0


class QuietWorker(SimpleWorker):
    """Results, registries and commands are nobody's business: what was not done comes again from the outbox. That also
    spares about ten round trips per job."""

    log_job_description = False

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run and forget."""
        try:
            self.run_job(job)
        except JobRefused as refusal:
            log.warning("refused a job: %s: %s", refusal.code, refusal)
        except Exception as problem:  # noqa: BLE001  the outermost loop: one bad job must not stop the others
            log.error("a job failed: %s: %s", type(problem).__name__, problem)
        with self.connection.pipeline(transaction=False) as pipeline:
            pipeline.lrem(queue.intermediate_queue_key, 1, job.id)
            pipeline.delete(job.key)
            pipeline.execute()

    def run_job(self, job: Job) -> None:
        """Raises JobRefused, and whatever the function raises."""
        job.perform()

    def subscribe(self) -> None:
        """No commands over pub/sub: whoever holds the courier must not be able to stop a worker."""

    def unsubscribe(self) -> None:
        pass

    def run_maintenance_tasks(self) -> None:
        """Forget what an earlier process left half-done: it comes again."""
        for queue in self.queues:
            self.connection.delete(queue.intermediate_queue_key)
        self.last_cleaned_at = now()  # type: ignore[assignment]  # RQ leaves it untyped

    def procline(self, message: str) -> None:
        """Keep the process's own name."""


def work_for_ever(
    redis_url: str, job_class: type[AllowedJob], name: str, worker_class: type[QuietWorker] = QuietWorker
) -> None:
    """Take jobs; when Valkey is away, try again with back-off. Returns after SIGTERM or SIGINT."""
    boot = secrets.token_hex(4)
    pause, generation = FIRST_PAUSE, 0
    while True:
        generation += 1
        started = time.monotonic()
        try:
            connection = Redis.from_url(redis_url, socket_connect_timeout=3, socket_keepalive=True)
            worker = worker_class(
                [Queue(QUEUE, connection=connection, job_class=job_class, serializer=JSONSerializer)],
                name=f"{name}-{boot}-{generation}",
                connection=connection,
                job_class=job_class,
                serializer=JSONSerializer,
                worker_ttl=WORKER_TTL,
                maintenance_interval=60,
            )
            worker.max_connection_wait_time = LONGEST_PAUSE
            worker.work(logging_level="WARNING")
            if worker.shutdown_requested_date or worker._shutdown_requested_date:
                return
        except StopRequested:
            return
        except (RedisError, OSError, ValueError) as problem:
            log.warning("the queue is away: %s", type(problem).__name__)
        pause = FIRST_PAUSE if time.monotonic() - started > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        time.sleep(pause)
