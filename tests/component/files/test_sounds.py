"""Companies upload sounds and let texts be spoken; their nodes, and no others, can fetch what callers hear."""

import hashlib
import wave
from io import BytesIO
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.features.objects.rows import find_object
from control_plane.features.objects.service import change_object
from control_plane.features.sounds.models import SoundFile
from tenants.model import Prompt, Sound
from tenants.model.mailbox import Mailbox
from tests.component.files.conftest import WAV, Uploading, about, give
from tests.kit import audio
from tests.kit.customers import Answer, Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from wire.files import Fetch, FileKind
from wire.reports import ReportOp, Switch, Switches

SOUNDS = "/companies/bluebell/sounds"


def send(program: Program, path: str, body: bytes, key: str | None = None) -> Answer:
    headers = {"Authorization": f"Bearer {program.token}", **({"Idempotency-Key": key} if key else {})}
    return Answer.of(program.app.test_client().post(f"/api/v1{path}", data=body, headers=headers))


def fetched(node: Reporter, company: str, file: str) -> tuple[int, bytes]:
    envelope = node.seal(ReportOp.SOUND, Fetch(company=company, file=file))
    response = node.app.test_client().post("/node/v1/sounds", json={"envelope": envelope})
    return response.status_code, response.data


@pytest.fixture
def mp3(tmp_path: Path) -> bytes:
    return audio.tone(tmp_path / "x.mp3", seconds=2.0).read_bytes()


def test_uploaded_sound_is_what_nodes_play(owner: Program, node: Reporter, mp3: bytes) -> None:
    made = send(owner, f"{SOUNDS}?name=Welcome", mp3)
    assert made.status == 201, made.text
    assert made.json["seconds"] == pytest.approx(2.0, abs=0.1)
    status, content = fetched(node, "bluebell", made.json["file"])
    assert (status, hashlib.sha256(content).hexdigest()) == (200, made.json["file"])
    with wave.open(BytesIO(content)) as heard:
        assert (heard.getframerate(), heard.getnchannels(), heard.getsampwidth()) == (8000, 1, 2)


def test_same_upload_with_the_same_key_is_one_sound(owner: Program, mp3: bytes, rows: Session) -> None:
    first, second = (send(owner, f"{SOUNDS}?name=Welcome", mp3, key="k1") for _ in range(2))
    assert first.json["id"] == second.json["id"]
    assert rows.query(SoundFile).count() == 1


def test_stored_sound_cannot_be_played_from_the_disk(owner: Program, engines: Engines, mp3: bytes) -> None:
    send(owner, f"{SOUNDS}?name=Welcome", mp3)
    (stored,) = [path for path in engines.settings.files.rglob("*") if path.is_file()]
    assert b"RIFF" not in stored.read_bytes()


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"", "empty"), (b"not a sound", "no-audio-file"), (b"OggS" + b"\0" * 500, "damaged"), (WAV[:44], "empty")],
)
def test_what_is_no_sound_is_refused_in_words(owner: Program, rows: Session, body: bytes, code: str) -> None:
    refused = send(owner, f"{SOUNDS}?name=Welcome", body)
    assert (refused.status, refused.code, refused.json["errors"][0]["code"]) == (422, "no-sound", code)
    assert rows.query(SoundFile).count() == 0


def test_more_than_50_megabytes_are_refused_in_words(owner: Program) -> None:
    refused = send(owner, f"{SOUNDS}?name=Welcome", b"x" * (50 * 1024 * 1024 + 1))
    assert (refused.status, refused.json["errors"][0]["code"]) == (422, "too-large")
    assert send(owner, f"{SOUNDS}?name=Welcome", b"x" * (52 * 1024 * 1024)).status == 413


@pytest.mark.parametrize("name", ["", "%00", "x" * 101, "%0d%0aX:1"])
def test_bad_name_is_refused(owner: Program, mp3: bytes, name: str) -> None:
    assert send(owner, f"{SOUNDS}?name={name}", mp3).status == 422


def test_text_becomes_a_sound_in_both_languages_and_is_spoken_once(owner: Program, rows: Session) -> None:
    russian = owner.post(f"{SOUNDS}/speech", {"name": "Добро", "text": "Добро пожаловать", "language": "ru"})
    english = owner.post(f"{SOUNDS}/speech", {"name": "Welcome", "text": "Welcome", "language": "en"})
    again = owner.post(f"{SOUNDS}/speech", {"name": "Again", "text": "Welcome", "language": "en"})
    assert russian["seconds"] > 0.5
    assert english["file"] == again["file"] != russian["file"]
    assert rows.query(SoundFile).count() == 2


@pytest.mark.parametrize(
    "wish", [{"text": ""}, {"text": "x" * 2001}, {"text": "x", "language": "xx"}, {"text": None}, {"text": "a", "b": 1}]
)
def test_bad_text_is_refused(owner: Program, wish: dict[str, object]) -> None:
    assert owner.ask("POST", f"{SOUNDS}/speech", {"name": "Welcome", **wish}).status == 422


