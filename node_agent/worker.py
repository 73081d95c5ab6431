"""The jobs process: takes messages from the queue and by pull, through one door, and puts them in force.

One process, no fork per job, every connection kept. Threads: the queue (main), pull, acknowledgements, and an event
loop for Asterisk's manager interface.
"""

import asyncio
import gc
import logging
import sqlite3
import threading
from functools import partial

from rq.job import Job

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
from node_agent.files.erasing import erase_company
from node_agent.files.incoming import Sounds
from node_agent.jobs import node_job
from node_agent.logs import set_up_logs
from node_agent.settings import Settings
from node_agent.store import Store
from node_agent.version import VERSION
from wire.envelope import Signer, public_key
from wire.jobs import JobRefused
from wire.quiet_worker import QuietWorker, work_for_ever

log = logging.getLogger(__name__)


class NodeWorker(QuietWorker):
    """A job that failed comes again from the outbox or by pull."""

    def run_job(self, job: Job) -> None:
        try:
            super().run_job(job)
        except (sqlite3.Error, RealtimeUnreadable, OSError) as problem:
            if isinstance(problem, JobRefused):
                raise
            log.exception("a change could not be put in force; it comes again")


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
            erase=partial(erase_company, settings.node_state),
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
            work_for_ever(settings.node_redis_url, node_job(receiver.deliver), settings.node, NodeWorker)
        finally:
            sounds.stop()
            bundles.stop()
            puller.stop()
            acknowledger.stop()
            keeping.cancel()
            engine.stop()
