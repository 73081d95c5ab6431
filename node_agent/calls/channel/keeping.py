"""Recording talks, messages and faxes."""

import re
from datetime import datetime
from itertools import count

from node_agent.asterisk.cel.translate import call_id
from node_agent.asterisk.fastagi import keeping, speaking
from node_agent.asterisk.media import RECORDINGS, MediaFolders
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.recordings import Pending, Recordings, seconds_of
from tenants.calls.call import Taken

_COUNT = count(1)
_UNSAFE = re.compile(r"[^0-9A-Za-z._-]")
SHORTEST = 1.0


class Keeper:
    """What one call records."""

    def __init__(self, leg: CallerLeg, media: MediaFolders, node: str) -> None:
        self._leg, self._media, self._node = leg, media, node
        self._recordings = Recordings(media.recordings)
        self._name = ""
        """Of the recording of this call; empty while there is none."""
        self.switched = False
        """Whether people may start and stop it by short code."""

    async def start(self, now: datetime, *, pausable: bool) -> None:
        """Record the rest of the call. Raises CallerGone, OSError."""
        await self._prepare(now, switched=pausable)
        await self._leg.run(keeping.start_recording(self._name))

    async def allow(self, now: datetime) -> None:
        """People may start it by short code. Raises CallerGone, OSError."""
        if not self._name:
            await self._prepare(now, switched=True)

    async def stop(self) -> None:
        """Stop it, forbid it and throw it away. Raises CallerGone."""
        for command in keeping.stop_recording():
            await self._leg.run(command)
        if self._name:
            self._recordings.discard(self._name)
        self._name, self.switched = "", False

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
        try:
            size = file.stat().st_size
        except OSError:
            return None
        if not size:
            file.unlink(missing_ok=True)
            return None
        return Taken(f"{name}.tif", round((datetime.now(now.tzinfo) - now).total_seconds(), 1))

    async def _prepare(self, now: datetime, *, switched: bool) -> None:
        self._name = self._name or self._new_name("talk")
        self.switched = switched
        pending = Pending(self._leg.company.id, call_id(self._node, self._leg.request.call), now.isoformat())
        self._recordings.begin(self._name, pending)
        await self._leg.run(keeping.prepare_recording(self._name, switched=switched))

    def _new_name(self, what: str) -> str:
        """Below the company's folder, which is made."""
        folder = self._media.recordings / self._leg.company.id
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        call = _UNSAFE.sub("_", self._leg.request.call)[:60]
        return f"{self._leg.company.id}/{call}-{datetime.now().astimezone():%H%M%S}-{next(_COUNT)}-{what}"
