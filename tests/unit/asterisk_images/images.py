"""Small images for tests: a few files instead of Debian."""

from dataclasses import replace
from pathlib import Path

from asterisk_images import bootstrap, build, mirror, trial
from asterisk_images.recipe import Recipe
from asterisk_images.store import Image

MODULES = "usr/lib/test/asterisk/modules"
STATUS = "Package: asterisk\nStatus: install ok installed\nVersion: 22.10\n\n"


def small_recipe(**changes: object) -> Recipe:
    recipe = Recipe(
        suite="forky",
        components=("main",),
        variant="essential",
        packages=("asterisk",),
        exclude=(),
        remove=("var/log",),
        mount_points=("etc/asterisk", "var/log/asterisk", "srv"),
        links=(("usr/ru", "en"),),
        modules=("res_bell",),
        etc=(("bell.conf", "loud=yes\n"),),
    )
    return replace(recipe, **changes)  # type: ignore[arg-type]


def unpack(_recipe: Recipe, _archive: str, rootfs: Path, log: Path) -> None:
    """Stands for mmdebstrap."""
    log.write_text("I: success\n")
    for name, text in {f"{MODULES}/res_bell.so": "ELF", "var/lib/dpkg/status": STATUS, "var/log/dpkg.log": "x"}.items():
        (rootfs / name).parent.mkdir(parents=True, exist_ok=True)
        (rootfs / name).write_text(text)


def pretend(monkeypatch: object) -> None:
    """Replace the three steps that need a machine: the archive, its packages, a start of Asterisk."""
    set_ = monkeypatch.setattr  # type: ignore[attr-defined]
    set_(mirror, "find", lambda: "http://archive.example/debian")
    set_(bootstrap, "unpack", unpack)
    set_(trial, "run", lambda _rootfs, state, _modules: state.mkdir())


def make(root: Path, **changes: object) -> Image:
    return build.ensure(root, small_recipe(**changes))
