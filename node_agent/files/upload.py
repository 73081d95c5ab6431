"""Brings what the node made to the control plane: at least once, deleted here only after the answer.

The files are the queue, so ending this process at any point loses nothing; see outgoing.py for their names.
"""

import hashlib
import logging
import struct
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError

from node_agent.control import ControlPlane, ControlPlaneAnswered
from node_agent.files.outgoing import BEGUN, KEPT, NEWS, REFUSED, WAITING, complete, forget
from wire.files import ORDERS_MAX, FileKind, KeptFile, MailboxReport, MessageNews, MessageState, Upload

log = logging.getLogger(__name__)
BLOCK = 1024 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
ABANDONED = timedelta(hours=1).total_seconds()
"""A recording that has not grown for so long is not being written any more: its process crashed."""
REFUSED_STAYS = timedelta(days=30).total_seconds()
GREETING_STAYS = timedelta(days=1).total_seconds()
"""By then the next version plays the company's own copy."""
CarryOut = Callable[[MessageNews], bool]
"""Let a message be heard or gone on this node; False: not now."""


class Uploader:
    """One per node. `step` never blocks longer than a file takes."""

    def __init__(self, recordings: Path, control_plane: ControlPlane, carry_out: CarryOut) -> None:
        self._folder, self._control_plane, self._carry_out = recordings, control_plane, carry_out
        self._done: list[MessageNews] = []
        self._later: dict[Path, tuple[float, float]] = {}
        """Files that the control plane did not want just now: when to try again, and the pause before."""

    def step(self) -> int:
        """Upload everything that waits; how many files that were. Raises ControlPlaneAway, OSError."""
        count = 0
        for sidecar in _oldest_first(self._folder.glob(f"*/*{WAITING}")):
            due, pause = self._later.get(sidecar, (0.0, FIRST_PAUSE / 2))
            if time.monotonic() < due:
                continue
            try:
                count += self._upload(sidecar)
                self._later.pop(sidecar, None)
            except ControlPlaneAnswered as problem:
                # One file that it cannot take must not hold the others up.
                pause = min(pause * 2, LONGEST_PAUSE)
                self._later[sidecar] = (time.monotonic() + pause, pause)
                log.warning("%s waits %.0f s: %s", sidecar.name, pause, problem)
        return count

    def talk(self) -> int:
        """Tell what happened by phone, do what happened in the portal. Raises ControlPlaneAway, OSError."""
        news = self._news()
        report = MailboxReport(news=tuple(news.values()), done=tuple(self._done))
        answer = self._control_plane.mailboxes(report)
        for path in news:
            path.unlink(missing_ok=True)
        self._done = [order for order in answer.orders if self._obey(order)]
        return len(news) + len(self._done)

    def tidy(self, now: float | None = None) -> None:
        """Complete what a crash cut short, delete what nobody needs any more. `now` in Unix seconds."""
        now = time.time() if now is None else now
        for begun in self._folder.glob(f"*/*{BEGUN}"):
            self._complete(begun, now)
        for refused in self._folder.glob(f"*/*{REFUSED}"):
            if now - refused.stat().st_mtime > REFUSED_STAYS:
                _drop(refused)
        for kept in self._folder.glob(f"*/*{KEPT}"):
            about = _read(kept)
            if about is not None and about.kind is FileKind.GREETING and now - kept.stat().st_mtime > GREETING_STAYS:
                _drop(kept)

    def _upload(self, sidecar: Path) -> bool:
        about, media = _read(sidecar), _media_of(sidecar)
        if about is None or about.file != media.name or about.company != media.parent.name:
            log.error("ALERT %s does not say what %s is; it stays here for 30 days", sidecar, media.name)
            sidecar.rename(media.with_name(media.name + REFUSED))
            return False
        try:
            upload = _described(about, media)
        except (FileNotFoundError, ValidationError):
            # Deleted before, and killed before the sidecar was: or empty.
            log.warning("%s has no content any more", sidecar.name)
            forget(self._folder, about.company, about.file)
            return False
        answer = self._control_plane.send_file(upload, _content(media, upload.bytes))
        if not answer.kept:
            log.error("the control plane does not want %s: %s", sidecar.name, answer.reason)
            sidecar.rename(media.with_name(media.name + REFUSED))
        elif about.kind in (FileKind.MESSAGE, FileKind.GREETING):
            sidecar.rename(media.with_name(media.name + KEPT))
        else:
            # The sidecar goes last: without it nobody would know that the file may go.
            media.unlink(missing_ok=True)
            sidecar.unlink(missing_ok=True)
        return answer.kept

    def _news(self) -> dict[Path, MessageNews]:
        found: dict[Path, MessageNews] = {}
        for path in _oldest_first(self._folder.glob(f"*/*{NEWS}")):
            if len(found) == ORDERS_MAX:
                break
            try:
                news = MessageNews.model_validate_json(path.read_bytes())
            except (ValidationError, OSError) as problem:
                log.error("%s cannot be told: %s", path.name, type(problem).__name__)
                path.unlink(missing_ok=True)
                continue
            if news.state is MessageState.GONE:
                self._forget(news)
            found[path] = news
        return found

    def _obey(self, order: MessageNews) -> bool:
        if not self._carry_out(order):
            return False
        if order.state is MessageState.GONE:
            self._forget(order)
        return True

    def _forget(self, news: MessageNews) -> None:
        """The message's file goes, uploaded or not."""
        for ending in (KEPT, WAITING, REFUSED):
            for sidecar in (self._folder / news.company).glob(f"*{ending}"):
                about = _read(sidecar)
                if about is not None and (about.kind, about.message) == (FileKind.MESSAGE, news.message):
                    forget(self._folder, news.company, about.file)

    def _complete(self, begun: Path, now: float) -> None:
        about, media = _read(begun), _media_of(begun)
        try:
            quiet = now - max(media.stat().st_mtime, begun.stat().st_mtime)
        except FileNotFoundError:
            # Nothing was recorded; or it is about to begin.
            if now - begun.stat().st_mtime > ABANDONED:
                begun.unlink(missing_ok=True)
            return
        if quiet < ABANDONED:
            return
        if about is None:
            begun.rename(media.with_name(media.name + REFUSED))
            return
        log.warning("%s was cut short by a crash; what there is of it is kept", media.name)
        complete(self._folder, about.model_copy(update={"seconds": mend(media)}))


