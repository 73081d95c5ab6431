"""Running a program of an image: bubblewrap, no privileges, the image read-only, every writable place named.

Source: bwrap(1). The process ids inside are those of the machine (no PID namespace), so that pid files and signals
work as for any other program. The parent is a waiting `bwrap`; signal the program itself, not its parent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# A user that exists nowhere: when root starts us, root is mapped to it, and Asterisk is not root inside.
USER = "1000"
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "TZ": "UTC"}  # noqa: S108


@dataclass(frozen=True)
class Bind:
    """A place of the machine that the program sees at `inside`, read-only unless `writable`."""

    outside: Path
    inside: str
    writable: bool = False

    @classmethod
    def rw(cls, outside: Path, inside: str) -> Self:
        return cls(outside, inside, writable=True)

    def arguments(self) -> list[str]:
        return ["--bind" if self.writable else "--ro-bind", str(self.outside), self.inside]


def command(
    rootfs: Path,
    binds: Iterable[Bind],
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    die_with_parent: bool = False,
    network: bool = True,
) -> list[str]:
    """The argument list that runs `argv` (paths inside the image) with `rootfs` as a read-only `/`.

    `binds` are applied in order; their mount points must exist in the image (see `mount_points` of the recipe).
    `die_with_parent` is for helpers; a node's Asterisk survives its supervisor, so it is off by default.
    The environment inside is only `env` plus PATH, HOME, LANG and TZ=UTC.
    """
    line = ["bwrap", "--ro-bind", str(rootfs), "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    line += ["--unshare-user", "--uid", USER, "--gid", USER, "--unshare-ipc", "--unshare-uts", "--cap-drop", "ALL"]
    line += [] if network else ["--unshare-net"]
    line += ["--die-with-parent"] if die_with_parent else []
    # Name resolution follows the machine, not the day the image was built.
    for name in ("/etc/resolv.conf", "/etc/hosts"):
        line += ["--ro-bind-try", name, name]
    for bind in binds:
        line += bind.arguments()
    line += ["--clearenv"]
    for name, value in {**ENVIRONMENT, **(env or {})}.items():
        line += ["--setenv", name, value]
    return [*line, "--", *argv]


def asterisk_binds(state: Path, *, etc: Path | None = None) -> list[Bind]:
    """The places Asterisk needs below `state`: etc/ (or `etc`), var/{lib,log,spool,run}. Creates what is missing."""
    inside = {"lib": "/var/lib/asterisk", "log": "/var/log/asterisk", "spool": "/var/spool/asterisk", "run": "/run"}
    binds = [Bind(etc or state / "etc", "/etc/asterisk")]
    for name, target in inside.items():
        folder = state / "var" / name
        folder.mkdir(parents=True, exist_ok=True)
        binds.append(Bind.rw(folder, target))
    for name in ("run/asterisk", "lib/keys"):
        (state / "var" / name).mkdir(exist_ok=True)
    return binds
