"""A stream of events as an HTTP answer (HTML Living Standard, Server-sent events)."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from control_plane.core.problems import Problem
from control_plane.features.events.models import StoredEvent
from control_plane.features.streams.hub import Hub
from control_plane.features.streams.queries import AT_ONCE, Place, events_after
from control_plane.features.webhooks.payload import message

HEARTBEAT = 15.0
"""Seconds after which a comment is sent, so that nobody on the way takes the connection for dead."""
RECHECK = 5.0
"""Seconds after which it is asked again whether the program may still listen."""
LONGEST: Final = 3600.0
"""Seconds after which a stream ends; programs come back with the last id, and find newer code."""
SOON: Final = 0.1
"""Seconds to look again after a wake-up that brought nothing: another transaction is not finished yet."""
FINISHED: Final = 2.0
"""Seconds after which that is given up: the next wake-up or look brings it."""


@dataclass
class Stream:
    """`session` gives one that may be used until the next look; `allowed` raises a Problem when listening is over."""

    company: str
    place: Place
    patterns: tuple[str, ...]
    session: Callable[[], Session]
    allowed: Callable[[], None]
    heartbeat: float = field(default_factory=lambda: HEARTBEAT)
    recheck: float = field(default_factory=lambda: RECHECK)

    def told(self, hub: Hub, wake: threading.Event) -> Iterator[str]:
        """The text of the answer, until the program goes, the permission or the process ends."""
        began = spoken = checked = time.monotonic()
        woken = 0.0
        yield f"retry: 2000\nid: {self.place}\n\n"
        while not hub.ending.is_set() and time.monotonic() - began < LONGEST:
            if time.monotonic() - checked >= self.recheck:
                checked = time.monotonic()
                if (refusal := self._refusal()) is not None:
                    yield _event("end", refusal.as_json())
                    return
            events = self._look()
            for event in events:
                yield _event(event.topic, message(event.topic, event.data), str(self.place_of(event)))
            if events:
                spoken, woken = time.monotonic(), 0.0
            elif time.monotonic() - spoken >= self.heartbeat:
                spoken = time.monotonic()
                yield ": still here\n\n"
            if len(events) < AT_ONCE:
                pause = SOON if time.monotonic() - woken < FINISHED else min(self.recheck, self.heartbeat)
                if wake.wait(pause):
                    wake.clear()
                    woken = time.monotonic()

    def place_of(self, event: StoredEvent) -> Place:
        self.place = Place(event.xact, event.number)
        return self.place

    def _look(self) -> list[StoredEvent]:
        session = self.session()
        try:
            found = events_after(session, self.company, self.place, self.patterns)
            session.expunge_all()
        except SQLAlchemyError:
            # The database is away for a moment: nothing is lost, the place stays.
            found = []
        finally:
            session.close()
        return found

    def _refusal(self) -> Problem | None:
        try:
            self.allowed()
        except Problem as problem:
            return problem
        except SQLAlchemyError:
            return None
        finally:
            self.session().close()
        return None


def _event(kind: str, data: dict[str, Any], identifier: str = "") -> str:
    first = f"id: {identifier}\n" if identifier else ""
    return f"{first}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"
