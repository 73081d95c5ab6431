"""Runs a folder's own tests, then the originals' suite with its descendants in every company, and keeps the result."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from deploy import paths
from deploy.customisation import plugin_names as names
from deploy.customisation.folder import files_of, hashes_of
from deploy.errors import Stop
from node_agent.version import VERSION
from wire.bundles import Tested, content_hash

ORIGINALS: Final = (
    "tests/unit/calls/test_any_company.py",
    "tests/unit/calls/test_hang_ups.py",
    "tests/unit/calls/test_path_hang_ups.py",
)
"""What holds for every company, however it is customised: calls end, say why, and survive a hang-up at any step."""
SECONDS: Final = 900


class NotProved(Stop):
    """The folder is not ready to be shipped."""

    code = "tests-failed"


def prove(folder: Path, kept: Path) -> Tested:
    """Run both suites and keep the result below `kept`. Raises BadFolder, NotProved."""
    folder = folder.resolve()
    content = content_hash(hashes_of(files_of(folder)))
    own = _run(folder, [str(folder)], "its own tests", everybody=False)
    originals = _run(folder, list(ORIGINALS), "the originals' tests", everybody=True)
    tested = Tested(content=content, own=own, originals=originals, release=VERSION, at=datetime.now(UTC))
    kept.mkdir(parents=True, exist_ok=True)
    record(kept, folder.name).write_text(tested.model_dump_json())
    return tested


def proved(folder: Path, kept: Path) -> Tested | None:
    """The result of the last time; None when the folder has changed since, or was never tested. Raises BadFolder."""
    file = record(kept, folder.resolve().name)
    try:
        tested = Tested.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
    return tested if tested.content == content_hash(hashes_of(files_of(folder))) else None


def record(kept: Path, name: str) -> Path:
    return kept / f"{name}.tested.json"


def _run(folder: Path, where: list[str], what: str, *, everybody: bool) -> int:
    """How many passed. Raises NotProved."""
    with tempfile.TemporaryDirectory(prefix="carillon-tests-") as place:
        result = Path(place) / "result.json"
        environment = os.environ | {names.FOLDER: str(folder), names.RESULT: str(result)}
        environment |= {names.EVERYBODY: "yes" if everybody else "", "PYTHONPATH": str(paths.REPOSITORY)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "deploy.customisation.plugin", "-p", "no:cacheprovider"]
        command += ["-c", str(paths.REPOSITORY / "pyproject.toml"), "--rootdir", str(paths.REPOSITORY), *where]
        try:
            done = subprocess.run(
                command, cwd=paths.REPOSITORY, env=environment, timeout=SECONDS, capture_output=True, check=False
            )
        except subprocess.TimeoutExpired:
            raise NotProved(f"{folder.name}: {what} did not end within {SECONDS // 60} minutes.") from None
        said = (done.stdout + done.stderr).decode(errors="replace")
        counted = json.loads(result.read_text()) if result.exists() else {"passed": 0, "failed": 0, "exit": 1}
    if counted["exit"] != 0 or counted["failed"]:
        raise NotProved(f"{folder.name}: {what} did not pass.\n{said[-4000:]}", "Mend it and test again.")
    if not counted["passed"]:
        raise NotProved(f"{folder.name}: {what} are missing.", f"Write some in {folder.name}/tests/test_….py.")
    return int(counted["passed"])
