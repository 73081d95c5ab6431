import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deploy import processes
from deploy.processes import Identity


@pytest.fixture
def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])


def test_a_process_is_found_again_and_ended(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    file = tmp_path / "sleeper.pid"
    identity = processes.remember(file, sleeper.pid)
    assert processes.recall(file) == identity
    assert processes.end(identity)
    assert processes.recall(file) is None


def test_somebody_else_with_our_old_pid_is_left_alone(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    mine = Identity.of(sleeper.pid)
    assert mine is not None
    earlier = replace(mine, started=mine.started - 1)
    file = tmp_path / "old.pid"
    file.write_text(json.dumps(vars(earlier)))
    assert processes.recall(file) is None
    assert processes.end(earlier)
    assert mine.alive
    processes.end(mine)


def test_a_pid_of_before_the_reboot_is_nobody() -> None:
    me = Identity.of(os.getpid())
    assert me is not None
    assert not replace(me, boot="another").alive


@pytest.mark.parametrize("text", ["", "12", "{}", '{"pid": "x"}', "nonsense"])
def test_a_broken_pid_file_is_like_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.pid"
    file.write_text(text)
    assert processes.recall(file) is None
