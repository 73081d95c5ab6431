"""The portal's pages for sounds, recordings and messages, in both languages."""

from html import unescape
from io import BytesIO
from re import findall

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from control_plane.core.context import Context
from tenants.model.mailbox import Mailbox
from tests.component.files.conftest import AT, WAV, Uploading, about, give, message
from tests.kit.customers import PASSWORD, Customers, Program
from wire.facts import Fact, FactKind, Leg, Party

HOME = "/companies/bluebell"


@pytest.fixture
def portal(app: APIFlask, customers: Customers, quiet: None) -> FlaskClient:
    client = app.test_client()
    assert client.post("/sign-in", data={"login": "vera@example.com", "password": PASSWORD}).status_code == 303
    return client


def shown(portal: FlaskClient, path: str) -> str:
    answer = portal.get(HOME + path)
    assert answer.status_code == 200, answer.text
    return answer.text


def played(portal: FlaskClient, page: str) -> list[bytes]:
    return [portal.get(unescape(address)).data for address in findall(r'<audio[^>]* src="([^"]+)"', page)]


def test_recording_is_played_from_the_list_and_from_its_call(uploading: Uploading, portal: FlaskClient) -> None:
    leg = Leg(id="1.1", party=Party.LINE, party_id="l1", caller_number="+79161234567", dialled="101")
    fact = {"call": "n1:1.1", "company": "bluebell", "at": AT, "leg": leg}
    kinds = (FactKind.LEG_STARTED, FactKind.LEG_ENDED, FactKind.CALL_ENDED)
    uploading.reporter.tell([Fact.model_validate({"id": f"n1/c/{kind}", "kind": kind, **fact}) for kind in kinds])
    uploading.upload(about())
    uploading.upload(about(file="r2.wav"))
    assert played(portal, shown(portal, "/recordings")) == [WAV, WAV]
    (story,) = set(findall(rf'href="{HOME}(/calls/[0-9a-f-]+)"', shown(portal, "/calls")))
    assert played(portal, shown(portal, story)) == [WAV, WAV]


def test_recording_is_held_and_deleted_on_its_page(uploading: Uploading, portal: FlaskClient, owner: Program) -> None:
    uploading.upload(about())
    row = owner.get(f"{HOME}/recordings")["items"][0]["id"]
    assert portal.post(f"{HOME}/recordings/{row}/hold", data={"on": "1"}).status_code == 303
    portal.post(f"{HOME}/recordings/{row}/delete")
    assert "lift the hold first" in shown(portal, "/recordings")
    portal.post(f"{HOME}/recordings/{row}/hold", data={"on": "0"})
    portal.post(f"{HOME}/recordings/{row}/delete")
    assert "No recordings yet" in shown(portal, "/recordings")


def test_messages_are_listed_by_mailbox_heard_and_deleted(
    uploading: Uploading, portal: FlaskClient, ctx: Context, owner: Program
) -> None:
    give(ctx, "bluebell", Mailbox(id="sales", name="Sales & more"))
    uploading.upload(message())
    uploading.upload(message("m2.wav", object_id="gone"))
    assert "Sales &amp; more (1)" in shown(portal, "/messages")
    page = shown(portal, "/messages?mailbox=sales")
    assert played(portal, page) == [WAV]
    assert "Sales &amp; more (1)" not in shown(portal, "/messages"), "it was listened to"
    for row in owner.get(f"{HOME}/messages")["items"]:
        portal.post(f"{HOME}/messages/{row['id']}/heard")
        portal.post(f"{HOME}/messages/{row['id']}/delete")
    assert "No messages" in shown(portal, "/messages")


def test_sound_is_uploaded_and_heard(portal: FlaskClient) -> None:
    form = {"name": "Welcome", "file": (BytesIO(WAV), "x.wav")}
    assert portal.post(f"{HOME}/audio", data=form).status_code == 303
    (content,) = played(portal, shown(portal, "/audio"))
    assert content[:4] == b"RIFF"


def test_text_is_spoken(portal: FlaskClient) -> None:
    form = {"name": "Добро", "text": "Добро пожаловать", "language": "ru"}
    assert portal.post(f"{HOME}/audio", data=form).status_code == 303
    assert "Добро" in shown(portal, "/audio")


def test_what_is_wrong_with_a_sound_stands_beside_its_field_in_the_readers_language(portal: FlaskClient) -> None:
    answer = portal.post(f"{HOME}/audio", data={"name": "Welcome", "file": (BytesIO(b"no sound"), "x.mp3")})
    assert answer.status_code == 422
    assert "This is no sound file" in answer.text
    portal.post("/language", data={"language": "ru", "back": HOME})
    answer = portal.post(f"{HOME}/audio", data={"name": "Welcome", "file": (BytesIO(b""), "x.mp3")})
    assert "В файле нет звука" in answer.text
    answer = portal.post(f"{HOME}/audio", data={"name": "", "text": ""})
    assert answer.status_code == 422


def test_file_far_too_large_is_refused_on_the_page(portal: FlaskClient) -> None:
    form = {"name": "Welcome", "file": (BytesIO(bytes(50 * 1024 * 1024 + 1)), "x.wav")}
    answer = portal.post(f"{HOME}/audio", data=form)
    assert (answer.status_code, "larger than 50 MB" in answer.text) == (422, True)


@pytest.mark.parametrize("path", ["/recordings", "/messages", "/audio"])
def test_pages_speak_russian(uploading: Uploading, portal: FlaskClient, path: str) -> None:
    uploading.upload(about())
    uploading.upload(message())
    portal.post("/language", data={"language": "ru", "back": HOME})
    page = shown(portal, path)
    for english in ("Recordings", "Listen", "Messages", "Delete", "Sounds", "File"):
        assert f">{english}<" not in page


def test_reseller_sees_neither_recordings_nor_their_players(
    app: APIFlask, uploading: Uploading, customers: Customers, quiet: None
) -> None:
    uploading.upload(about())
    client = app.test_client()
    client.post("/sign-in", data={"login": "reseller@example.com", "password": PASSWORD})
    assert client.get(f"{HOME}/recordings").status_code == 403
    assert client.get(f"{HOME}/messages").status_code == 403