def test_sound_is_translated(owner: Program, mp3: bytes, node: Reporter) -> None:
    made = send(owner, f"{SOUNDS}?name=Welcome", WAV).json
    answer = send(owner, f"{SOUNDS}/{made['id']}/translations/ru", mp3)
    assert answer.status == 200, answer.text
    assert fetched(node, "bluebell", answer.json["translations"]["ru"])[0] == 200
    assert send(owner, f"{SOUNDS}/{made['id']}/translations/xx", mp3).status == 422
    assert send(owner, f"{SOUNDS}/nosuch/translations/ru", mp3).status == 404


def test_sound_can_be_heard_over_the_api_by_its_company_alone(customers: Customers, app: APIFlask) -> None:
    made = send(customers.owner, f"{SOUNDS}?name=Welcome", WAV).json
    client = app.test_client()

    def play(program: Program, company: str = "bluebell") -> int:
        headers = {"Authorization": f"Bearer {program.token}"}
        return client.get(f"/api/v1/companies/{company}/sounds/{made['id']}/audio", headers=headers).status_code

    assert play(customers.owner) == 200
    assert play(customers.rival_owner) == play(customers.rival_owner, "rival") == 404


def test_node_fetches_only_what_its_companies_have(
    customers: Customers, node: Reporter, engines: Engines, mp3: bytes
) -> None:
    file = send(customers.owner, f"{SOUNDS}?name=Welcome", mp3).json["file"]
    assert fetched(node, "rival", file)[0] == 404
    assert fetched(node, "nosuch", file)[0] == 404
    assert fetched(node, "bluebell", "0" * 64)[0] == 404
    with engines.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM placements WHERE company_id = 'bluebell'")
    assert fetched(node, "bluebell", file)[0] == 404


def test_object_with_a_text_prompt_gets_it_spoken(ctx: Context, node: Reporter) -> None:
    give(ctx, "bluebell", Mailbox(id="sales", name="Sales", greeting=Prompt(text="Leave a message")))
    mailbox = find_object(ctx, "bluebell", Mailbox, "sales")
    assert mailbox is not None
    assert mailbox.greeting is not None
    assert mailbox.greeting.spoken is not None
    first = mailbox.greeting.spoken
    assert fetched(node, "bluebell", first)[0] == 200
    forged = Prompt(text="Something else", spoken=first)
    change_object(ctx, "bluebell", Mailbox, "sales", lambda _, box: box.model_copy(update={"greeting": forged}))
    mailbox = find_object(ctx, "bluebell", Mailbox, "sales")
    assert mailbox is not None
    assert mailbox.greeting is not None
    assert mailbox.greeting.spoken not in (None, first)


def test_sound_of_a_file_that_the_company_does_not_have_is_refused(ctx: Context) -> None:
    with pytest.raises(Exception, match="no such file"):
        give(ctx, "bluebell", Sound(id="s", name="Stolen", file="0" * 64))


def test_greeting_recorded_by_phone_becomes_the_mailboxes_and_the_switch_gives_way(
    uploading: Uploading, ctx: Context, node: Reporter
) -> None:
    give(ctx, "bluebell", Mailbox(id="sales", name="Sales"))
    greeting = about(FileKind.GREETING, "g1.wav", object_kind="mailbox", object_id="sales")
    says = {"company": "bluebell", "topic": "greeting", "object_id": "sales", "value": "bluebell/g1.wav"}
    switch = Switch.model_validate({"id": "n1/s/1", "at": greeting.at, **says})
    report = node.seal(ReportOp.SWITCHES, Switches(switches=(switch,)))
    assert node.send(ReportOp.SWITCHES, report, "switches").json == {"taken": {}}
    for _ in range(2):
        assert uploading.upload(greeting).json["kept"]
    ctx.session.expire_all()
    mailbox = find_object(ctx, "bluebell", Mailbox, "sales")
    assert mailbox is not None
    assert mailbox.greeting is not None
    sound = find_object(ctx, "bluebell", Sound, mailbox.greeting.sound or "")
    assert sound is not None
    assert fetched(node, "bluebell", sound.file)[0] == 200
    (version,) = node.send(ReportOp.SWITCHES, report, "switches").json["taken"].values()
    assert version == 4, "created, mailbox, sound, greeting"


def test_greeting_for_something_that_is_gone_is_not_sent_for_ever(uploading: Uploading, rows: Session) -> None:
    greeting = about(FileKind.GREETING, "g1.wav", object_kind="mailbox", object_id="nosuch")
    assert uploading.upload(greeting).json["kept"]
    assert not uploading.upload(greeting, b"no sound").json["kept"]
    assert rows.query(SoundFile).count() == 0
