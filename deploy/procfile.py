"""The Procfile: which processes there are, and which part of the settings each of them gets."""

import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy import environment, paths
from deploy.errors import Stop
from deploy.instance import Instance

LINE = re.compile(r"([A-Za-z0-9_-]+):\s*(\S.*)")


class BadProcfile(Stop):
    """A line is not `name: command`."""

    code = "bad-procfile"


@dataclass(frozen=True)
class Process:
    """One line."""

    name: str
    command: str

    @property
    def part(self) -> str:
        """Whose settings it gets: see `deploy.environment.of`."""
        if "node_agent" in self.command:
            return "node"
        return "control_plane" if "control_plane" in self.command else "all"

    def kept(self, instance: Instance) -> str:
        """The shell line that runs it under `deploy.keep`. `$NAME` in the command is the environment's, as usual."""
        keeper = [sys.executable, "-m", "deploy.keep", str(instance.folder), self.name, "--"]
        return f"exec {shlex.join(keeper)} {self.command}"

    def environment(self, instance: Instance) -> dict[str, str]:
        return environment.of(instance, self.part)


def parse(text: str) -> list[Process]:
    """Blank lines and comments are skipped. Raises BadProcfile."""
    found: list[Process] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        if match is None or match[1] in (process.name for process in found):
            raise BadProcfile(f"Procfile, line {number}: not `name: command`, or a name that is there already.")
        found.append(Process(match[1], match[2]))
    return found


def read(folder: Path = paths.REPOSITORY) -> list[Process]:
    return parse((folder / "Procfile").read_text(encoding="utf-8"))
