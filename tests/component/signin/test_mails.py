"""A link in a mail: for who has forgotten the password, and for who is new."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from apiflask import APIFlask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from control_plane.app import create_app
from control_plane.core.context import Actor, Context
from control_plane.core.mail import SmtpMailer
from control_plane.core.roles import Role
from control_plane.features.access.models import User
from control_plane.features.companies.models import Company
from control_plane.features.invitations.jobs import DoorMails
from control_plane.features.invitations.models import DoorMail
from control_plane.features.people.place import company_place
from control_plane.features.people.schemas import NewPerson
from control_plane.features.people.service import add_person
from control_plane.features.signin.models import SignInEvent, Ticket
from tests.component.control_plane.database import content_of
from tests.kit.authenticator import set_up
from tests.kit.browser import Browser
from tests.kit.customers import PASSWORD, Customers
from tests.kit.engines import Engines
from tests.kit.post_office import PostOffice

VERA, NOBODY = "vera@example.com", "nobody@example.com"
NEW = "several plain words together"
Another = Callable[..., Browser]


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def chore(office: PostOffice) -> Iterator[DoorMails]:
    with office.open() as address:
        yield DoorMails(SmtpMailer(address, "bells@example.com"))


@pytest.fixture
def app(engines: Engines) -> APIFlask:
    """An installation that sends mails."""
    return create_app(engines.settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"}))


@pytest.fixture
def vera(ctx: Context) -> Context:
    """Vera, who owns `bluebell`, does something."""
    user = ctx.session.scalars(select(User).where(User.login == VERA)).one()
    bluebell = frozenset({"bluebell"})
    return replace(ctx, actor=Actor(user_id=user.id, name="Vera", role=Role.OWNER, companies=bluebell))


def forget(browser: Browser, login: str) -> str:
    """What the page says to who has forgotten the password of `login`."""
    sent = browser.form("/sign-in/forgotten", "/sign-in/forgotten", login=login)
    assert sent.status_code == 200, sent.text
    return re.sub(r"[\w-]+\.[\w-]{6}\.[\w-]{27}", "TOKEN", sent.text)


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.get_content())
    assert found, mail.get_content()
    return found[1]


def choose(browser: Browser, link: str, new: str = NEW, again: str = "") -> int:
    token = link.partition("link=")[2]
    return browser.form(link, "/sign-in/password", link=token, new=new, again=again or new).status_code


def test_who_has_forgotten_the_password_chooses_a_new_one(
    visitor: Browser, another: Another, ctx: Context, chore: DoorMails, office: PostOffice, rows: Session
) -> None:
    open_browser = another()
    open_browser.sign_in()
    assert "a link is on its way" in forget(another("192.0.2.7"), "  Vera@Example.com ")
    assert chore.send_door_mails(ctx) == 1
    (mail,) = office.mails
    assert (mail["To"], mail["Subject"]) == (VERA, "A new password for Carillon")
    assert "192.0.2.7" in mail.get_content()
    link = link_in(mail)
    for _ in range(3):
        assert visitor.get(link).status_code == 200, "looking uses nothing up"
    assert choose(visitor, link) == 303
    assert visitor.get("/companies/bluebell").status_code == 200
    assert open_browser.get("/companies/bluebell").status_code == 302, "other browsers are signed out"
    assert another().sign_in(password=PASSWORD).status_code == 401
    assert another().sign_in(password=NEW).status_code == 303
    assert another().get(link).status_code == 404, "a link is good once"
    happened = [event.what for event in rows.scalars(select(SignInEvent).order_by(SignInEvent.id))]
    assert happened[1:4] == ["reset-sent", "password-changed", "signed-in"]


def test_unknown_login_gets_the_same_answer_and_no_mail(
    another: Another, ctx: Context, chore: DoorMails, office: PostOffice, rows: Session
) -> None:
    assert forget(another(), VERA) == forget(another(), NOBODY)
    assert len(rows.scalars(select(DoorMail)).all()) == 2
    assert chore.send_door_mails(ctx) == 1
    assert [mail["To"] for mail in office.mails] == [VERA]
    assert rows.scalars(select(DoorMail)).all() == []


def test_page_speaks_and_writes_the_readers_language(
    visitor: Browser, ctx: Context, chore: DoorMails, office: PostOffice
) -> None:
    visitor.form("/sign-in", "/language", language="ru", back="/sign-in/forgotten")
    assert "Проверьте почту" in forget(visitor, VERA)
    chore.send_door_mails(ctx)
    (mail,) = office.mails
    assert mail["Subject"] == "Новый пароль для Carillon"
    assert "Задайте пароль" in visitor.get(link_in(mail)).text


def test_link_ends_after_an_hour_and_when_a_newer_one_comes(
    visitor: Browser, ctx: Context, chore: DoorMails, office: PostOffice, rows: Session
) -> None:
    for _ in range(2):
        forget(visitor, VERA)
        chore.send_door_mails(ctx)
    first, second = map(link_in, office.mails)
    assert visitor.get(first).status_code == 404
    assert visitor.get(second).status_code == 200
    rows.execute(update(Ticket).values(expires_at=Ticket.expires_at - timedelta(hours=1)))
    assert visitor.get(second).status_code == 404
    assert "Ask for a new link" in visitor.get(second).text
    assert visitor.get("/sign-in/password?link=nonsense%00").status_code == 404


def test_weak_password_keeps_the_link(visitor: Browser, ctx: Context, chore: DoorMails, office: PostOffice) -> None:
    forget(visitor, VERA)
    chore.send_door_mails(ctx)
    link = link_in(office.mails[0])
    assert choose(visitor, link, "short") == 422
    assert choose(visitor, link, NEW, "another one") == 422
    assert choose(visitor, link) == 303


def test_new_password_does_not_do_without_the_second_factor(
    visitor: Browser, another: Another, ctx: Context, chore: DoorMails, office: PostOffice
) -> None:
    visitor.sign_in()
    app, _ = set_up(visitor)
    forget(another(), VERA)
    chore.send_door_mails(ctx)
    finder = another()
    assert choose(finder, link_in(office.mails[0])) == 303
    assert finder.get("/companies/bluebell").status_code == 302
    assert finder.form("/sign-in/code", "/sign-in/code", code=app.code()).status_code == 303
    assert finder.get("/companies/bluebell").status_code == 200


def test_no_link_and_no_typed_login_is_stored_readable(
    visitor: Browser, ctx: Context, chore: DoorMails, office: PostOffice, engines: Engines
) -> None:
    forget(visitor, "my-password-in-the-wrong-field")
    assert "my-password-in-the-wrong-field" not in repr(content_of(engines.database))
    forget(visitor, VERA)
    chore.send_door_mails(ctx)
    token = link_in(office.mails[0]).partition("link=")[2]
    assert token not in repr(content_of(engines.database))


def test_nobody_floods_a_mailbox(visitor: Browser, another: Another, ctx: Context, chore: DoorMails) -> None:
    for login in (VERA, NOBODY):
        statuses = [
            another().form("/sign-in/forgotten", "/sign-in/forgotten", login=login).status_code for _ in range(6)
        ]
        assert statuses == [200] * 5 + [429]
    assert chore.send_door_mails(ctx) == 5


def test_mail_waits_for_the_server_and_is_given_up_when_the_link_would_be_too_old(
    visitor: Browser, ctx: Context, chore: DoorMails, office: PostOffice, rows: Session
) -> None:
    forget(visitor, VERA)
    office.answer = "451 come again"
    assert chore.send_door_mails(ctx) == 0
    assert chore.send_door_mails(ctx) == 0, "it waits a minute"
    office.answer = "250 OK"
    rows.execute(update(DoorMail).values(due_at=DoorMail.due_at - timedelta(minutes=2)))
    assert chore.send_door_mails(ctx) == 1
    assert visitor.get(link_in(office.mails[-1])).status_code == 200
    forget(visitor, VERA)
    old = {"created_at": DoorMail.created_at - timedelta(hours=2)}
    rows.execute(update(DoorMail).values(**old))
    assert chore.send_door_mails(ctx) == 0
    assert rows.scalars(select(DoorMail)).all() == []


def test_refused_address_is_told_in_the_journal(
    visitor: Browser, ctx: Context, chore: DoorMails, office: PostOffice, rows: Session
) -> None:
    forget(visitor, VERA)
    office.answer = "554 no such mailbox"
    assert chore.send_door_mails(ctx) == 0
    (event,) = rows.scalars(select(SignInEvent)).all()
    assert (event.what, event.login) == ("mail-refused", VERA)
    assert "no such mailbox" in event.note


def invite(vera: Context) -> User:
    """A colleague of Vera's, without a password."""
    wish = NewPerson(login="anna@example.com", name="Anna", role=Role.OWNER)
    user = add_person(vera, company_place(vera, "bluebell"), wish).user
    vera.session.commit()
    return user


