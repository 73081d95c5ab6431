"""Who is parked where: by company and slot, as long as this process lives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Watcher = Callable[[str, str, bool], None]
"""Told company, slot and whether it is taken now; must not wait."""


@dataclass(slots=True)
class Parked:
    """One parked call; `fetched` turns true when somebody takes it."""

    channel: str
    fetched: bool = False


class ParkedCalls:
    """The slots of all companies."""

    def __init__(self) -> None:
        self._in: dict[tuple[str, str], Parked] = {}
        self.watchers: list[Watcher] = []

    def get(self, company: str, slot: str) -> Parked | None:
        return self._in.get((company, slot))

    @contextmanager
    def at(self, company: str, slot: str, channel: str) -> Iterator[Parked | None]:
        """Occupied as long as this lasts, or until somebody fetches the call; None: it is taken."""
        parked = self.take(company, slot, channel)
        try:
            yield parked
        finally:
            if parked is not None:
                self.leave(company, slot, parked)

    def take(self, company: str, slot: str, channel: str) -> Parked | None:
        """Occupy a slot; None when it is taken."""
        if (company, slot) in self._in:
            return None
        parked = self._in[company, slot] = Parked(channel)
        self._tell(company, slot, taken=True)
        return parked

    def leave(self, company: str, slot: str, parked: Parked) -> None:
        """Harmless when the slot is somebody else's by now."""
        if self._in.get((company, slot)) is parked:
            del self._in[company, slot]
            self._tell(company, slot, taken=False)

    def _tell(self, company: str, slot: str, *, taken: bool) -> None:
        for watcher in self.watchers:
            watcher(company, slot, taken)
