"""The step that makes a root file system out of Debian packages, with mmdebstrap."""

import os
import re
import subprocess
from pathlib import Path

from asterisk_images.recipe import Recipe


class Failed(Exception):
    """mmdebstrap or tar ended with an error."""

    code = "image-bootstrap-failed"


def command(recipe: Recipe, archive: str) -> list[str]:
    """mmdebstrap's argument list; it writes a tar to standard output.

    A dated snapshot of the archive fails apt's freshness check, hence `Check-Valid-Until`; signatures are checked.
    The tar (rather than a folder) makes the same image with and without root: we unpack it as ourselves.
    """
    line = ["mmdebstrap", f"--variant={recipe.variant}", f"--mode={'root' if os.geteuid() == 0 else 'unshare'}"]
    line += [f"--components={','.join(recipe.components)}", f"--include={','.join(recipe.packages)}"]
    line += ['--aptopt=Acquire::Check-Valid-Until "false"', '--aptopt=APT::Install-Recommends "false"']
    line += ['--aptopt=Acquire::Retries "3"']
    line += [f"--dpkgopt=path-exclude={pattern}" for pattern in recipe.exclude]
    return [*line, "--format=tar", recipe.suite, "-", f"deb {archive} {recipe.suite} {' '.join(recipe.components)}"]


def unpack(recipe: Recipe, archive: str, rootfs: Path, log: Path) -> None:
    """Fill `rootfs`; what the tools say goes to `log`. Raises Failed. All files belong to the caller."""
    into = ["tar", "-x", "-C", str(rootfs), "--no-same-owner", "-p", "--exclude=./dev/*", "--delay-directory-restore"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    if os.geteuid() == 0:
        # An interrupted build leaves nothing outside the unfinished folder.
        environment["TMPDIR"] = str(log.parent)
    try:
        with (
            log.open("ab") as errors,
            subprocess.Popen(command(recipe, archive), stdout=subprocess.PIPE, stderr=errors, env=environment) as maker,
            subprocess.Popen(into, stdin=maker.stdout, stderr=errors) as taker,
        ):
            assert maker.stdout is not None
            maker.stdout.close()
            codes = (maker.wait(), taker.wait())
    except OSError as error:
        raise Failed(f"{error.filename} cannot be started: {error.strerror}") from error
    if codes != (0, 0):
        raise Failed("mmdebstrap ended with an error; the log's last lines say why.")
    _tame(rootfs)


def package_versions(rootfs: Path) -> dict[str, str]:
    """Package → version, from dpkg's own list inside the image."""
    status = (rootfs / "var/lib/dpkg/status").read_text(encoding="utf-8")
    return dict(sorted(re.findall(r"^Package: (\S+)\n(?:.+\n)*?Version: (\S+)$", status, re.MULTILINE)))


def _tame(rootfs: Path) -> None:
    """No set-user-id bits, nothing for others to write, everything readable by its owner, who runs it."""
    for folder, _, names in os.walk(rootfs):
        os.chmod(folder, (os.stat(folder).st_mode & 0o755) | 0o700)
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                os.chmod(path, (os.stat(path).st_mode & 0o755) | 0o600)