def test_somebody_new_is_invited_and_chooses_a_password(
    visitor: Browser, another: Another, vera: Context, chore: DoorMails, office: PostOffice
) -> None:
    vera.session.get_one(Company, "bluebell").language = "ru"
    anna = invite(vera)
    assert anna.invited_at is not None
    assert visitor.sign_in("anna@example.com", "").status_code == 401
    assert chore.send_door_mails(vera) == 1
    (mail,) = office.mails
    assert (mail["To"], mail["Subject"]) == ("anna@example.com", "Vera приглашает вас в Carillon")
    assert "Колокольчик / Bluebell" in mail.get_content()
    assert choose(visitor, link_in(mail)) == 303
    vera.session.refresh(anna)
    assert anna.invited_at is None
    assert visitor.get("/companies/bluebell").status_code == 200
    assert visitor.get("/companies/rival").status_code == 404
    assert another().sign_in("anna@example.com", NEW).status_code == 303


def test_invitation_is_good_for_a_week(
    visitor: Browser, vera: Context, chore: DoorMails, office: PostOffice, rows: Session
) -> None:
    invite(vera)
    chore.send_door_mails(vera)
    link = link_in(office.mails[0])
    rows.execute(update(Ticket).values(expires_at=Ticket.expires_at - timedelta(days=6, hours=23)))
    assert visitor.get(link).status_code == 200
    rows.execute(update(Ticket).values(expires_at=Ticket.expires_at - timedelta(hours=2)))
    assert visitor.get(link).status_code == 404


def test_installation_without_mails_says_so(customers: Customers, engines: Engines) -> None:
    page = create_app(engines.settings).test_client().get("/sign-in/forgotten").text
    assert "This installation sends no mails" in page
