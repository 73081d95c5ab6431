"""A leg whose call logic is stopped by a person: no deadline, and music from the side while no command runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from node_agent.asterisk.fastagi import speaking
from node_agent.calls.channel.leg import CallerLeg


class StandingStill:
    """Implements node_agent.custom.debugger.patient.Still. `music` "": Asterisk's own."""

    def __init__(self, leg: CallerLeg, music: str) -> None:
        self._leg, self._music, self._plays = leg, music, False

    @property
    def gone(self) -> bool:
        return self._leg.gone

    async def play(self) -> None:
        await self._leg.open_ears()
        await self._leg.run(speaking.music_meanwhile(self._music))
        self._plays = True

    async def hush(self) -> None:
        if self._plays:
            self._plays = False
            await self._leg.run(speaking.MUSIC_OFF)


@contextmanager
def stand_still(leg: CallerLeg, music: str, seconds: float) -> Iterator[StandingStill]:
    """See node_agent.custom.debugger.patient.CanStandStill."""
    with leg.session.unhurried(seconds):
        yield StandingStill(leg, music)
