"""Sounds that the companies of this node play: fetched once, checked, kept while somebody needs them.

`<node state>/sounds/<first two digits>/<SHA-256>.wav`. A file is there whole or not at all. A version whose sounds are
few is acknowledged when they are here, so that "live" also means audible; larger ones come behind it. Nothing of this
is on a call's path: calls only look whether a file is there.
"""

import contextlib
import hashlib
import logging
import os
import secrets
import threading
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from node_agent.control import ControlPlane, ControlPlaneAnswered, ControlPlaneAway
from tenants.model import Company, TelephonyObject
from tenants.model.files import files_of
from wire.files import SOUND_MAX, Fetch

log = logging.getLogger(__name__)
AT_ONCE = 8
"""More missing files than this are fetched behind the acknowledgement."""
PATIENCE = 2.0
"""Seconds that an acknowledgement waits for sounds."""
UNUSED = ".unused"
UNUSED_STAYS = 86_400.0
EVERY = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class BadSound(Exception):
    """What came is not the file that was asked for."""


class Companies(Protocol):
    """Who is served here: node_agent.apply.receive.Receiver."""

    @property
    def companies(self) -> Mapping[str, Company]: ...


class Sounds:
    """`make_ready` is called before a version is acknowledged, `run` in a thread of its own."""

    def __init__(self, folder: Path, control_plane: ControlPlane) -> None:
        self._folder, self._control_plane = folder, control_plane
        self._wake = threading.Event()
        self._stopped = False

    def path(self, file: str) -> Path:
        return self._folder / file[:2] / f"{file}.wav"

    def make_ready(self, company: str, items: Collection[TelephonyObject]) -> bool:
        """Fetch what `items` need, unless that is much; whether all of it is here. Returns within seconds."""
        missing = [file for file in files_of(items) if not self.path(file).exists()]
        if not missing:
            return True
        deadline = time.monotonic() + PATIENCE
        try:
            for file in missing if len(missing) <= AT_ONCE else ():
                if time.monotonic() > deadline:
                    break
                self._fetch(company, file, deadline)
        except (ControlPlaneAway, BadSound, OSError) as problem:
            log.warning("a sound of %s comes later: %s", company, problem)
        self._wake.set()
        return all(self.path(file).exists() for file in missing)

    def complete(self, served: Mapping[str, Company]) -> int:
        """Fetch all that is missing; how many files came. One that cannot be had holds no other up.

        Raises ControlPlaneAway when something is still missing, OSError.
        """
        count, problems = 0, []
        for company in served.values():
            for file in files_of(company.objects.values()):
                if self.path(file).exists():
                    continue
                try:
                    self._fetch(company.id, file, None)
                    count += 1
                except (ControlPlaneAnswered, BadSound) as problem:
                    problems.append(f"{company.id}/{file[:12]}: {problem}")
        if problems:
            raise ControlPlaneAway(f"{len(problems)} sounds are missing, first {problems[0]}")
        return count

    def tidy(self, served: Mapping[str, Company], now: float | None = None) -> int:
        """Delete what nobody has needed for a day; how many files went. `now` in Unix seconds. Raises OSError."""
        now = time.time() if now is None else now
        needed = {file for company in served.values() for file in files_of(company.objects.values())}
        count = 0
        for path in self._folder.glob("*/*.wav"):
            marker = path.with_name(path.name + UNUSED)
            if path.stem in needed:
                marker.unlink(missing_ok=True)
            elif not marker.exists():
                marker.touch()
                os.utime(marker, (now, now))
            elif now - marker.stat().st_mtime > UNUSED_STAYS:
                path.unlink(missing_ok=True)
                marker.unlink(missing_ok=True)
                count += 1
        for part in self._folder.glob("*/.*.part"):
            if now - part.stat().st_mtime > UNUSED_STAYS:
                part.unlink(missing_ok=True)
        return count

    def run(self, receiver: Companies) -> None:
        """Until `stop`."""
        pause, tidied = FIRST_PAUSE, 0.0
        while not self._stopped:
            try:
                self.complete(receiver.companies)
                pause = FIRST_PAUSE
                wait = EVERY
                if time.monotonic() - tidied > EVERY or not tidied:
                    self.tidy(receiver.companies)
                    tidied = time.monotonic()
            except (ControlPlaneAway, OSError) as problem:
                log.info("sounds are fetched later: %s", problem)
                wait = pause
                pause = min(pause * 2, LONGEST_PAUSE)
            self._wake.wait(wait)
            self._wake.clear()

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()

    def _fetch(self, company: str, file: str, deadline: float | None) -> None:
        target = self.path(file)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        digest, size = hashlib.sha256(), 0
        wanted, patience = Fetch(company=company, file=file), 60.0 if deadline is None else PATIENCE
        try:
            with (
                part.open("wb") as out,
                contextlib.closing(self._control_plane.fetch_sound(wanted, seconds=patience)) as pieces,
            ):
                for piece in pieces:
                    size += len(piece)
                    if size > SOUND_MAX:
                        raise BadSound("it is larger than any sound of ours")
                    if deadline is not None and time.monotonic() > deadline:
                        raise BadSound("it takes longer than an acknowledgement should wait")
                    digest.update(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            if digest.hexdigest() != file:
                raise BadSound("its content has another hash")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
