"""Which meetings are recorded into which file: the first who enters begins it, the last who leaves ends it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Meeting:
    """A meeting in progress."""

    people: int = 0
    recording: str = ""


class Meetings:
    """By place, as long as this process lives."""

    def __init__(self) -> None:
        self._at: dict[str, Meeting] = {}

    async def enter(self, place: str, begin: Callable[[], Awaitable[str]] | None) -> Meeting:
        """Come in; `begin` gives the recording's name, None: it is not recorded."""
        meeting = self._at.setdefault(place, Meeting())
        meeting.people += 1
        if meeting.people == 1 and begin is not None:
            meeting.recording = await begin()
        return meeting

    def leave(self, place: str, meeting: Meeting) -> bool:
        """Whether that was the last one."""
        meeting.people -= 1
        if not meeting.people and self._at.get(place) is meeting:
            del self._at[place]
        return not meeting.people
