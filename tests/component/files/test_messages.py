"""Mailbox messages are the same in the portal and on the phone, and come by mail to who wants them."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.mail import Attached, Letter, SmtpMailer, compose, one_line
from control_plane.core.vault import Vault
from control_plane.features.mails import service as mails
from control_plane.features.mails.models import Mail
from control_plane.features.objects.rows import row_of
from control_plane.features.transfers.chores import Chores
from tenants.model import Kind
from tenants.model.fax import Fax
from tenants.model.mailbox import Mailbox
from tests.component.files.conftest import WAV, Uploading, about, give, message
from tests.component.files.test_recordings import heard, link, listen
from tests.kit import faxes
from tests.kit.customers import Customers, Program
from tests.kit.post_office import PostOffice
from wire.files import FileKind

LIST = "/companies/bluebell/messages"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def chores(office: PostOffice, vault: Vault) -> Iterator[Chores]:
    with office.open() as address:
        yield Chores(vault, SmtpMailer(address, "bells@example.com"))


def mailbox(**otherwise: Any) -> Mailbox:
    return Mailbox.model_validate({"id": "sales", "name": "Продажи", "email": "vera@example.com", **otherwise})


def test_message_is_listed_listened_to_and_then_heard(uploading: Uploading, owner: Program, app: APIFlask) -> None:
    uploading.upload(message())
    (row,) = owner.get(f"{LIST}?mailbox=sales")["items"]
    assert (row["number"], row["name"], row["heard_at"]) == ("+79161234567", "Анна", None)
    assert heard(app, link(owner, f"{LIST}/{row['id']}")) == WAV
    assert owner.get(f"{LIST}/{row['id']}")["heard_at"] is not None
    assert owner.get(f"{LIST}?mailbox=other")["items"] == []


def test_first_two_bytes_are_not_listening_yet(uploading: Uploading, owner: Program, app: APIFlask) -> None:
    uploading.upload(message())
    row = owner.get(LIST)["items"][0]
    assert listen(app, link(owner, f"{LIST}/{row['id']}"), "bytes=0-1").status == 206
    assert owner.get(f"{LIST}/{row['id']}")["heard_at"] is None


def test_what_happens_in_the_portal_is_told_to_the_node_until_it_is_done(uploading: Uploading, owner: Program) -> None:
    uploading.upload(message("m1.wav"))
    uploading.upload(message("m2.wav"))
    ids = {row["call"] + row["id"]: row["id"] for row in owner.get(LIST)["items"]}
    first, second = sorted(ids.values())
    owner.patch(f"{LIST}/{first}", {"heard": True})
    owner.delete(f"{LIST}/{second}")
    orders = uploading.mailboxes()
    assert sorted(state for _, state in orders) == ["gone", "heard"]
    assert uploading.mailboxes() == orders
    done = [{"company": "bluebell", "mailbox": "sales", "message": m, "state": s} for m, s in orders]
    assert uploading.mailboxes(done=done) == []


def test_deletion_after_hearing_is_the_last_word(uploading: Uploading, owner: Program) -> None:
    uploading.upload(message())
    row = owner.get(LIST)["items"][0]["id"]
    owner.patch(f"{LIST}/{row}", {"heard": True})
    owner.delete(f"{LIST}/{row}")
    stale = {"company": "bluebell", "mailbox": "sales", "message": "m1", "state": "heard"}
    assert uploading.mailboxes(done=[stale]) == [("m1", "gone")]


def test_what_happens_by_phone_is_seen_in_the_portal(uploading: Uploading, owner: Program) -> None:
    uploading.upload(message("m1.wav"))
    uploading.upload(message("m2.wav"))
    news = {"company": "bluebell", "mailbox": "sales"}
    told = [news | {"message": "m1", "state": "heard"}, news | {"message": "m2", "state": "gone"}]
    for _ in range(2):
        assert uploading.mailboxes(news=told) == []
    (row,) = owner.get(LIST)["items"]
    assert row["heard_at"] is not None


def test_news_of_unknown_messages_change_nothing(uploading: Uploading, owner: Program) -> None:
    uploading.upload(message())
    for news in (
        {"company": "rival", "mailbox": "sales", "message": "m1", "state": "gone"},
        {"company": "bluebell", "mailbox": "other", "message": "m1", "state": "gone"},
        {"company": "nosuch", "mailbox": "x", "message": "x", "state": "heard"},
    ):
        assert uploading.mailboxes(news=[news], done=[news]) == []
    assert len(owner.get(LIST)["items"]) == 1


@pytest.mark.parametrize("wish", [{}, {"heard": False}, {"heard": None}, {"heard": True, "x": 1}])
def test_bad_wish_is_refused(uploading: Uploading, owner: Program, wish: dict[str, object]) -> None:
    uploading.upload(message())
    row = owner.get(LIST)["items"][0]["id"]
    assert owner.ask("PATCH", f"{LIST}/{row}", wish).status == 422


def test_foreign_messages_are_not_there(uploading: Uploading, customers: Customers) -> None:
    uploading.upload(message())
    row = customers.owner.get(LIST)["items"][0]["id"]
    for path in (f"{LIST}/{row}", f"/companies/rival/messages/{row}"):
        for method in ("GET", "DELETE"):
            assert customers.rival_owner.ask(method, path).status == 404
    assert customers.reseller.ask("GET", LIST).status == 403


def test_message_comes_by_mail_with_the_recording_in_the_companys_language(
    uploading: Uploading, ctx: Context, chores: Chores, office: PostOffice, customers: Customers
) -> None:
    customers.owner.patch("/companies/bluebell", {"language": "ru", "time_zone": "Europe/Moscow"})
    give(ctx, "bluebell", mailbox())
    uploading.upload(message())
    assert chores.send_mails(ctx) == 1
    assert chores.send_mails(ctx) == 0
    (mail,) = office.mails
    assert (mail["To"], mail["From"]) == ("vera@example.com", "bells@example.com")
    assert mail["Subject"] == "Новое сообщение от Анна, +79161234567"
    text, sound = list(mail.iter_parts())
    assert "Продажи" in text.get_content()
    assert "23.11.2026 06:26" in text.get_content()
    assert sound.get_content_type() == "audio/wav"
    assert sound.get_content() == WAV


def test_mail_without_attachment_says_where_to_listen(
    uploading: Uploading, ctx: Context, chores: Chores, office: PostOffice
) -> None:
    give(ctx, "bluebell", mailbox(delete_after_mail=True))
    # Such a mailbox is refused now; an earlier release may have stored one.
    row = row_of(ctx, "bluebell", Kind.MAILBOX, mailbox().id)
    row.assign(mailbox(attach=False, delete_after_mail=True))
    ctx.session.commit()
    uploading.upload(message())
    chores.send_mails(ctx)
    (mail,) = office.mails
    assert "/companies/bluebell/messages" in mail.get_content()
    assert uploading.mailboxes() == [], "nobody has the recording, so it must stay"


def test_message_that_was_mailed_is_deleted_when_the_mailbox_wants_that(
    uploading: Uploading, ctx: Context, chores: Chores, owner: Program
) -> None:
    give(ctx, "bluebell", mailbox(delete_after_mail=True))
    uploading.upload(message())
    assert chores.send_mails(ctx) == 1
    assert owner.get(LIST)["items"] == []
    assert uploading.mailboxes() == [("m1", "gone")]


def test_mails_wait_without_a_mail_server(uploading: Uploading, ctx: Context, vault: Vault, rows: Session) -> None:
    give(ctx, "bluebell", mailbox())
    uploading.upload(message())
    assert Chores(vault, None).send_mails(ctx) == 0
    mail = rows.query(Mail).one()
    assert (mail.sent_at, mail.given_up_at, mail.attempts) == (None, None, 0)


@pytest.mark.parametrize(("answer", "given_up"), [("451 later", False), ("554 never", True), ("421 busy", False)])
def test_mail_is_tried_again_unless_the_server_says_never(
    uploading: Uploading, ctx: Context, chores: Chores, office: PostOffice, rows: Session, answer: str, given_up: bool
) -> None:
    give(ctx, "bluebell", mailbox())
    uploading.upload(message())
    office.answer = answer
    assert chores.send_mails(ctx) == 0
    mail = rows.query(Mail).one()
    assert (mail.given_up_at is not None) is given_up
    assert mail.sent_at is None
    assert mail.attempts == 1
    assert mail.due_at > ctx.clock()


def test_absent_mail_server_loses_no_mail(uploading: Uploading, ctx: Context, vault: Vault, rows: Session) -> None:
    give(ctx, "bluebell", mailbox())
    uploading.upload(message())
    assert Chores(vault, SmtpMailer("smtp://127.0.0.1:1", "a@example.com")).send_mails(ctx) == 0
    assert rows.query(Mail).one().given_up_at is None


def test_too_large_a_recording_is_not_attached_and_not_deleted(
    uploading: Uploading, ctx: Context, chores: Chores, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "LARGEST", 1000)
    monkeypatch.setattr("control_plane.features.messages.service.LARGEST", 1000)
    give(ctx, "bluebell", mailbox(delete_after_mail=True))
    uploading.upload(message())
    chores.send_mails(ctx)
    assert [part.get_content_type() for part in office.mails[0].walk()] == ["text/plain"]
    assert uploading.mailboxes() == []


@pytest.mark.parametrize("hostile", ["a\r\nBcc: x@example.com", "a\nb", "a\u2028b", "a\0b", "\x85", "x" * 5000])
def test_caller_cannot_write_headers(hostile: str) -> None:
    sound = Attached("m.wav", "audio/wav", WAV)
    letter = Letter("vera@example.com", f"New message from {hostile}", hostile, sound, "ref")
    raw = compose(letter, "bells@example.com").as_bytes()
    read = message_from_bytes(raw, policy=default)
    assert read["Bcc"] is None
    assert len(read["Subject"]) <= 200
    assert "\n" not in one_line(hostile)
    assert read["Message-ID"] == "<ref@example.com>"


def test_fax_comes_by_mail_as_pdf(
    uploading: Uploading, ctx: Context, chores: Chores, office: PostOffice, owner: Program, app: APIFlask
) -> None:
    give(ctx, "bluebell", Fax(id="fax", name="Office", email="vera@example.com"))
    fax = about(FileKind.FAX, "f1.tif", object_kind="fax", object_id="fax", seconds=0)
    assert uploading.upload(fax, faxes.tiff(pages=3)).json == {"kept": True, "reason": ""}
    assert uploading.upload(fax, faxes.tiff(pages=3)).json["kept"]
    chores.send_mails(ctx)
    (mail,) = office.mails
    _, pdf = list(mail.iter_parts())
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content().startswith(b"%PDF")
    assert b"/Count 3" in pdf.get_content()
    (row,) = owner.get("/companies/bluebell/received-faxes")["items"]
    assert (row["pages"], row["fax"]) == (3, "fax")
    assert heard(app, link(owner, f"/companies/bluebell/received-faxes/{row['id']}")) == pdf.get_content()
    owner.delete(f"/companies/bluebell/received-faxes/{row['id']}")
    assert owner.get("/companies/bluebell/received-faxes")["items"] == []


NO_FAXES = [
    pytest.param(b"no fax", id="text"),
    pytest.param(b"II*\0\x08\0\0\0", id="torn"),
    pytest.param(WAV, id="sound"),
    pytest.param(faxes.bomb(), id="bomb"),
]


@pytest.mark.parametrize("content", NO_FAXES)
def test_what_is_no_fax_is_told_so_and_not_sent_for_ever(uploading: Uploading, content: bytes) -> None:
    fax = about(FileKind.FAX, "f1.tif", object_kind="fax", object_id="fax", seconds=0)
    answer = uploading.upload(fax, content).json
    assert answer["kept"] is False
    assert "TIFF" in answer["reason"]
