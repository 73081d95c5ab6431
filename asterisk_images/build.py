"""Building an image: five steps, each either done or named in the error; the old image stays in use until the last.

mmdebstrap(1) unpacks verified Debian packages; everything after that happens in an unfinished folder beside the
images, which the next build clears when this one is interrupted.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from asterisk_images import bootstrap, mirror, trial
from asterisk_images.manifest import Manifest, scan, tree_id
from asterisk_images.recipe import Recipe
from asterisk_images.store import UNFINISHED, Image, ImageDamaged, current, locked, use, verify

Say = Callable[[str], None]
MODULES = "usr/lib/*/asterisk/modules"


class BuildFailed(Exception):
    """A build stopped. `step` says where; `tail` holds the last lines of its log."""

    code = "image-build-failed"

    def __init__(self, step: str, reason: str, tail: str = "") -> None:
        super().__init__(f"Building the image failed at the step '{step}': {reason}")
        self.step, self.tail = step, tail


def silent(_step: str) -> None:
    """For callers who show nothing."""


def ensure(root: Path, recipe: Recipe | None = None, *, again: bool = False, say: Say = silent) -> Image:
    """The current image if it was built from this recipe, else a new one, which becomes current.

    `again` builds even so: for newer packages, or after damage. Raises BuildFailed; then nothing has changed.
    """
    recipe = recipe or Recipe.read()
    with locked(root) as images:
        if not again and (image := fitting(root, recipe)):
            return image
        image = _build(images, recipe, say)
        use(root, image)
        return image


def fitting(root: Path, recipe: Recipe | None = None) -> Image | None:
    """The current image when the recipe has not changed since, else None."""
    image = current(root)
    return image if image and image.manifest.recipe == (recipe or Recipe.read()).hash else None


def _build(images: Path, recipe: Recipe, say: Say) -> Image:
    work = images / f"{UNFINISHED}{os.getpid()}"
    rootfs, log = work / "rootfs", work / "build.log"
    rootfs.mkdir(parents=True)
    try:
        with _step("mirror", say, log):
            archive = mirror.find()
        with _step("packages", say, log):
            bootstrap.unpack(recipe, archive, rootfs, log)
        with _step("modules", say, log):
            _arrange(recipe, rootfs)
            require_modules(recipe, rootfs)
            missing = [patch.missing for patch in recipe.patches if not patch.apply(rootfs)]
        with _step("config", say, log):
            trial.run(rootfs, work / "trial", recipe.modules)
            shutil.rmtree(work / "trial")
        with _step("manifest", say, log):
            return _finish(images, work, recipe, missing)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _step(name: str, say: Say, log: Path) -> Iterator[None]:
    say(name)
    try:
        yield
    except (mirror.NoMirror, bootstrap.Failed, trial.Failed, MissingModules, OSError) as error:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:]) if log.exists() else ""
        raise BuildFailed(name, str(error), tail) from error


def _arrange(recipe: Recipe, rootfs: Path) -> None:
    """Take out, put in: the recipe's removals, mount points, links and base etc/."""
    for name in recipe.remove:
        path = rootfs / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for name in recipe.mount_points:
        (rootfs / name).mkdir(parents=True, exist_ok=True)
    for name in ("etc/resolv.conf", "etc/hosts"):
        (rootfs / name).unlink(missing_ok=True)
        (rootfs / name).touch()
    for name, target in recipe.links:
        (rootfs / name).unlink(missing_ok=True)
        (rootfs / name).symlink_to(target)
    for name, text in recipe.etc:
        (rootfs / "etc/asterisk" / name).write_text(text, encoding="utf-8")


class MissingModules(Exception):
    """The packages do not contain a module that the recipe loads."""

    code = "image-modules-missing"


def require_modules(recipe: Recipe, rootfs: Path) -> None:
    """Raises MissingModules naming all that are not there, before Asterisk would decline them one by one."""
    present = {path.stem for path in rootfs.glob(f"{MODULES}/*.so")}
    missing = [name for name in recipe.modules if name not in present]
    if missing:
        raise MissingModules(f"the packages have no module {', '.join(missing)}; correct [modules] in recipe.toml.")


def _finish(images: Path, work: Path, recipe: Recipe, missing: list[str]) -> Image:
    files = scan(work / "rootfs")
    manifest = Manifest(
        id=tree_id(files),
        recipe=recipe.hash,
        suite=recipe.suite,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        packages=bootstrap.package_versions(work / "rootfs"),
        files=files,
        missing=missing,
    )
    manifest.write(work / "manifest.json")
    (work / "build.log").unlink(missing_ok=True)
    image = Image(images / manifest.id)
    if image.folder.exists():
        try:
            # The same content again: something may be running from it, so it is replaced only when damaged.
            verify(image)
        except ImageDamaged:
            shutil.rmtree(image.folder)
        else:
            manifest.write(image.folder / "manifest.json")
            return image
    subprocess.run(["sync", "-f", str(work)], check=True)
    work.rename(image.folder)
    return image
