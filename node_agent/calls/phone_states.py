"""What Asterisk says of phones and lines, kept up to date by its events, so that asking costs nothing."""

from typing import Final

IN_USE: Final = frozenset({"INUSE", "BUSY", "RINGING", "RINGINUSE", "ONHOLD"})
AWAY: Final = frozenset({"UNAVAILABLE", "INVALID"})
_PREFIX = "PJSIP/"


class HeardStates:
    """Implements services.PhoneStates and services.LineStates. What was never heard of counts as free and reachable:
    then a call tries it, and Asterisk tells better."""

    def __init__(self) -> None:
        self._states: dict[str, str] = {}

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

    def down(self, line_id: str) -> bool:
        """Whether the provider does not answer our questions."""
        return self._states.get(f"line-{line_id}") in AWAY
