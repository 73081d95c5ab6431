"""The one way an engine refuses."""

from pathlib import Path

from deploy.errors import Stop


class EngineFailed(Stop):
    """An engine did not start. The last lines of its log are in the sentence."""

    code = "engine-failed"

    def __init__(self, engine: str, reason: str, log: Path) -> None:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else ""
        super().__init__(f"{engine} did not start: {reason}\n{tail}".rstrip(), f"Its log is {log}.")
