"""What the node made is complete or not there at all, and no name leads out of a company's folder."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from node_agent.files.outgoing import begin, forget, keep, tell
from wire.files import FileKind, KeptFile, MessageNews, MessageState

AT = datetime(2026, 11, 23, 3, 26, 44, tzinfo=UTC)


def made(recordings: Path, name: str = "x.wav") -> Path:
    path = recordings / "acme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF....WAVE")
    return path


def test_file_that_was_kept_has_a_sidecar_that_says_what_it_is(tmp_path: Path) -> None:
    path = made(tmp_path)
    kept = keep(tmp_path, "acme/x.wav", kind=FileKind.RECORDING, at=AT, seconds=3.5, call="n1:1.1", number="+7916")
    assert KeptFile.model_validate_json(Path(f"{path}.json").read_bytes()) == kept
    assert (kept.company, kept.file, kept.seconds) == ("acme", "x.wav", 3.5)


def test_beginning_is_forgotten_when_the_file_is_complete(tmp_path: Path) -> None:
    path = made(tmp_path)
    begin(tmp_path, "acme/x.wav", kind=FileKind.RECORDING, at=AT)
    assert [p.name for p in sorted(path.parent.iterdir())] == ["x.wav", "x.wav.begun"]
    keep(tmp_path, "acme/x.wav", kind=FileKind.RECORDING, at=AT, seconds=1)
    assert [p.name for p in sorted(path.parent.iterdir())] == ["x.wav", "x.wav.json"]


def test_file_that_is_not_there_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        keep(tmp_path, "acme/x.wav", kind=FileKind.FAX, at=AT, seconds=0)
    assert list(tmp_path.rglob("*.json")) == []


def test_what_a_caller_claims_never_stops_a_message_from_being_kept(tmp_path: Path) -> None:
    made(tmp_path)
    kept = keep(
        tmp_path, "acme/x.wav", kind=FileKind.MESSAGE, at=AT, seconds=1, number="1\r\nBcc: x\0", name="\ud800" * 9000
    )
    assert "\n" not in kept.number
    assert len(kept.name) == 256


@pytest.mark.parametrize("file", ["x.wav", "acme/../x.wav", "../x.wav", "acme/.x.wav", "acme/x.sh", "Acme/x.wav", ""])
def test_name_that_leads_elsewhere_is_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(ValidationError):
        keep(tmp_path, file, kind=FileKind.RECORDING, at=AT, seconds=1)


def test_forgotten_file_leaves_nothing_and_forgetting_again_is_harmless(tmp_path: Path) -> None:
    path = made(tmp_path)
    keep(tmp_path, "acme/x.wav", kind=FileKind.MESSAGE, at=AT, seconds=1)
    forget(tmp_path, "acme", "acme/x.wav")
    forget(tmp_path, "acme", "x.wav")
    assert list(path.parent.iterdir()) == []


def test_message_deleted_by_phone_waits_to_be_told(tmp_path: Path) -> None:
    tell(tmp_path, company="acme", mailbox="m1", message="1.1")
    (told,) = (tmp_path / "acme").glob("*.news")
    news = MessageNews.model_validate_json(told.read_bytes())
    assert (news.message, news.state) == ("1.1", MessageState.GONE)
