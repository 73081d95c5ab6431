"""Who listens to what. A bus only knows; whoever publishes decides when each listener runs."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar

from tenants.extend.events.event import Event
from tenants.extend.events.topics import TOPICS, topic_of
from tenants.model import Kind, TelephonyObject

SomeEvent = TypeVar("SomeEvent", bound=Event)


class NotAListener(TypeError):
    """A function that cannot listen, or to what it wants; the text says what to change."""

    code = "not-a-listener"


class Rows(Protocol):
    """All that a listener within a transaction can do. Whatever it adds is there exactly when the change is."""

    def add(self, collection: str, data: dict[str, Any]) -> None:
        """A row of plain data (at most 64 kB as JSON) in a collection of the company's own, such as `hired`."""

    def look(self, kind: Kind, identifier: str) -> TelephonyObject | None:
        """An object of the company as the change leaves it; None when there is none."""


class When(StrEnum):
    WITHIN = "within"
    """In the transaction that publishes the event."""
    LATER = "later"
    """After it, as a job of its own."""


@dataclass(frozen=True)
class Listener:
    """`name` is stable: events wait under it. `customisation`: of companies that have it alone; None: of all."""

    name: str
    topics: frozenset[str]
    when: When
    function: Callable[..., None]
    customisation: str | None = None

    def hears(self, topic: str, customisation: str | None) -> bool:
        return topic in self.topics and self.customisation in (None, customisation)


class Bus:
    """Listeners by name. Registering a name again replaces it, so that saved code takes over."""

    def __init__(self) -> None:
        self._listeners: dict[str, Listener] = {}

    def register(self, listener: Listener) -> None:
        """Raises NotAListener for a listener within a transaction of something that cannot be refused any more."""
        for topic in sorted(listener.topics):
            if listener.when is When.WITHIN and not TOPICS[topic].vetoable:
                raise NotAListener(f"{listener.name}: {topic} tells of what has happened already; listen with @on")
        self._listeners[listener.name] = listener

    def forget(self, prefix: str) -> None:
        """Drop every listener whose name begins with `prefix`, such as the package of a customisation."""
        for name in [name for name in self._listeners if name.startswith(prefix)]:
            del self._listeners[name]

    def find(self, name: str) -> Listener | None:
        return self._listeners.get(name)

    def hearing(self, topic: str, when: When, customisation: str | None = None) -> list[Listener]:
        """Who hears an event of a company with this customisation, in the order of names."""
        found = (each for each in self._listeners.values() if each.when is when)
        return sorted((each for each in found if each.hears(topic, customisation)), key=lambda each: each.name)

    @property
    def listeners(self) -> list[Listener]:
        return sorted(self._listeners.values(), key=lambda each: each.name)


BUS: Final = Bus()
"""The bus of this process."""


def on(
    *events: type[SomeEvent], customisation: str | None = None, bus: Bus = BUS
) -> Callable[[Callable[[SomeEvent], None]], Callable[[SomeEvent], None]]:
    """Let a function listen later: at least once per event, in order per company, with retries. It may do I/O.

    It is told the event alone; `event.id` tells whether it was told before. Raises NotAListener.
    """

    def declare(function: Callable[[SomeEvent], None]) -> Callable[[SomeEvent], None]:
        bus.register(_listener(function, events, When.LATER, customisation, arguments=1))
        return function

    return declare


def within(
    *events: type[SomeEvent], customisation: str | None = None, bus: Bus = BUS
) -> Callable[[Callable[[SomeEvent, Rows], None]], Callable[[SomeEvent, Rows], None]]:
    """Let a function listen in the transaction of the change: it may add rows and does no I/O.

    Whatever it raises, the change does not happen. Raises NotAListener.
    """

    def declare(function: Callable[[SomeEvent, Rows], None]) -> Callable[[SomeEvent, Rows], None]:
        bus.register(_listener(function, events, When.WITHIN, customisation, arguments=2))
        return function

    return declare


def _listener(
    function: Callable[..., Any],
    events: Iterable[type[Event]],
    when: When,
    customisation: str | None,
    *,
    arguments: int,
) -> Listener:
    name = f"{function.__module__}.{function.__qualname__}"
    if inspect.iscoroutinefunction(function) or len(inspect.signature(function).parameters) != arguments:
        wanted = "one argument, the event" if arguments == 1 else "two arguments, the event and the rows"
        raise NotAListener(f"{name} must be a plain function with {wanted}")
    try:
        topics = frozenset(topic_of(event) for event in events)
    except KeyError as problem:
        raise NotAListener(f"{name} listens to {problem.args[0]!r}, which has no topic; see docs/events.md") from None
    if not topics:
        raise NotAListener(f"{name} names no event to listen to")
    return Listener(name, topics, when, function, customisation)
