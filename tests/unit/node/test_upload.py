"""What a node made is uploaded whatever happens: refusals, absences, crashes at any moment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.files import upload as upload_module
from node_agent.files.outgoing import begin, keep, tell
from node_agent.files.upload import Uploader
from tests.kit.audio import wav
from tests.kit.control_plane import FakeControlPlane
from tests.unit.node.files import AT, CONTENT, connected, left, made
from wire.files import FileKind, MessageNews, MessageState


class Place:
    """A node: its folder, its control plane, and whether its call logic listens."""

    def __init__(self, folder: Path, fake: FakeControlPlane, client: ControlPlane) -> None:
        self.folder, self.fake = folder, fake
        self.listening = True
        self.obeyed: list[MessageNews] = []
        self.uploader = Uploader(folder, client, self.obey)

    def obey(self, order: MessageNews) -> bool:
        if self.listening:
            self.obeyed.append(order)
        return self.listening


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with connected() as (fake, client):
        yield Place(tmp_path / "recordings", fake, client)


def test_recording_is_uploaded_and_then_gone(place: Place) -> None:
    made(place.folder, "r.wav", call="n1:1.1")
    assert place.uploader.step() == 1
    ((about, body),) = place.fake.uploads
    assert (about.file, about.call, body) == ("r.wav", "n1:1.1", CONTENT)
    assert left(place.folder) == []
    assert place.uploader.step() == 0


def test_message_stays_because_people_listen_by_phone(place: Place) -> None:
    made(place.folder, "m.wav", FileKind.MESSAGE, message="m", object_id="sales")
    assert place.uploader.step() == 1
    assert left(place.folder) == ["m.wav", "m.wav.kept"]
    assert place.uploader.step() == 0


def test_file_waits_while_the_control_plane_is_away(place: Place) -> None:
    made(place.folder, "r.wav")
    place.fake.close()
    with pytest.raises(ControlPlaneAway):
        place.uploader.step()
    assert left(place.folder) == ["r.wav", "r.wav.json"]


def test_file_that_is_not_taken_now_holds_no_other_up_and_is_tried_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(place.folder, "bad.wav", company="unlucky")
    place.fake.unwilling.add("unlucky")
    made(place.folder, "r.wav")
    assert place.uploader.step() == 1
    place.fake.unwilling.clear()
    assert place.uploader.step() == 0, "not at once"
    monkeypatch.setattr(time, "monotonic", lambda: 10**9)
    assert place.uploader.step() == 1


def test_file_that_nobody_wants_stays_for_the_operator_and_goes_after_a_month(place: Place) -> None:
    made(place.folder, "r.wav")
    place.fake.unserved.add("acme")
    assert place.uploader.step() == 0
    assert left(place.folder) == ["r.wav", "r.wav.refused"]
    place.uploader.tidy(time.time() + 29 * 86_400)
    assert len(left(place.folder)) == 2
    place.uploader.tidy(time.time() + 31 * 86_400)
    assert left(place.folder) == []


@pytest.mark.parametrize("sidecar", [b"", b"{}", b"\0\xff", b'{"kind":"recording","company":"acme","file":"../x.wav"}'])
def test_sidecar_that_says_nothing_useful_is_put_aside(place: Place, sidecar: bytes) -> None:
    made(place.folder, "r.wav").with_name("r.wav.json").write_bytes(sidecar)
    assert place.uploader.step() == 0
    assert left(place.folder) == ["r.wav", "r.wav.refused"]


def test_sidecar_that_names_another_companys_file_is_put_aside(place: Place) -> None:
    made(place.folder, "r.wav")
    moved = place.folder / "rival" / "r.wav.json"
    moved.parent.mkdir()
    (place.folder / "acme" / "r.wav.json").rename(moved)
    assert place.uploader.step() == 0
    assert place.fake.uploads == []


def test_sidecar_without_its_file_is_cleared_away(place: Place) -> None:
    made(place.folder, "r.wav").unlink()
    assert place.uploader.step() == 0
    assert left(place.folder) == []


def test_file_without_content_is_cleared_away(place: Place) -> None:
    made(place.folder, "r.wav").write_bytes(b"")
    assert place.uploader.step() == 0
    assert left(place.folder) == []


def test_recording_that_a_crash_cut_short_is_kept_after_an_hour_and_can_be_played(place: Place) -> None:
    begin(place.folder, "acme/r.wav", kind=FileKind.RECORDING, at=AT, call="n1:1.1")
    whole = wav(3.0)
    torn = whole[:4] + b"\0\0\0\0" + whole[8:40] + b"\0\0\0\0" + whole[44:]
    (place.folder / "acme" / "r.wav").write_bytes(torn)
    place.uploader.tidy()
    assert place.uploader.step() == 0, "somebody may be talking"
    place.uploader.tidy(time.time() + 3700)
    assert place.uploader.step() == 1
    ((about, body),) = place.fake.uploads
    assert (about.call, body) == ("n1:1.1", whole)
    assert about.seconds == pytest.approx(3.0)


def test_recording_that_never_began_is_forgotten(place: Place) -> None:
    begin(place.folder, "acme/r.wav", kind=FileKind.RECORDING, at=AT)
    place.uploader.tidy()
    assert left(place.folder) == ["r.wav.begun"]
    place.uploader.tidy(time.time() + 3700)
    assert left(place.folder) == []


def test_greeting_stays_a_day_until_the_next_version_plays_it(place: Place) -> None:
    made(place.folder, "g.wav", FileKind.GREETING, object_kind="mailbox", object_id="sales")
    assert place.uploader.step() == 1
    place.uploader.tidy(time.time() + 3600)
    assert left(place.folder) == ["g.wav", "g.wav.kept"]
    place.uploader.tidy(time.time() + 90_000)
    assert left(place.folder) == []


def test_message_deleted_by_phone_is_told_and_its_file_goes(place: Place) -> None:
    made(place.folder, "m.wav", FileKind.MESSAGE, message="m", object_id="sales")
    made(place.folder, "n.wav", FileKind.MESSAGE, message="n", object_id="sales")
    place.uploader.step()
    tell(place.folder, company="acme", mailbox="sales", message="m")
    assert place.uploader.talk() == 1
    assert [(news.message, news.state) for news in place.fake.mailboxes[-1].news] == [("m", MessageState.GONE)]
    assert left(place.folder) == ["n.wav", "n.wav.kept"]


def test_message_deleted_by_phone_before_its_upload_is_never_uploaded(place: Place) -> None:
    made(place.folder, "m.wav", FileKind.MESSAGE, message="m", object_id="sales")
    tell(place.folder, company="acme", mailbox="sales", message="m")
    place.uploader.talk()
    assert place.uploader.step() == 0
    assert left(place.folder) == []


def test_news_wait_while_the_control_plane_is_away(place: Place) -> None:
    tell(place.folder, company="acme", mailbox="sales", message="m", heard=True)
    place.fake.down = True
    with pytest.raises(ControlPlaneAway):
        place.uploader.talk()
    place.fake.down = False
    assert place.uploader.talk() == 1
    assert place.uploader.talk() == 0


def test_message_deleted_in_the_portal_goes_here_and_that_is_told(place: Place) -> None:
    made(place.folder, "m.wav", FileKind.MESSAGE, message="m", object_id="sales")
    place.uploader.step()
    order = MessageNews(company="acme", mailbox="sales", message="m", state=MessageState.GONE)
    place.fake.orders = [order]
    place.listening = False
    place.uploader.talk()
    place.uploader.talk()
    assert len(left(place.folder)) == 2, "the call logic was away: it still plays the file"
    place.listening = True
    place.uploader.talk()
    assert left(place.folder) == []
    place.uploader.talk()
    assert place.obeyed == [order]
    assert place.fake.orders == []


KILLED = """
import sys
from pathlib import Path
from node_agent.control import ControlPlane
from node_agent.files.upload import Uploader
from wire.envelope import Signer
url, seed, folder = sys.argv[1:]
with ControlPlane(url, Signer.from_base64(seed)) as client:
    uploader = Uploader(Path(folder), client, lambda order: True)
    print("ready", flush=True)
    while uploader.step() == 0 or True:
        pass
