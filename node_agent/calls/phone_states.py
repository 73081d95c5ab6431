"""What Asterisk says of phones and lines, kept up to date by its events, so that asking costs nothing."""

from time import monotonic
from typing import Final

IN_USE: Final = frozenset({"INUSE", "BUSY", "RINGING", "RINGINUSE", "ONHOLD"})
AWAY: Final = frozenset({"UNAVAILABLE", "INVALID"})
REMEMBERED_SECONDS: Final = 30.0
"""For so long a line that failed is tried after the others."""
_PREFIX = "PJSIP/"


class HeardStates:
    """Implements services.PhoneStates and services.LineStates. What was never heard of counts as free and reachable:
    then a call tries it, and Asterisk tells better."""

    def __init__(self) -> None:
        self._states: dict[str, str] = {}
        self._failed: dict[str, float] = {}
        """Lines that did not take a call, and when, by a clock that only goes on."""

    def hear(self, device: str, state: str) -> None:
        """One device's state, in Asterisk's words."""
        if device.startswith(_PREFIX):
            self._states[device.removeprefix(_PREFIX)] = state.upper()

    def forget_all(self) -> None:
        """Asterisk is away: yesterday's states would keep calls from phones that are free."""
        self._states.clear()

    def busy(self, login: str) -> bool:
        return self._states.get(login) in IN_USE

    def registered(self, login: str) -> bool:
        return self._states.get(login) not in AWAY

    def failed(self, line_id: str) -> None:
        """A line has just not taken a call."""
        self._failed[line_id] = monotonic()

    def down(self, line_id: str) -> bool:
        """Whether the provider does not answer our questions, or did not take a call a moment ago.

        Asterisk does not speak of providers that have never answered; the second call learns from the first.
        """
        if self._states.get(f"line-{line_id}") in AWAY:
            return True
        return monotonic() - self._failed.get(line_id, -REMEMBERED_SECONDS) < REMEMBERED_SECONDS
