import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.keep import FIRST, LONGEST, next_pause
from deploy.paths import REPOSITORY


def test_pauses_grow_while_a_process_keeps_falling_over() -> None:
    pauses = [0.0]
    for _ in range(8):
        pauses.append(next_pause(pauses[-1], ran=0.1))
    assert pauses[1:5] == [FIRST, 1.0, 2.0, 4.0]
    assert pauses[-1] == LONGEST


def test_a_process_that_was_well_for_a_minute_comes_back_at_once() -> None:
    assert next_pause(LONGEST, ran=61) == FIRST


def _wait(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _keeper(folder: Path, script: str) -> subprocess.Popen[bytes]:
    (folder / "run").mkdir()
    argv = [sys.executable, "-m", "deploy.keep", str(folder), "bell", "--", sys.executable, "-c", script]
    return subprocess.Popen(argv, cwd=REPOSITORY, stdout=subprocess.DEVNULL)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "run" / "bell.json"


def test_a_process_that_ends_is_started_again(tmp_path: Path, note: Path) -> None:
    keeper = _keeper(tmp_path, "pass")
    try:
        _wait(lambda: note.exists() and json.loads(note.read_text())["restarts"] >= 1)
    finally:
        keeper.terminate()
        assert keeper.wait(10) == 0
    assert not note.exists()


def test_the_child_ends_with_its_keeper(tmp_path: Path, note: Path) -> None:
    keeper = _keeper(tmp_path, "import time; time.sleep(60)")
    _wait(lambda: note.exists() and "child" in json.loads(note.read_text()))
    child = json.loads(note.read_text())["child"]["pid"]
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(10) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_child_that_ignores_the_request_is_killed(tmp_path: Path, note: Path) -> None:
    ready = tmp_path / "ready"
    ignore = "import signal,time,pathlib; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    keeper = _keeper(tmp_path, f"{ignore}pathlib.Path({str(ready)!r}).touch(); time.sleep(60)")
    _wait(ready.exists)
    child = json.loads(note.read_text())["child"]["pid"]
    keeper.terminate()
    assert keeper.wait(15) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
