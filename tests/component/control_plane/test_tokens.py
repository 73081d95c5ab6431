"""API tokens: shown once, narrowed by scopes, time and addresses, and gone at once when they are revoked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.roles import PERMISSIONS, Permission, Role
from control_plane.core.scopes import granted
from control_plane.features.access.models import ApiToken
from control_plane.features.access.service import hashed
from tests.component.control_plane.conftest import Portal
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"


def make(program: Program, *scopes: str, **more: Any) -> Program:
    """A program with a new token of the same person."""
    made = program.post("/me/tokens", {"label": "CRM", "scopes": list(scopes), **more})
    return Program(program.app, made["token"])


def row_of(rows: Session, program: Program) -> ApiToken:
    found = rows.scalar(select(ApiToken).where(ApiToken.id == hashed(program.token)))
    assert found is not None
    return found


def test_token_is_shown_once_and_kept_as_a_hash(owner: Program, rows: Session) -> None:
    made = owner.post("/me/tokens", {"label": "CRM", "scopes": ["read"]})
    assert made["token"].startswith("crl_")
    listed = owner.get("/me/tokens")["items"]
    assert [each["label"] for each in listed] == ["tests", "CRM"]
    assert not any("token" in each for each in listed)
    row = row_of(rows, Program(owner.app, made["token"]))
    assert made["token"] not in repr(vars(row))
    assert owner.get(f"/me/tokens/{made['id']}") == listed[1]


def test_token_does_what_its_scopes_leave_and_says_which_is_missing(owner: Program) -> None:
    reader = make(owner, "read")
    assert reader.get(PLACE)["id"] == "bluebell"
    refused = reader.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    assert (refused.status, refused.code) == (403, "scope-missing")
    assert "scope change" in refused.json["detail"]
    writer = make(owner, "change")
    writer.post(f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    assert writer.ask("GET", f"{PLACE}/employees").code == "scope-missing"


def test_scope_gives_nothing_that_the_person_may_not(owner: Program) -> None:
    for scope in ("companies", "code"):
        refused = make(owner, scope).ask("POST", "/companies", {"id": "mine", "name": "Mine"})
        assert (refused.status, refused.code) == (403, "forbidden")


def test_everybody_may_ask_who_they_are_and_what_the_token_is_good_for(owner: Program) -> None:
    me = make(owner, "calls").get("/me")
    assert (me["role"], me["scopes"], me["name"]) == ("owner", ["calls"], "Vera")
    assert me["permissions"] == ["read-calls", "own-account"]
    assert me["companies"] == [{"id": "bluebell", "employee_id": None}]
    assert set(owner.get("/me")["permissions"]) == PERMISSIONS[Role.OWNER]


def test_token_that_has_expired_says_so_and_what_to_do(owner: Program, rows: Session) -> None:
    soon = (now() + timedelta(minutes=5)).isoformat()
    token = make(owner, "read", expires_at=soon)
    assert token.ask("GET", PLACE).status == 200
    rows.execute(update(ApiToken).where(ApiToken.id == hashed(token.token)).values(expires_at=now()))
    answer = token.ask("GET", PLACE)
    assert (answer.status, answer.code) == (401, "token-expired")
    assert "make another one" in answer.json["detail"]
    past = owner.ask("POST", "/me/tokens", {"label": "Late", "scopes": ["read"], "expires_at": now().isoformat()})
    assert (past.status, past.fields) == (422, {"expires_at"})


def test_token_is_good_from_its_addresses_alone(owner: Program, engines: Engines) -> None:
    here = make(owner, "read", networks=["127.0.0.0/8", "2001:db8::/32"])
    assert here.ask("GET", PLACE).status == 200
    elsewhere = make(owner, "read", networks=["203.0.113.7"])
    answer = elsewhere.ask("GET", PLACE)
    assert (answer.status, answer.code) == (403, "address-not-allowed")
    assert "127.0.0.1" in answer.json["detail"]
    wrong = owner.ask("POST", "/me/tokens", {"label": "X", "scopes": ["read"], "networks": ["here"]})
    assert (wrong.status, wrong.fields) == (422, {"networks.0"})


def test_revoked_token_says_so_at_once_and_is_listed_no_longer(owner: Program) -> None:
    token = make(owner, "read")
    (listed,) = [each for each in owner.get("/me/tokens")["items"] if each["label"] == "CRM"]
    owner.delete(f"/me/tokens/{listed['id']}")
    assert token.ask("GET", PLACE).code == "token-revoked"
    assert owner.ask("DELETE", f"/me/tokens/{listed['id']}").status == 404
    assert len(owner.get("/me/tokens")["items"]) == 1


def test_nobody_sees_or_revokes_somebody_elses_token(customers: Customers) -> None:
    (theirs,) = customers.rival_owner.get("/me/tokens")["items"]
    for method in ("GET", "DELETE"):
        assert customers.operator.ask(method, f"/me/tokens/{theirs['id']}").status == 404
    assert customers.rival_owner.get("/me")["role"] == "owner"


def test_use_is_noted_once_a_minute_even_when_the_request_is_refused(owner: Program, rows: Session) -> None:
    token = make(owner, "read")
    assert row_of(rows, token).last_used_at is None
    assert token.ask("GET", "/companies/rival").status == 404
    rows.expire_all()
    first = row_of(rows, token).last_used_at
    assert first is not None
    assert row_of(rows, token).last_address == "127.0.0.1"
    token.get(PLACE)
    rows.expire_all()
    assert row_of(rows, token).last_used_at == first
    earlier = now() - timedelta(seconds=61)
    rows.execute(update(ApiToken).where(ApiToken.id == hashed(token.token)).values(last_used_at=earlier))
    token.get(PLACE)
    rows.expire_all()
    assert (row_of(rows, token).last_used_at or earlier) > first


def test_token_makes_none_that_may_more_than_itself(owner: Program) -> None:
    soon = (now() + timedelta(hours=1)).isoformat()
    maker = make(owner, "tokens", "read", expires_at=soon, networks=["127.0.0.0/8"])
    refused = maker.ask("POST", "/me/tokens", {"label": "More", "scopes": ["read", "change"]})
    assert (refused.status, refused.fields) == (422, {"scopes"})
    wide = maker.ask("POST", "/me/tokens", {"label": "Wide", "scopes": ["read"], "networks": ["0.0.0.0/0"]})
    assert (wide.status, wide.fields) == (422, {"networks"})
    made = maker.post("/me/tokens", {"label": "Same", "scopes": ["read"], "networks": ["127.0.0.1"]})
    assert made["expires_at"] == maker.post("/me/tokens", {"label": "Own", "scopes": ["read"]})["expires_at"]
    assert made["expires_at"] is not None
    assert make(owner, "read").ask("POST", "/me/tokens", {"label": "No", "scopes": ["read"]}).code == "scope-missing"


def test_token_loses_what_its_person_loses(customers: Customers) -> None:
    owner = customers.owner
    manager = owner.post(
        f"{PLACE}/people",
        {"login": "max@example.com", "name": "Max", "role": "manager", "password": "correct horse battery"},
    )
    boss = Portal(owner.app, owner.app.response_class)
    assert (
        boss.post("/sign-in", data={"login": "max@example.com", "password": "correct horse battery"}).status_code == 303
    )
    page = boss.post("/tokens", data={"label": "All", "scopes": ["read", "change", "listen"], "days": "30"}).text
    token = Program(owner.app, page.partition("<code>")[2].partition("</code>")[0])
    assert token.ask("GET", f"{PLACE}/recordings").status == 200
    owner.post(f"{PLACE}/employees", {"name": "Max", "number": "101"})
    (max_,) = owner.get(f"{PLACE}/employees")["items"]
    owner.patch(f"{PLACE}/people/{manager['id']}", {"role": "employee", "employee_id": max_["id"]})
    assert token.ask("GET", f"{PLACE}/recordings").code == "forbidden"
    owner.delete(f"{PLACE}/people/{manager['id']}")
    assert token.ask("GET", "/me").code == "not-signed-in"


def test_page_makes_lists_and_revokes_tokens(portal: Portal, owner: Program) -> None:
    assert "No scope" not in portal.get("/tokens").text
    refused = portal.post("/tokens", data={"label": "CRM", "days": "30"})
    assert refused.status_code == 422
    assert "Choose at least one thing" in refused.text
    made = portal.post("/tokens", data={"label": "CRM", "scopes": "calls", "days": "30", "networks": "127.0.0.1"})
    token = Program(owner.app, made.text.partition("<code>")[2].partition("</code>")[0])
    assert token.get("/me")["scopes"] == ["calls"]
    assert "CRM" in portal.get("/tokens").text
    assert token.token not in portal.get("/tokens").text
    (listed,) = [each for each in owner.get("/me/tokens")["items"] if each["label"] == "CRM"]
    assert portal.post(f"/tokens/{listed['id']}/revoke").status_code == 303
    assert token.ask("GET", "/me").code == "token-revoked"


@pytest.mark.parametrize("scopes", [[], ["everything"], ["read", "god"]])
def test_scopes_that_do_not_exist_are_refused(owner: Program, scopes: list[str]) -> None:
    refused = owner.ask("POST", "/me/tokens", {"label": "X", "scopes": scopes})
    assert refused.status == 422
    assert {field.partition(".")[0] for field in refused.fields} == {"scopes"}


def test_no_scopes_at_all_would_leave_the_name_alone() -> None:
    assert granted(()) == {Permission.OWN_ACCOUNT}
