"""Recording talks, messages and faxes."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count

from node_agent.asterisk.cel.translate import call_id
from node_agent.asterisk.fastagi import keeping, speaking
from node_agent.asterisk.media import RECORDINGS, MediaFolders
from node_agent.calls import recordings
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.meetings import Meetings
from node_agent.calls.recordings import seconds_of
from tenants.calls.call import Taken

_COUNT = count(1)
_UNSAFE = re.compile(r"[^0-9A-Za-z-]")
SHORTEST = 1.0
"""Seconds; a message below is a caller who hung up."""
CLOSED_AFTER = 0.5
"""Seconds in which Asterisk has closed the file of a meeting that is over."""


class Keeper:
    """What one call records. `now` is when something begins, aware."""

    def __init__(self, leg: CallerLeg, media: MediaFolders, node: str) -> None:
        self._leg, self._media, self._node = leg, media, node
        self._name = ""
        """Of the recording of this call; empty while there is none."""
        self.switched = False
        """Whether people may start and stop it by short code."""
        self._runs = False

    async def adopt(self) -> bool:
        """Go on with the recording that a transferred leg brings along; whether it runs. Raises CallerGone."""
        name, _, running = (await self._leg.run(keeping.RECORDING_NOW)).data.partition(" ")
        if keeping.is_name(name):
            self._name, self._runs = name, bool(running)
        return self._runs

    async def start(self, now: datetime, *, pausable: bool) -> None:
        """Record the rest of the call. Raises CallerGone, OSError."""
        if self._runs:
            return
        await self._prepare(now, switched=pausable)
        await self._leg.run(keeping.start_recording(self._name))
        self._runs = True

    async def allow(self, now: datetime) -> None:
        """People may start it by short code. Raises CallerGone, OSError."""
        if not self._name:
            await self._prepare(now, switched=True)

    async def stop(self) -> None:
        """Stop it, forbid it and throw it away. Raises CallerGone."""
        for command in keeping.stop_recording():
            await self._leg.run(command)
        if self._name:
            await asyncio.to_thread(recordings.discard, self._media.recordings, self._name)
        self._name, self.switched, self._runs = "", False, False

    async def message(self, *, seconds: int, silence: int) -> Taken | None:
        """Record what the caller says; also when they hang up in the middle. Raises CallerGone when they were gone."""
        name = self._new_name("message")
        await self._leg.answer()
        await self._leg.run_to_the_end(speaking.record(f"{RECORDINGS}/{name}", seconds=seconds, silence=silence))
        length = seconds_of(self._media.recording(f"{name}.wav"))
        if length >= SHORTEST:
            return Taken(f"{name}.wav", length)
        self._media.recording(f"{name}.wav").unlink(missing_ok=True)
        return None

    async def fax(self, now: datetime) -> Taken | None:
        """Receive a fax. Raises CallerGone when they were gone before it."""
        name = self._new_name("fax")
        await self._leg.answer()
        await self._leg.run_to_the_end(keeping.receive_fax(name))
        file = self._media.recording(f"{name}.tif")
        if not file.exists() or not file.stat().st_size:
            file.unlink(missing_ok=True)
            return None
        return Taken(f"{name}.tif", round((datetime.now(now.tzinfo) - now).total_seconds(), 1))

    @asynccontextmanager
    async def meeting(self, meetings: Meetings, place: str, now: datetime, *, record: bool) -> AsyncIterator[str]:
        """While the caller is in a meeting; gives the name of its recording, "" when there is none."""

        async def begin() -> str:
            name = self._new_name("meeting")
            await asyncio.to_thread(self._begin, name, now)
            return name

        meeting = await meetings.enter(place, begin if record else None)
        try:
            yield meeting.recording
        finally:
            if meetings.leave(place, meeting) and meeting.recording:
                loop, folder, name = asyncio.get_running_loop(), self._media.recordings, meeting.recording
                loop.call_later(CLOSED_AFTER, loop.run_in_executor, None, recordings.complete, folder, name)

    async def _prepare(self, now: datetime, *, switched: bool) -> None:
        self._name = self._name or self._new_name("talk")
        self.switched = switched
        await asyncio.to_thread(self._begin, self._name, now)
        await self._leg.run(keeping.prepare_recording(self._name, switched=switched))

    def _begin(self, name: str, now: datetime) -> None:
        call = call_id(self._node, self._leg.request.call)
        recordings.begin(self._media.recordings, name, call=call, at=now)

    def _new_name(self, what: str) -> str:
        """Below the company's folder, which is made."""
        folder = self._media.recordings / self._leg.company.id
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        call = _UNSAFE.sub("_", self._leg.request.call)[:60].strip("_") or "call"
        return f"{self._leg.company.id}/{call}-{datetime.now().astimezone():%H%M%S}-{next(_COUNT)}-{what}"
