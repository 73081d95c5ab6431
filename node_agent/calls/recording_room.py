"""Whether the node's disk has room for recordings: the facts of calls, and calls themselves, come first."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

log = logging.getLogger(__name__)
LEAST_SHARE: Final = 0.05
LEAST_BYTES: Final = 2 * 1024**3
"""On a large disk; a tenth of a day of a hundred calls at once."""
LOOK_EVERY: Final = 5.0


class RecordingRoom:
    """One event loop. Asking costs nothing: the disk is looked at every five seconds at most."""

    def __init__(self, folder: Path, clock: Callable[[], float] = monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._looked, self._enough = float("-inf"), True

    def enough(self) -> bool:
        """Whether a recording may begin. A disk that cannot be asked says nothing against it."""
        if self._clock() - self._looked >= LOOK_EVERY:
            self._looked = self._clock()
            self._look()
        return self._enough

    def _look(self) -> None:
        try:
            disk = shutil.disk_usage(self._folder)
        except OSError:
            return
        enough = disk.free >= min(disk.total * LEAST_SHARE, LEAST_BYTES)
        if enough is not self._enough:
            megabytes = disk.free // 1_000_000
            if enough:
                log.warning("calls are recorded again: %s MB are free", megabytes)
            else:
                log.error("ALERT calls are not recorded any more: %s MB are free on the disk; make room", megabytes)
        self._enough = enough
