"""The `chores` process: a loop that never hurries and never stops for one chore that fails."""

import signal
import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from control_plane import tables as _all_tables  # noqa: F401 (foreign keys need every model to be imported)
from control_plane.core.context import SYSTEM, Context
from control_plane.core.mail import mailer_of
from control_plane.core.storage import StorageAway
from control_plane.core.tenancy import system_engine
from control_plane.core.vault import vault_of
from control_plane.features.transfers.chores import Chores
from control_plane.settings import Settings

log = structlog.get_logger("chores")
MINUTE, DAY = 60.0, 86_400.0


def main() -> None:
    """Until SIGTERM."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    settings = Settings.load()
    engine = system_engine(settings, pool_size=1)
    chores = Chores(vault_of(settings), mailer_of(settings))
    plan: list[tuple[float, Callable[[Context], int]]] = [
        (2.0, chores.send_mails),
        (MINUTE, chores.erase),
        (DAY, chores.retire),
        (DAY, chores.clear_orphans),
    ]
    due = [0.0] * len(plan)
    while not stop.wait(1.0):
        for number, (every, chore) in enumerate(plan):
            if time.monotonic() >= due[number] and not stop.is_set():
                due[number] = time.monotonic() + every
                _do(chore, settings, engine)


def _do(chore: Callable[[Context], int], settings: Settings, engine: Engine) -> None:
    name = getattr(chore, "__name__", "chore")
    try:
        with Session(engine) as session:
            count = chore(Context(session=session, actor=SYSTEM, settings=settings))
    except (SQLAlchemyError, StorageAway, OSError) as problem:
        log.warning("chore-failed", chore=name, problem=str(problem).partition("\n")[0])
    else:
        if count:
            log.info("chore-done", chore=name, count=count)
