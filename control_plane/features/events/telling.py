"""Telling one listener of one event: what came of it, and when it is tried again."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import structlog
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.features.events import service
from control_plane.features.events.models import StoredEvent, Task
from control_plane.features.events.queries import event_of
from control_plane.settings import Settings
from tenants.extend.events.bus import BUS, Bus
from tenants.extend.events.topics import TOPICS

log = structlog.get_logger(__name__)
PAUSES: Final = (5.0, 30.0, 120.0, 600.0, 1800.0, 7200.0)
"""Seconds between the attempts of a listener in Python: seven within three hours."""


class GiveUp(Exception):
    """Trying again would change nothing."""


class Teller(Protocol):
    """How to reach one listener. `tell` is called without a transaction, `note` within the one that settles."""

    @property
    def pauses(self) -> tuple[float, ...]: ...

    def tell(self) -> None:
        """Raises anything when it was not told; GiveUp when it never can be."""

    def note(self, ctx: Context, problem: str, *, dead: bool) -> None: ...


TellerOf = Callable[[Context, Task, StoredEvent], Teller | None]
"""Made in the transaction that takes the task; None: there is nobody to tell any more."""


@dataclass(frozen=True)
class Telling:
    """`kinds`: listeners whose name has a colon, by what stands before it; all others are functions of `bus`."""

    engine: Engine
    settings: Settings
    kinds: dict[str, TellerOf]
    bus: Bus = BUS

    def run(self, task: str) -> None:
        """The job. Raises SQLAlchemyError: then the task is taken again when nobody can be busy with it any more."""
        with Session(self.engine, expire_on_commit=False) as session:
            ctx = Context(session=session, actor=SYSTEM, settings=self.settings)
            taken = service.take(ctx, task)
            if taken is None:
                return
            teller = self._teller(ctx, taken)
            session.commit()
            problem, for_ever = self._tell(teller, taken)
            pauses = teller.pauses if teller is not None else PAUSES
            over = for_ever or taken.attempts > len(pauses)
            service.settle(ctx, taken, problem=problem, retry_in=None if over else pauses[taken.attempts - 1])
            if teller is not None:
                teller.note(ctx, problem, dead=bool(problem) and over)
            session.commit()
            if problem:
                log.warning("not-told", listener=taken.listener, company=taken.company_id, task=task, problem=problem)

    def _teller(self, ctx: Context, task: Task) -> Teller | None:
        kind = task.listener.partition(":")[0]
        if kind in self.kinds:
            return self.kinds[kind](ctx, task, event_of(ctx, task))
        return FunctionTeller(self.bus, task.listener, event_of(ctx, task))

    @staticmethod
    def _tell(teller: Teller | None, task: Task) -> tuple[str, bool]:
        """What went wrong, empty when nothing did; and whether it always will."""
        if teller is None:
            return "", True
        if task.attempts > len(teller.pauses) + 1:
            return "It ended without a word each time: it took too long, or too much memory.", True
        try:
            teller.tell()
        except GiveUp as problem:
            return str(problem), True
        except Exception as problem:  # noqa: BLE001  (a listener may raise anything; it is kept and tried again)
            last = traceback.extract_tb(problem.__traceback__)[-1]
            where = f" ({last.filename.rpartition('/')[2]}:{last.lineno})" if isinstance(teller, FunctionTeller) else ""
            return f"{type(problem).__name__}: {problem}{where}", False
        return "", False


class FunctionTeller:
    """A listener in Python, by its name on the bus."""

    pauses = PAUSES

    def __init__(self, bus: Bus, listener: str, stored: StoredEvent) -> None:
        self._bus, self._name = bus, listener
        self._topic, self._data = stored.topic, stored.data

    def tell(self) -> None:
        listener = self._bus.find(self._name)
        if listener is None:
            raise LookupError(f"there is no listener {self._name} in this release")
        self._event_to(listener.function)

    def _event_to(self, function: Callable[[Any], None]) -> None:
        try:
            event = TOPICS[self._topic].model_validate(self._data)
        except (KeyError, ValidationError) as problem:
            raise GiveUp(f"the event has another form in this release: {problem}") from None
        function(event)

    def note(self, ctx: Context, problem: str, *, dead: bool) -> None:
        """Nothing is kept beyond the task itself."""
