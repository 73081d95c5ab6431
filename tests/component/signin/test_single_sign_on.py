"""A company's own identity provider lets in its own people, and nobody else, whatever it says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from apiflask import APIFlask
from joserfc.jwk import ECKey
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.features.access.models import Membership, User
from control_plane.features.signin.models import SignInEvent, Ticket
from control_plane.features.single_sign_on.models import IdentityProvider as Row
from tests.component.control_plane.database import content_of
from tests.kit.authenticator import set_up
from tests.kit.browser import Browser
from tests.kit.customers import Customers
from tests.kit.engines import Engines
from tests.kit.identity_provider import CLIENT, SECRET, IdentityProvider

Another = Callable[..., Browser]
PLACE = "/companies/bluebell/single-sign-on"


@pytest.fixture
def app(engines: Engines) -> APIFlask:
    """An installation whose customers' providers may be in our own network: the test's is."""
    return create_app(engines.settings.model_copy(update={"private_sign_on": True}))


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with IdentityProvider().open() as opened:
        yield opened


def wish(provider: IdentityProvider, **other: Any) -> dict[str, Any]:
    known = {"name": "Bluebell AD", "issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET}
    return known | other


@pytest.fixture
def start(customers: Customers, provider: IdentityProvider) -> str:
    """The path where Bluebell's people begin."""
    made = customers.owner.ask("PUT", PLACE, wish(provider))
    assert made.status == 200, made.text
    return str(urlsplit(made.json["sign_in_url"]).path)


def go_there(browser: Browser, start: str) -> str:
    """To the provider and back; the path with which the browser comes back."""
    there = browser.get(start)
    assert there.status_code == 302, there.text
    back = httpx.get(there.headers["Location"], trust_env=False)
    assert back.status_code == 302
    parts = urlsplit(back.headers["Location"])
    return f"{parts.path}?{parts.query}"


def enter(browser: Browser, start: str) -> TestResponse:
    return browser.get(go_there(browser, start))


def inside(browser: Browser) -> bool:
    return browser.get("/companies/bluebell").status_code == 200


def why(rows: Session) -> str:
    found = select(SignInEvent.note).where(SignInEvent.what == "sign-on-failed").order_by(SignInEvent.id.desc())
    return rows.scalars(found).first() or ""


@pytest.mark.parametrize("in_form", [False, True])
def test_people_of_the_company_come_in_without_a_password(
    visitor: Browser, start: str, provider: IdentityProvider, in_form: bool
) -> None:
    provider.secret_in_form, provider.email = in_form, "Vera@Example.com"
    answer = enter(visitor, f"{start}?next=/companies/bluebell/employees")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/companies/bluebell/employees")
    assert inside(visitor)
    assert "with single sign-on" in visitor.get("/account").text
    assert provider.given == 1


def test_browser_that_came_in_this_way_is_offered_it_and_no_other_is(
    visitor: Browser, another: Another, start: str
) -> None:
    enter(visitor, start)
    visitor.form("/account", "/sign-out")
    assert "Sign in with Bluebell AD" in visitor.get("/sign-in").text
    assert "Bluebell AD" not in another().get("/sign-in").text
    assert another().get("/sign-in/with/nobody").status_code == 404


@pytest.mark.parametrize(
    "email", ["nobody@example.com", "rival@example.com", "operator@example.com", "reseller@example.com", ""]
)
def test_provider_lets_in_nobody_but_the_people_of_its_company(
    visitor: Browser, start: str, provider: IdentityProvider, rows: Session, email: str
) -> None:
    provider.email = email
    answer = enter(visitor, start)
    assert answer.status_code == 401
    assert "Ask whoever gives access to you" in answer.text
    assert visitor.get("/account").status_code == 302
    assert why(rows) == "Bluebell AD: unknown here"


def test_who_also_works_for_another_company_is_not_let_into_it(visitor: Browser, start: str, rows: Session) -> None:
    vera = rows.scalars(select(User.id).where(User.login == "vera@example.com")).one()
    rows.add(Membership(user_id=vera, company_id="rival"))
    rows.flush()
    assert enter(visitor, start).status_code == 401
    assert visitor.get("/companies/rival").status_code == 302


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "for another program": {"aud": "another"},
    "for several, and not made for us": {"aud": [CLIENT, "another"], "azp": "another"},
    "for several, and nobody says for whom": {"aud": [CLIENT, "another"]},
    "expired": {"exp": 1},
    "from the future": {"iat": 4_000_000_000, "exp": 4_000_000_300},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "no end": {"exp": None},
    "address not checked": {"email_verified": False},
}


@pytest.mark.parametrize("lie", LIES)
def test_token_that_is_not_for_us_now_opens_nothing(
    visitor: Browser, start: str, provider: IdentityProvider, lie: str
) -> None:
    provider.claims = LIES[lie]
    assert enter(visitor, start).status_code == 401
    assert provider.given == 1
    assert not inside(visitor)


def test_token_with_a_foreign_signature_or_none_opens_nothing(
    visitor: Browser, start: str, provider: IdentityProvider, rows: Session
) -> None:
    provider.algorithm = "none"
    assert enter(visitor, start).status_code == 401
    provider.algorithm = "ES256"
    provider.signing_key = ECKey.generate_key("P-256", {"kid": "one"})
    assert enter(visitor, start).status_code == 401
    assert "identity token cannot be accepted" in why(rows)
    provider.algorithm = "HS256"
    assert enter(visitor, start).status_code == 401
    assert not inside(visitor)