"""


def test_nothing_is_lost_or_left_when_the_uploader_is_killed_again_and_again(tmp_path: Path) -> None:
    import base64

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    fake = FakeControlPlane("n1", key.public_key())
    folder, names = tmp_path / "recordings", {f"r{number}.wav" for number in range(40)}
    for name in names:
        made(folder, name)
    seed = base64.b64encode(key.private_bytes_raw()).decode()
    arguments = [sys.executable, "-c", KILLED, fake.url, seed, str(folder)]
    try:
        for lives in range(6):
            with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"ready\n"
                time.sleep(0.006 * (lives + 1))
                os.kill(process.pid, signal.SIGKILL)
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
            fake.wait_for(lambda: left(folder) == [], seconds=30, what="the last files")
            process.kill()
    finally:
        fake.close()
    assert {about.file for about, _ in fake.uploads} == names
    assert all(body == CONTENT for _, body in fake.uploads)


def test_a_kill_between_the_two_deletions_leaves_nothing_behind(place: Place) -> None:
    made(place.folder, "r.wav")
    place.uploader.step()
    made(place.folder, "r.wav").unlink()
    place.uploader.step()
    assert left(place.folder) == []


def test_file_of_many_blocks_arrives_whole(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_module, "BLOCK", 1000)
    path = place.folder / "acme" / "r.wav"
    path.parent.mkdir(parents=True)
    path.write_bytes(os.urandom(123_456))
    keep(place.folder, "acme/r.wav", kind=FileKind.RECORDING, at=datetime.now(UTC), seconds=8)
    content = path.read_bytes()
    assert place.uploader.step() == 1
    assert place.fake.uploads[0][1] == content
