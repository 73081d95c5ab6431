"""What a call needs of the node around it: the seam between one channel and everything that outlives it.

`Services()` alone is whole: it remembers in memory and sends nothing anywhere, which is enough for one test.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from node_agent.asterisk.media import MediaFolders
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.meetings import Meetings
from node_agent.calls.parked import ParkedCalls
from node_agent.calls.usage import Usage
from tenants.calls.call import LineEnd, Placing, Waited
from tenants.calls.errand import Errand
from tenants.calls.memory import Forgetful, Memory
from tenants.model import Company, Line, WaitingLine

log = logging.getLogger(__name__)


class Memories(Protocol):
    """What is remembered between calls."""

    def of(self, company: str, by: str | None = None) -> Memory:
        """`by`: the employee whose phone calls."""


class Errands(Protocol):
    """Where errands go. `call` is the journey's id."""

    def send(self, company: Company, call: str, errand: Errand) -> None:
        """Never waits, never raises."""


class PhoneStates(Protocol):
    """What Asterisk knows of phones, by login, as last heard: asking costs nothing."""

    def busy(self, login: str) -> bool: ...

    def registered(self, login: str) -> bool: ...


class LineStates(Protocol):
    """What is known of provider lines, as last heard: asking costs nothing."""

    def down(self, line_id: str) -> bool: ...

    def failed(self, line_id: str) -> None:
        """A line has not taken a call."""


class WaitingLines(Protocol):
    """The mechanism behind `Call.wait_in_line`."""

    async def wait(self, leg: CallerLeg, line: WaitingLine, placing: Placing) -> Waited:
        """Raises CallerGone."""


class Forgetfuls:
    """Memories that end with the process."""

    def __init__(self) -> None:
        self._of: dict[str, Forgetful] = {}

    def of(self, company: str, by: str | None = None) -> Memory:  # noqa: ARG002
        return self._of.setdefault(company, Forgetful())


class KeptErrands:
    """Keeps what it is given, for tests."""

    def __init__(self) -> None:
        self.errands: list[Errand] = []

    def send(self, company: Company, call: str, errand: Errand) -> None:
        log.info("call %s of %s: an errand is kept, not done: %s", call, company.id, type(errand).__name__)
        self.errands.append(errand)


class AllFree:
    """Every phone is registered and free."""

    def busy(self, _login: str) -> bool:
        return False

    def registered(self, _login: str) -> bool:
        return True


class AllUp:
    """Every provider line works, as far as anybody knows."""

    def down(self, _line_id: str) -> bool:
        return False

    def failed(self, _line_id: str) -> None:
        pass


class NoLines:
    """No waiting line works."""

    async def wait(self, _leg: CallerLeg, _line: WaitingLine, _placing: Placing) -> Waited:
        return Waited(LineEnd.FAILED)


def no_line_of_others(_line_id: str) -> Line | None:
    return None


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Services:
    """One per process."""

    media: MediaFolders
    memories: Memories = field(default_factory=Forgetfuls)
    errands: Errands = field(default_factory=KeptErrands)
    phones: PhoneStates = field(default_factory=AllFree)
    lines: WaitingLines = field(default_factory=NoLines)
    line_states: LineStates = field(default_factory=AllUp)
    usage: Usage = field(default_factory=Usage)
    parked: ParkedCalls = field(default_factory=ParkedCalls)
    owned_line: Callable[[str], Line | None] = no_line_of_others
    """By id: a line as its owner has it, of whichever company that is."""
    recording_room: Callable[[], bool] = always
    """Whether the disk has room for recordings."""
    meetings: Meetings = field(default_factory=Meetings)
    private_web_services: bool = False
    """Whether flows may call web services inside our own network: for tests alone."""
