"""The jobs process: takes messages from the queue and by pull, through one door, and puts them in force.

One process, no fork per job, every connection kept. Threads: the queue (main), pull, acknowledgements, and an event
loop for Asterisk's manager interface.
"""

import asyncio
import gc
import logging
import secrets
import sqlite3
import threading
import time
from functools import partial

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import now

from node_agent.apply.call_logic import CallLogic
from node_agent.apply.receive import Receiver
from node_agent.apply.run import Enforcer, LoopThread
from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.ami.upkeep import Upkeep
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.process.console import ask
from node_agent.asterisk.realtime.database import RealtimeDatabase, RealtimeUnreadable
from node_agent.asterisk.realtime.site import site_of
from node_agent.control import ControlPlane
from node_agent.control.acknowledge import Acknowledger
from node_agent.control.pull import Puller
from node_agent.files.bundles import Bundles
from node_agent.files.incoming import Sounds
from node_agent.jobs import QUEUE, Deliver, JobRefused, allowed_job
from node_agent.logs import set_up_logs
from node_agent.settings import Settings
from node_agent.store import Store
from node_agent.version import VERSION
from wire.envelope import Signer, public_key

log = logging.getLogger(__name__)
WORKER_TTL = 30
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0


class NodeWorker(SimpleWorker):
    """RQ's loop without its bookkeeping: results, registries and commands are nobody's business, since the truth is the
    control plane's outbox. That also spares about ten round trips per change."""

    log_job_description = False

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run and forget; a job that failed comes again from the outbox or by pull."""
        try:
            job.perform()
        except JobRefused as refusal:
            log.warning("refused a job: %s: %s", refusal.code, refusal)
        except (sqlite3.Error, RealtimeUnreadable, OSError):
            log.exception("a change could not be put in force; it comes again")
        except Exception as problem:  # noqa: BLE001  the outermost loop: one bad job must not stop the node
            log.error("a job failed: %s: %s", type(problem).__name__, problem)
        with self.connection.pipeline(transaction=False) as pipeline:
            pipeline.lrem(queue.intermediate_queue_key, 1, job.id)
            pipeline.delete(job.key)
            pipeline.execute()

    def subscribe(self) -> None:
        """No commands over pub/sub: whoever holds the courier must not be able to stop a node."""

    def unsubscribe(self) -> None:
        pass

    def run_maintenance_tasks(self) -> None:
        """Forget what an earlier process left half-done: it comes again."""
        for queue in self.queues:
            self.connection.delete(queue.intermediate_queue_key)
        self.last_cleaned_at = now()  # type: ignore[assignment]  # RQ leaves it untyped

    def procline(self, message: str) -> None:
        """Keep the process's own name."""


def main(settings: Settings) -> None:
    """Run until SIGTERM."""
    set_up_logs()
    places = Places(settings.node_state)
    site = site_of(settings)
    database = RealtimeDatabase(places.realtime)
    engine = LoopThread("asterisk")
    upkeep = Upkeep(database, places.astdb, partial(ask, places))
    calls = CallLogic(settings.node_state / "calls.sock")
    signer = Signer.from_base64(settings.node_key)
    with ControlPlane(settings.control_url, signer) as control_plane:
        sounds = Sounds(settings.node_state / "sounds", control_plane)
        bundles = Bundles(settings.node_state / "bundles", control_plane, settings.bundle_keys, VERSION)
        enforcer = Enforcer(database, site, upkeep, engine.loop, calls, sounds)
        acknowledger, puller = Acknowledger(control_plane), Puller(control_plane)
        receiver = Receiver(
            node=settings.node,
            control_key=public_key(settings.control_key),
            store=Store.open(settings.node_state / "store.sqlite"),
            site=site,
            force=enforcer,
            acknowledge=acknowledger.add,
            ask_for_document=puller.ask,
            make_ready=bundles.make_ready,
        )
        engine.start()
        # Companies live as long as the process; the collector need not walk over them at every change.
        gc.collect()
        gc.freeze()
        repaired = enforcer.reconcile(receiver.companies)
        log.info("serving %s companies; %s rows and hints put right", len(receiver.companies), repaired)
        upkeep.gateway = Gateway(
            port=settings.ami_port, user="apply", secrets=places.ami_secrets, on_connect=upkeep.compare_all
        )
        keeping = asyncio.run_coroutine_threadsafe(upkeep.gateway.run(), engine.loop)
        puller.receiver = receiver
        acknowledger.start()
        puller.start()
        fetching = threading.Thread(target=sounds.run, args=(receiver,), name="sounds", daemon=True)
        fetching.start()
        threading.Thread(target=bundles.run, args=(receiver,), name="bundles", daemon=True).start()
        try:
            work_for_ever(settings, receiver.deliver)
        finally:
            sounds.stop()
            bundles.stop()
            puller.stop()
            acknowledger.stop()
            keeping.cancel()
            engine.stop()


def work_for_ever(settings: Settings, deliver: Deliver) -> None:
    """Take jobs; when Valkey is away, try again with back-off. Returns after SIGTERM or SIGINT."""
    boot = secrets.token_hex(4)
    job_class = allowed_job(deliver)
    pause, generation = FIRST_PAUSE, 0
    while True:
        generation += 1
        started = time.monotonic()
        try:
            connection = Redis.from_url(settings.node_redis_url, socket_connect_timeout=3, socket_keepalive=True)
            worker = NodeWorker(
                [Queue(QUEUE, connection=connection, job_class=job_class, serializer=JSONSerializer)],
                name=f"{settings.node}-{boot}-{generation}",
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
