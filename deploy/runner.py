"""Runs the processes of the Procfile through honcho, their output into one file each.

`python -m deploy.runner FOLDER` is started by `up` in a session of its own and lives until it is told to end (SIGTERM).
The engines and Asterisk are not its children: they outlive it on purpose, and `deploy.stack.stop` ends them.
"""

import ctypes
import signal
import sys
from pathlib import Path
from typing import Any

from honcho.manager import Manager
from honcho.printer import Message
from honcho.process import Process

from deploy import instance as instances
from deploy import procfile
from deploy.keep import PR_SET_PDEATHSIG

LARGEST = 5 * 1024 * 1024


class LogFiles:
    """honcho's printer: NAME.log per process; a file that has grown too large becomes NAME.log.1."""

    width = 0

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, message: Message) -> None:
        path = self.folder / f"{message.name}.log"
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".log.1"))
        data = message.data if isinstance(message.data, bytes) else message.data.encode()
        with path.open("ab") as file:
            file.write(data if data.endswith(b"\n") else data + b"\n")


class Mortal(Process):  # type: ignore[misc]  # honcho is not typed
    """honcho's relay of one process. Ends with the runner, also when that is killed and cannot tell."""

    def run(self, *args: Any, **kwargs: Any) -> None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        super().run(*args, **kwargs)


def main(folder: str) -> int:
    instance = instances.load(Path(folder))
    manager = Manager(LogFiles(instance.logs))
    manager._process_ctor = Mortal
    for process in procfile.read():
        manager.add_process(process.name, process.kept(instance), env=process.environment(instance))
    manager.loop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
