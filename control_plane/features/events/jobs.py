"""The `listeners` process: takes jobs from the control plane's own queue, each in a child process with a deadline.

A child ends by the kernel's alarm whatever the code in it does, its memory is limited, and what it breaks is its own.
Import only after RQ_KEY_PREFIX is set.
"""

import contextlib
import os
import resource
import signal
import sys
import time
import traceback
from typing import Any, Final

from rq.job import Job

from control_plane import listeners
from control_plane import tables as _all_tables  # noqa: F401 (foreign keys need every model to be imported)
from control_plane.core.tenancy import system_engine
from control_plane.features.events.dispatcher import JOB_NAME
from control_plane.features.events.telling import Telling
from control_plane.features.webhooks.sending import webhook_teller
from control_plane.settings import Settings
from wire.jobs import allowed_job
from wire.quiet_worker import QuietWorker, work_for_ever

AT_ONCE: Final = 8
MEMORY: Final = 1024 * 1024 * 1024


class ForkingWorker(QuietWorker):
    """Runs up to AT_ONCE jobs side by side. It keeps no connection that a child could share but the queue's own."""

    deadline = 30
    """Seconds for one listener and one event; half of what a task is busy for, so that no two ever tell the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children: set[int] = set()

    def run_job(self, job: Job) -> None:
        """Returns as soon as the job has begun. Raises JobRefused."""
        run, arguments = job.func, job.kwargs
        while len(self.children) >= AT_ONCE:
            self._reap()
            time.sleep(0.005)
        self._reap()
        child = os.fork()
        if child == 0:
            _in_child(run, arguments, self.deadline)
        self.children.add(child)

    def _reap(self) -> None:
        for child in list(self.children):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG)[0] == 0:
                    continue
            self.children.discard(child)


def _in_child(run: Any, arguments: dict[str, Any], deadline: int) -> None:
    """Never returns."""
    code = 1
    try:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(name, signal.SIG_DFL)
        signal.alarm(deadline)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        run(**arguments)
        code = 0
    except BaseException:  # noqa: BLE001  (nothing above may see the child return)
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Until SIGTERM."""
    settings = Settings.load()
    listeners.load()
    ForkingWorker.deadline = settings.listener_seconds

    def tell(task: str) -> None:
        engine = system_engine(settings, pool_size=1)
        Telling(engine, settings, {"webhook": webhook_teller}).run(task)

    work_for_ever(settings.redis_url, allowed_job({JOB_NAME: tell}), "listeners", ForkingWorker)
