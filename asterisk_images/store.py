"""Where images live: `<root>/images/<id>/{rootfs,manifest.json}`, and `current`, a link switched by rename."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from asterisk_images.manifest import Manifest, first_difference, scan, tree_id

UNFINISHED = "building-"


class ImageDamaged(Exception):
    """An image is not what was built. The sentence names the first bad file."""

    code = "image-damaged"


@dataclass(frozen=True)
class Image:
    """One built image."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def rootfs(self) -> Path:
        return self.folder / "rootfs"

    @property
    def manifest(self) -> Manifest:
        """Raises ImageDamaged when it cannot be read."""
        try:
            return Manifest.read(self.folder / "manifest.json")
        except (OSError, ValueError, TypeError) as error:
            raise ImageDamaged(f"Image {self.id}: manifest.json cannot be read ({error}).") from error


def images_folder(root: Path) -> Path:
    """`root` is the folder of all state, e.g. <repository>/.carillon."""
    return root / "images"


def current(root: Path) -> Image | None:
    """The image in use, or None before the first build."""
    marker = images_folder(root) / "current"
    return Image(marker.resolve()) if (marker / "manifest.json").exists() else None


def every(root: Path) -> list[Image]:
    """All finished images, newest first."""
    manifests = images_folder(root).glob("*/manifest.json")
    found = [Image(path.parent) for path in manifests if not path.parent.is_symlink() and _finished(path.parent)]
    return sorted(found, key=lambda image: image.manifest.built_at, reverse=True)


def verify(image: Image) -> None:
    """Read every file again. Raises ImageDamaged naming the first one that is not as built."""
    manifest = image.manifest
    if tree_id(manifest.files) != image.id:
        raise ImageDamaged(
            f"Image {image.id}: manifest.json does not belong to it. Run `./carillon image build --again`."
        )
    if difference := first_difference(manifest.files, scan(image.rootfs)):
        raise ImageDamaged(f"Image {image.id}: {difference}. Run `./carillon image build --again`.")


def use(root: Path, image: Image) -> None:
    """Make `image` the current one, in one step: a reader sees the old or the new link, never none."""
    folder = images_folder(root)
    fresh = folder / f"{UNFINISHED}current-{os.getpid()}"
    fresh.symlink_to(image.id)
    fresh.rename(folder / "current")


@contextmanager
def locked(root: Path) -> Iterator[Path]:
    """Hold the store for building; a second builder waits. Yields the images' folder, cleared of unfinished builds."""
    folder = images_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in folder.glob(f"{UNFINISHED}*"):
            leftover.unlink() if leftover.is_symlink() else shutil.rmtree(leftover)
        yield folder


def _finished(folder: Path) -> bool:
    return not folder.name.startswith(UNFINISHED)