def mend(media: Path) -> float:
    """Make the header of a WAV file that was cut short fit its content; its length in seconds (0: no WAV)."""
    size = media.stat().st_size
    with media.open("r+b") as file:
        head = file.read(44)
        if len(head) < 44 or head[:4] != b"RIFF" or head[36:40] != b"data":
            return 0.0
        (per_second,) = struct.unpack("<I", head[28:32])
        file.seek(4)
        file.write(struct.pack("<I", size - 8))
        file.seek(40)
        file.write(struct.pack("<I", size - 44))
    return (size - 44) / per_second if per_second else 0.0


def _described(about: KeptFile, media: Path) -> Upload:
    digest, size = hashlib.sha256(), 0
    with media.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Upload(about=about, sha256=digest.hexdigest(), bytes=size)


def _content(media: Path, size: int) -> Iterator[bytes]:
    with media.open("rb") as file:
        while size > 0 and (block := file.read(min(BLOCK, size))):
            size -= len(block)
            yield block


def _read(sidecar: Path) -> KeptFile | None:
    try:
        return KeptFile.model_validate_json(sidecar.read_bytes())
    except (ValidationError, OSError):
        return None


def _media_of(sidecar: Path) -> Path:
    return sidecar.with_suffix("")


def _drop(sidecar: Path) -> None:
    _media_of(sidecar).unlink(missing_ok=True)
    sidecar.unlink(missing_ok=True)


def _oldest_first(paths: Iterator[Path]) -> list[Path]:
    aged = []
    for path in paths:
        try:
            aged.append((path.stat().st_mtime_ns, path))
        except FileNotFoundError:
            continue
    return [path for _, path in sorted(aged)]
