"""Recordings are what stops first when the disk of a node fills."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from node_agent.calls.recording_room import LOOK_EVERY, RecordingRoom

MB = 1_000_000


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A disk as full as a test wants it."""
    found = SimpleNamespace(total=100_000 * MB, free=50_000 * MB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: found)
    return found


@pytest.mark.parametrize(
    ("total", "free", "enough"),
    [(10_000, 600, True), (10_000, 400, False), (4_000_000, 3_000, True), (4_000_000, 2_000, False)],
)
def test_there_is_room_for_recordings(
    disk: SimpleNamespace, tmp_path: Path, total: int, free: int, enough: bool
) -> None:
    disk.total, disk.free = total * MB, free * MB
    assert RecordingRoom(tmp_path).enough() is enough


def test_the_operator_is_told_once_and_calls_are_recorded_again_when_there_is_room(
    disk: SimpleNamespace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = 0.0
    room = RecordingRoom(tmp_path, clock=lambda: now)
    assert room.enough()
    disk.free = 1 * MB
    assert room.enough(), "the disk is not looked at for each call"
    for _ in range(3):
        now += LOOK_EVERY
        assert not room.enough()
    assert caplog.text.count("ALERT") == 1
    disk.free, now = 50_000 * MB, now + LOOK_EVERY
    assert room.enough()
