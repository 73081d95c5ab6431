"""Who is parked where: by company and slot."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

Watcher = Callable[[str, str, bool], None]
"""Told company, slot and whether it is taken now; must not wait."""


@dataclass(slots=True)
class Parked:
    """One parked call; `fetched` turns true when somebody takes it."""

    channel: str
    fetched: bool = False
    inherited: bool = False
    """Whether an earlier process parked it: then nobody here notices when it ends."""


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

    # What Asterisk tells.

    @property
    def inherits(self) -> bool:
        return any(parked.inherited for parked in self._in.values())

    def inherit(self, found: Mapping[tuple[str, str], str]) -> None:
        """Legs that wait in slots, by company and slot; those that this process has parked it knows."""
        self.keep(found.values())
        for place, channel in found.items():
            if place not in self._in:
                self._in[place] = Parked(channel, inherited=True)
                self._tell(*place, taken=True)

    def keep(self, channels: Iterable[str]) -> None:
        """Of what was inherited only these legs are still there."""
        left = set(channels) if self.inherits else set()
        for place, parked in list(self._in.items()):
            if parked.inherited and parked.channel not in left:
                self.leave(*place, parked)

    def _tell(self, company: str, slot: str, *, taken: bool) -> None:
        for watcher in self.watchers:
            watcher(company, slot, taken)
