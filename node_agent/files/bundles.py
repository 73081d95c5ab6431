"""Bundles of code that the companies of this node are pinned to: fetched, verified, unpacked whole or not at all.

`<node state>/bundles/<SHA-256>/<name>/…` are the files; beside them lies the signed file itself, so that it can be
verified again whenever the list of trusted developers has changed. A version that names a bundle is kept and put in
force only when the bundle is here: until then the node serves what it had, and says why.
"""

import contextlib
import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from node_agent.apply.refusals import BundleAway, BundleUnfit
from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.files.incoming import Companies
from tenants.model import Company
from tenants.model.custom import Customised
from wire.bundles import FILE_MAX, BadArchive, Bundle, BundleRefused, open_bundle
from wire.files import Fetch

log = logging.getLogger(__name__)
PATIENCE: Final = 5.0
"""Seconds that a change waits for its bundle; it comes again."""
SIGNED: Final = "bundle"
"""The signed file in its folder."""
UNUSED: Final = "unused"
UNUSED_STAYS: Final = 7 * 86_400.0
"""Seconds: whoever reverts to last week's version need not fetch anything."""
EVERY: Final = 60.0
_PART: Final = ".part-"


class Bundles:
    """`make_ready` is called before a version is kept, `run` in a thread of its own."""

    def __init__(
        self,
        folder: Path,
        control_plane: ControlPlane,
        keys: Mapping[str, Ed25519PublicKey],
        release: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder, self._control_plane, self._keys, self._release, self._now = (
            folder,
            control_plane,
            keys,
            release,
            now,
        )
        self._lock = threading.Lock()
        self._stop = threading.Event()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._verify_again()

    def make_ready(self, company: Company) -> None:
        """Have the bundle that `company` is pinned to. Raises BundleUnfit, BundleAway."""
        which = pinned(company)
        if which is None or which.bundle is None:
            return
        with self._lock:
            if self.path(which).is_dir():
                return
            try:
                self._unpack(which, self._fetched(company.id, which.bundle))
            except BundleRefused as refusal:
                raise BundleUnfit(str(refusal)) from refusal
            except (ControlPlaneAway, OSError) as problem:
                raise BundleAway(f"the bundle of {which.name} could not be fetched: {problem}") from problem

    def path(self, which: Customised) -> Path:
        """Where the files of a bundle are, when it is here."""
        assert which.bundle is not None
        return self._folder / which.bundle / which.name

    def complete(self, served: Mapping[str, Company]) -> int:
        """Fetch what a lost disk or a revoked key has left missing; how many are missing still."""
        missing = 0
        for company in served.values():
            try:
                self.make_ready(company)
            except (BundleUnfit, BundleAway) as problem:
                missing += 1
                log.error("ALERT company %s is served without its own code: %s", company.id, problem)
        return missing

    def tidy(self, served: Mapping[str, Company], now: float | None = None) -> int:
        """Remove what nobody has been pinned to for a week; how many went. `now` in Unix seconds. Raises OSError."""
        now = time.time() if now is None else now
        needed = {which.bundle for company in served.values() if (which := pinned(company)) is not None}
        count = 0
        with self._lock:
            for folder in self._folders():
                marker = folder / UNUSED
                if folder.name in needed:
                    marker.unlink(missing_ok=True)
                elif not marker.exists():
                    marker.touch()
                    os.utime(marker, (now, now))
                elif now - marker.stat().st_mtime > UNUSED_STAYS:
                    self._remove(folder)
                    count += 1
        return count

    def run(self, receiver: Companies) -> None:
        """Until `stop`."""
        while not self._stop.is_set():
            try:
                self.complete(receiver.companies)
                self.tidy(receiver.companies)
            except OSError as problem:
                log.error("bundles cannot be tidied now: %s", problem)
            self._stop.wait(EVERY)

    def stop(self) -> None:
        self._stop.set()

    def _fetched(self, company: str, digest: str) -> bytes:
        """Raises ControlPlaneAway, BundleRefused."""
        deadline, whole = time.monotonic() + PATIENCE, bytearray()
        wanted = Fetch(company=company, file=digest)
        with contextlib.closing(self._control_plane.fetch_bundle(wanted, seconds=PATIENCE)) as pieces:
            for piece in pieces:
                whole += piece
                if len(whole) > FILE_MAX:
                    raise BadArchive("it is larger than a bundle may be")
                if time.monotonic() > deadline:
                    raise ControlPlaneAway("it takes longer than a change should wait")
        return bytes(whole)

    def _opened(self, file: bytes) -> Bundle:
        """Raises BundleRefused."""
        bundle = open_bundle(file, self._keys, self._now())
        bundle.manifest.refuse_older_release(self._release)
        return bundle

    def _unpack(self, which: Customised, file: bytes) -> None:
        """Raises BundleRefused, OSError."""
        bundle = self._opened(file)
        if bundle.hash != which.bundle:
            raise BadArchive("its content has another hash than the version names")
        if bundle.manifest.name != which.name:
            raise BadArchive(f"it is {bundle.manifest.name}, not {which.name}")
        part = self._folder / f"{_PART}{secrets.token_hex(8)}"
        try:
            for path, content in (*bundle.files.items(), (SIGNED, file)):
                _write(part / path, content)
            # A folder that is there without this company's name is a leftover of a crash on its way out.
            shutil.rmtree(self._folder / bundle.hash, ignore_errors=True)
            part.rename(self._folder / bundle.hash)
            _sync(self._folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        log.info("%s %s is here", bundle.manifest.name, bundle.manifest.version)

    def _verify_again(self) -> None:
        """Remove what a former list of developers let in, what was changed on disk, and what a crash left."""
        for part in self._folder.glob(f"{_PART}*"):
            shutil.rmtree(part, ignore_errors=True)
        for folder in self._folders():
            try:
                bundle = self._opened((folder / SIGNED).read_bytes())
                if bundle.hash != folder.name or not _as_written(folder, bundle):
                    raise BadArchive("its files were changed on this machine")
            except (BundleRefused, OSError) as problem:
                log.error("ALERT a bundle is not used any more: %s: %s", folder.name[:12], problem)
                self._remove(folder)

    def _folders(self) -> list[Path]:
        return [path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith(".")]

    def _remove(self, folder: Path) -> None:
        """First out of sight, then piece by piece."""
        gone = self._folder / f"{_PART}{secrets.token_hex(8)}"
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def pinned(company: Company) -> Customised | None:
    """The bundle that the company is pinned to; None also for a customisation of the release."""
    which = company.profile.customisation
    return which if which is not None and which.bundle is not None else None


def _as_written(folder: Path, bundle: Bundle) -> bool:
    """Whether the folder holds exactly the bundle's files; what Python keeps of compiled code does not count."""
    found = {
        str(path.relative_to(folder)): path
        for path in (folder / bundle.manifest.name).rglob("*")
        if not path.is_dir() and "__pycache__" not in path.parts
    }
    return found.keys() == bundle.files.keys() and all(
        not path.is_symlink() and path.read_bytes() == bundle.files[name] for name, path in found.items()
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
