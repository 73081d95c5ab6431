"""A file that is there to be deleted: when the disk is full, its room lets the facts of the last calls be kept."""

import logging
import os
import shutil
from pathlib import Path

log = logging.getLogger(__name__)
SIZE = 16 * 1024 * 1024
ALARM_BELOW = 0.05


class Ballast:
    """Beside the spool, on the same disk."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "spool.ballast"
        self._alarmed = False

    def fill(self) -> None:
        """Take the room while there is plenty of it."""
        if self._path.exists() or shutil.disk_usage(self._path.parent).free < 4 * SIZE:
            return
        with self._path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, SIZE)

    def release(self) -> None:
        """Give the room back: the disk is full."""
        if self._path.exists():
            self._path.unlink()
            log.error("ALERT the disk with the call facts is full; the ballast was dropped, make room now")

    def watch(self) -> None:
        """Raise the alarm, once, when less than a twentieth of the disk is free."""
        usage = shutil.disk_usage(self._path.parent)
        low = usage.free < usage.total * ALARM_BELOW
        if low and not self._alarmed:
            log.error("ALERT %s MB are free on the disk with the call facts; make room", usage.free // 1_000_000)
        self._alarmed = low
