"""Follows the event log: whole lines only, across rotation, truncation and restarts of either side."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from node_agent.asterisk.cel.event import BOOT, NotAnEvent, parse
from node_agent.asterisk.cel.translate import crash_facts, facts_of
from node_agent.spool.spool import Place, Spool, is_start
from wire.facts import Fact

log = logging.getLogger(__name__)
CHUNK = 1024 * 1024
LONGEST_LINE = 256 * 1024
ROTATE_ABOVE = 64 * 1024 * 1024


@dataclass
class Read:
    """What a piece of the log said."""

    facts: list[Fact]
    opened: dict[str, bytes]
    ended: set[str]


class Tail:
    """`step` reads once and keeps what it found; call it often. One instance per spool."""

    def __init__(self, path: Path, spool: Spool, node: str) -> None:
        self._path, self._spool, self._node = path, spool, node
        self._old = path.with_name(path.name + ".old")
        self._open = spool.open_legs()
        self._last = ("", "", "")
        self._repeat = 0
        self.bad_lines = 0

    def step(self) -> int:
        """Read what is new; returns the number of facts. Raises sqlite3.Error, OSError other than a missing file."""
        place = self._spool.place()
        found = self._where(place)
        if found is None:
            return 0
        path, place = found
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            offset = place.offset if place.offset <= size else 0
            file.seek(offset)
            data = file.read(CHUNK)
        whole = data.rfind(b"\n") + 1
        if not whole:
            if len(data) >= LONGEST_LINE:  # no line ends here: not our file, or a hole of zeros after a crash
                self._skip(Place(place.inode, offset + len(data)))
            elif path == self._old:
                self._finish_old()
            elif offset >= ROTATE_ABOVE:
                self._rotate()
            return 0
        read = self._interpret(data[:whole])
        self._spool.keep(read.facts, Place(place.inode, offset + whole), read.opened, sorted(read.ended))
        for key, line in read.opened.items():
            self._open[key] = line
        for key in read.ended:
            self._open.pop(key, None)
        return len(read.facts)

    def _where(self, place: Place | None) -> tuple[Path, Place] | None:
        """The file to read next and from where; None before Asterisk's first start."""
        inodes = {path: inode for path in (self._old, self._path) if (inode := _inode(path)) is not None}
        for path, inode in inodes.items():
            if place is not None and inode == place.inode:
                return path, place
        return next(((path, Place(inode, 0)) for path, inode in inodes.items()), None)

    def _interpret(self, data: bytes) -> Read:
        read = Read([], {}, set())
        for line in data.splitlines():
            if not line.strip(b"\0 "):
                continue
            try:
                event = parse(line)
            except NotAnEvent as problem:
                self.bad_lines += 1
                log.warning("%s: %s", problem.code, problem)
                continue
            if event.type == BOOT:
                left = {**self._open, **read.opened}
                starts = [parse(start) for key, start in left.items() if key not in read.ended]
                read.facts += crash_facts(event, starts, self._node)
                read.ended |= left.keys()
                continue
            key = (event.unique_id, event.type, event.at)
            self._repeat = self._repeat + 1 if key == self._last else 0
            self._last = key
            read.facts += facts_of(event, self._node, self._repeat)
            if is_start(event):
                read.opened[event.unique_id] = line
            elif event.type == "HANGUP":
                read.ended.add(event.unique_id)
        return read

    def _skip(self, place: Place) -> None:
        self.bad_lines += 1
        log.error("ALERT the event log holds %s bytes without a line end; they are skipped", CHUNK)
        self._spool.keep([], place)

    def _rotate(self) -> None:
        """Asterisk opens the file for every line, so a renamed one gets no more after those already under way."""
        if not self._old.exists():
            self._path.rename(self._old)
            log.info("the event log was rotated")

    def _finish_old(self) -> None:
        if self._path.exists():
            self._old.unlink(missing_ok=True)


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None