def test_answer_is_good_once_and_in_the_browser_that_was_sent(
    visitor: Browser, another: Another, start: str, rows: Session
) -> None:
    back = go_there(visitor, start)
    assert another().get(back).status_code == 401, "a stranger's browser was not sent there"
    assert visitor.get(back).status_code == 303
    assert visitor.get(back).status_code == 401
    late = another()
    back = go_there(late, start)
    rows.execute(update(Ticket).values(expires_at=Ticket.expires_at - timedelta(minutes=10)))
    assert late.get(back).status_code == 401
    assert "begin again" in late.get(back).text


def test_answer_of_another_provider_or_a_refusal_opens_nothing(
    visitor: Browser, start: str, provider: IdentityProvider, rows: Session
) -> None:
    back = go_there(visitor, start)
    evil = back.replace(back.partition("iss=")[2], "https%3A%2F%2Fevil.example")
    assert visitor.get(evil).status_code == 401
    assert provider.given == 0, "the code was not handed over"
    back = go_there(visitor, start)
    state = back.partition("state=")[2].partition("&")[0]
    assert visitor.get(f"/sign-in/single-sign-on?error=access_denied&state={state}").status_code == 401
    assert "access_denied" in why(rows)


def test_second_factor_is_asked_for_unless_the_provider_has_asked(
    visitor: Browser, another: Another, start: str, provider: IdentityProvider
) -> None:
    enter(visitor, start)
    app, _ = set_up(visitor)
    door = another()
    assert enter(door, start).headers["Location"] == "/sign-in/code"
    assert not inside(door)
    door.form("/sign-in/code", "/sign-in/code", code=app.code())
    assert "with single sign-on" in door.get("/account").text
    provider.claims = {"amr": ["pwd", "mfa"]}
    strong = another()
    assert enter(strong, start).headers["Location"] == "/"
    assert inside(strong)


def test_reseller_has_one_for_its_own_people_alone(
    visitor: Browser, another: Another, provider: IdentityProvider, rows: Session
) -> None:
    visitor.sign_in("reseller@example.com")
    answer = visitor.form("/single-sign-on", "/single-sign-on", **wish(provider))
    assert answer.status_code == 303, answer.text
    start = f"/sign-in/with/{rows.scalars(select(Row.id)).one()}"
    assert start in visitor.get("/single-sign-on").text
    for email, status in (
        ("reseller@example.com", 303),
        ("rival-reseller@example.com", 401),
        ("vera@example.com", 401),
    ):
        provider.email = email
        assert enter(another(), start).status_code == status, email


def test_owner_sets_it_up_and_takes_it_away_in_the_portal(
    visitor: Browser, provider: IdentityProvider, rows: Session, engines: Engines
) -> None:
    visitor.sign_in()
    form = "/companies/bluebell/single-sign-on"
    assert "single-sign-on" in visitor.get("/companies/bluebell/everything").text
    answer = visitor.form(form, form, **wish(provider, client_secret=""))
    assert answer.status_code == 422
    assert "Write the secret" in answer.text
    assert visitor.form(form, form, **wish(provider)).status_code == 303
    assert SECRET not in repr(content_of(engines.database))
    assert SECRET not in visitor.get(form).text
    assert visitor.form(form, form, **wish(provider, name="New name", client_secret="")).status_code == 303
    assert rows.scalars(select(Row.name)).one() == "New name"
    assert visitor.form(form, form, remove="1").status_code == 303
    assert rows.scalars(select(Row)).all() == []


def test_only_who_may_hear_everything_decides_who_comes_in(customers: Customers, provider: IdentityProvider) -> None:
    for program in (customers.reseller, customers.developer):
        assert program.ask("PUT", PLACE, wish(provider)).status == 403
    assert customers.rival_owner.ask("PUT", PLACE, wish(provider)).status == 404
    assert customers.owner.ask("GET", PLACE).status == 404
    assert customers.owner.ask("DELETE", PLACE).status == 404


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ({"issuer": "https://evil.example"}, "it calls itself"),
        ({"token_endpoint": None}, "lacks token_endpoint"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "without encryption"),
    ],
)
def test_what_does_not_answer_as_a_provider_is_refused_in_words(
    customers: Customers, provider: IdentityProvider, description: dict[str, Any], words: str
) -> None:
    provider.description = description
    answer = customers.owner.ask("PUT", PLACE, wish(provider))
    assert (answer.status, answer.fields) == (422, {"issuer"})
    assert words in answer.text
    assert customers.owner.ask("GET", PLACE).status == 404


def test_provider_that_is_away_is_told_at_the_door(visitor: Browser, start: str, rows: Session) -> None:
    rows.execute(update(Row).values(issuer="http://127.0.0.1:1"))
    assert visitor.get(start).status_code == 401
    assert "not reachable" in why(rows)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "169.254.169.254"])
def test_production_asks_no_address_of_our_own_network(
    customers: Customers, engines: Engines, provider: IdentityProvider, host: str
) -> None:
    owner = replace(customers.owner, app=create_app(engines.settings))
    port = urlsplit(provider.issuer).port
    inner = owner.ask("PUT", PLACE, wish(provider, issuer=f"https://{host}:{port}"))
    assert inner.status == 422
    assert "own network" in inner.text
    plain = owner.ask("PUT", PLACE, wish(provider, issuer=f"http://{host}:{port}"))
    assert "https://" in plain.text
