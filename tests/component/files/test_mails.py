"""Mails that have not arrived are seen with their reason, sent again, or forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from apiflask import APIFlask

from control_plane.core.context import Context
from control_plane.core.mail import SmtpMailer
from control_plane.core.vault import Vault
from control_plane.features.mails import service
from control_plane.features.transfers.chores import Chores
from tenants.model.mailbox import Mailbox
from tests.component.files.conftest import Uploading, give, message
from tests.component.files.test_pages import HOME, portal, shown
from tests.kit.customers import Customers, Program
from tests.kit.post_office import PostOffice

__all__ = ["portal"]
MAILS = "/companies/bluebell/mails"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def chores(office: PostOffice, vault: Vault) -> Iterator[Chores]:
    with office.open() as address:
        yield Chores(vault, SmtpMailer(address, "bells@example.com"))


@pytest.fixture
def refused(uploading: Uploading, ctx: Context, chores: Chores, office: PostOffice, owner: Program) -> dict[str, Any]:
    """A mail that the recipient's server will never take."""
    give(ctx, "bluebell", Mailbox(id="sales", name="Sales", email="vera@example.com"))
    uploading.upload(message())
    office.answer = "554 this mailbox is full"
    assert chores.send_mails(ctx) == 0
    office.answer = "250 OK"
    (mail,) = owner.get(MAILS)["items"]
    assert isinstance(mail, dict)
    return mail


def test_mail_that_was_given_up_says_why_and_is_sent_again(
    refused: dict[str, Any], ctx: Context, chores: Chores, office: PostOffice, owner: Program
) -> None:
    assert (refused["state"], refused["recipient"], refused["attempts"]) == ("given-up", "vera@example.com", 1)
    assert "this mailbox is full" in refused["problem"]
    assert chores.send_mails(ctx) == 0, "what was given up is not tried by itself"
    again = owner.post(f"{MAILS}/{refused['id']}/send-again", {})
    assert (again["state"], again["attempts"]) == ("waiting", 0)
    assert chores.send_mails(ctx) == 1
    assert [mail["To"] for mail in office.mails] == ["vera@example.com"]
    assert [mail["state"] for mail in owner.get(f"{MAILS}?state=sent")["items"]] == ["sent"]
    assert owner.get(f"{MAILS}?state=given-up")["items"] == []


def test_mail_that_was_sent_is_not_sent_twice(
    refused: dict[str, Any], ctx: Context, chores: Chores, owner: Program
) -> None:
    owner.post(f"{MAILS}/{refused['id']}/send-again", {})
    chores.send_mails(ctx)
    assert owner.ask("POST", f"{MAILS}/{refused['id']}/send-again", {}).status == 409
    assert owner.ask("DELETE", f"{MAILS}/{refused['id']}").status == 409


def test_mail_that_is_forgotten_leaves_its_message(refused: dict[str, Any], owner: Program) -> None:
    assert owner.ask("DELETE", f"{MAILS}/{refused['id']}").status == 204
    assert owner.get(MAILS)["items"] == []
    assert len(owner.get("/companies/bluebell/messages")["items"]) == 1


def test_other_companies_see_nothing_of_it(refused: dict[str, Any], customers: Customers) -> None:
    rival = customers.rival_owner
    assert rival.get("/companies/rival/mails")["items"] == []
    assert rival.ask("POST", f"/companies/rival/mails/{refused['id']}/send-again", {}).status == 404
    assert rival.ask("GET", MAILS).status == 404


def test_patience_ends_after_days_of_attempts(
    uploading: Uploading, ctx: Context, vault: Vault, owner: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ATTEMPTS", 2)
    monkeypatch.setattr(service, "PAUSES", (0,))
    give(ctx, "bluebell", Mailbox(id="sales", name="Sales", email="vera@example.com"))
    uploading.upload(message())
    nowhere = Chores(vault, SmtpMailer("smtp://127.0.0.1:1", "a@example.com"))
    nowhere.send_mails(ctx)
    assert owner.get(MAILS)["items"][0]["state"] == "waiting"
    nowhere.send_mails(ctx)
    (mail,) = owner.get(MAILS)["items"]
    assert (mail["state"], mail["attempts"]) == ("given-up", 2)


def test_page_shows_what_waits_and_sends_it_again(
    refused: dict[str, Any], portal: Any, ctx: Context, chores: Chores, office: PostOffice
) -> None:
    page = shown(portal, "/mails")
    assert "vera@example.com" in page
    assert "this mailbox is full" in page
    assert portal.post(f"{HOME}/mails/{refused['id']}/send-again").status_code == 303
    assert "waits" in shown(portal, "/mails")
    assert chores.send_mails(ctx) == 1
    portal.post(f"{HOME}/mails/{refused['id']}/send-again")
    assert "has been sent meanwhile" in shown(portal, "/mails")
    assert "All mails have been sent" in shown(portal, "/mails")


def test_page_forgets_a_mail(refused: dict[str, Any], portal: Any, app: APIFlask) -> None:
    portal.post(f"{HOME}/mails/{refused['id']}/delete")
    assert "All mails have been sent" in shown(portal, "/mails")
