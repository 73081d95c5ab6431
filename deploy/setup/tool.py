"""Running a tool of the set-up: quiet, its output in a log, a sentence with the log's end when it fails."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.errors import Stop


class ToolFailed(Stop):
    """A tool of the set-up ended with an error."""

    code = "tool-failed"


def run(
    argv: Sequence[str], *, what: str, log: Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """What it wrote to standard output. Raises ToolFailed, which says `what` failed and where the log is."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as errors:
        done = subprocess.run(
            argv, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, check=False
        )
    if done.returncode:
        # Only now: the output of a command that worked may hold passwords.
        with log.open("ab") as errors:
            errors.write(done.stdout)
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise ToolFailed(f"{what} failed.\n{tail}".rstrip(), f"Its log is {log}.", str(log))
    return done.stdout.decode(errors="replace")
