"""Taking changes back: one of them, or everything since a version."""

from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.secrets_box import SecretsBox
from control_plane.features.lines.models import Line
from control_plane.features.phones.models import Phone
from control_plane.features.versions.models import Version
from tests.component.control_plane.database import company_of, content_of, to
from tests.component.control_plane.objects import samples, settle_office
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
ANNA = {"name": "Anna", "number": "101"}
BORIS = {"name": "Boris", "number": "102", "phones": []}


def hire(owner: Program, wish: dict[str, Any] = ANNA) -> Any:
    return owner.post(f"{PLACE}/employees", wish)


def whole(rows: Session, engines: Engines) -> None:
    """The rows are what the newest version says."""
    company = company_of(rows, engines.settings, "bluebell")
    assert company.state_hash == rows.get_one(Version, ("bluebell", company.version)).state_hash


def objects_of(owner: Program, version: int) -> Any:
    """What the company holds at a version, in words: everything that differs from nothing."""
    return owner.get(f"{PLACE}/versions/compare?from=0&to={version}")["objects"]


def test_undoing_a_change_is_a_new_version_with_its_reason(owner: Program, rows: Session, engines: Engines) -> None:
    anna = hire(owner)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"name": "Anne"})
    change = owner.post(f"{PLACE}/versions/3/undo", {"reason": "She is called Anna after all"})["change"]
    assert change["version"] == 4
    assert owner.get(f"{PLACE}/employees/{anna['id']}")["name"] == "Anna"
    made = owner.get(f"{PLACE}/versions/4")
    assert (made["summary"], made["reason"]) == ("Change No. 3 undone", "She is called Anna after all")
    assert owner.get(f"{PLACE}/versions/3")["summary"] == "Anna (101) changed", "history stays"
    whole(rows, engines)


def test_undoing_keeps_what_others_did_to_other_fields(owner: Program, rows: Session, engines: Engines) -> None:
    anna = hire(owner)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"name": "Anne"})
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 40})
    owner.post(f"{PLACE}/versions/3/undo", {})
    now = owner.get(f"{PLACE}/employees/{anna['id']}")
    assert (now["name"], now["ring_seconds"]) == ("Anna", 40)
    whole(rows, engines)


def test_undoing_what_was_changed_again_is_refused_and_says_who_and_where(
    customers: Customers, owner: Program, engines: Engines
) -> None:
    anna = hire(owner)
    path = f"{PLACE}/employees/{anna['id']}"
    owner.patch(path, {"name": "Anne", "ring_seconds": 30})
    customers.reseller.patch(path, {"name": "Anya"})
    before = content_of(engines.database)
    refused = owner.ask("POST", f"{PLACE}/versions/3/undo", {})
    assert (refused.status, refused.code) == (409, "changed-since")
    assert refused.fields == {f"employee/{anna['id']}: name"}
    assert refused.json["detail"] == "101 Anya: Name was changed by Reseller in change No. 4."
    assert content_of(engines.database) == before, "nothing was touched, nor overwritten"
    (obstacle,) = owner.get(f"{PLACE}/versions/3/undo")["obstacles"]
    assert obstacle["message"] == refused.json["detail"]


def test_hiring_is_undone_with_the_phones(owner: Program, rows: Session, engines: Engines) -> None:
    anna = hire(owner)
    owner.post(f"{PLACE}/versions/2/undo", {})
    assert owner.ask("GET", f"{PLACE}/employees/{anna['id']}").status == 404
    assert list(rows.scalars(select(Phone))) == []
    whole(rows, engines)


def test_hiring_is_not_undone_while_something_leads_to_the_person(owner: Program) -> None:
    anna = hire(owner)
    number = owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "destination": to(anna)})
    refused = owner.ask("POST", f"{PLACE}/versions/2/undo", {})
    assert refused.status == 409
    assert refused.fields == {f"number/{number['id']}"}, refused.text


def test_who_was_removed_comes_back_and_their_phone_works_as_before(
    owner: Program, rows: Session, engines: Engines
) -> None:
    anna = hire(owner)
    (phone,) = anna["phones"]
    renewed = owner.post(f"{PLACE}/phones/{phone['id']}/password")
    known = rows.get_one(Phone, ("bluebell", phone["id"])).digest
    owner.delete(f"{PLACE}/employees/{anna['id']}")
    rows.expire_all()
    owner.post(f"{PLACE}/versions/2/restore", {})
    back = rows.get_one(Phone, ("bluebell", phone["id"]))
    assert (back.login, back.digest) == (renewed["login"], known), "the newest password, not that of version 2"
    whole(rows, engines)


def test_a_phone_keeps_its_password_when_one_goes_back(owner: Program, rows: Session, engines: Engines) -> None:
    anna = hire(owner)
    (phone,) = anna["phones"]
    owner.patch(f"{PLACE}/phones/{phone['id']}", {"label": "Front desk"})
    owner.post(f"{PLACE}/phones/{phone['id']}/password")
    known = rows.get_one(Phone, ("bluebell", phone["id"])).digest
    owner.post(f"{PLACE}/versions/2/restore", {})
    rows.expire_all()
    back = rows.get_one(Phone, ("bluebell", phone["id"]))
    assert (back.label, back.digest) == ("Desk", known)
    whole(rows, engines)


def test_a_line_keeps_its_password_when_one_goes_back(owner: Program, rows: Session, engines: Engines) -> None:
    wish = {"name": "City", "host": "sip.example.net", "username": "u", "password": "first", "calls_max": 2}
    line = owner.post(f"{PLACE}/lines", wish | {"authentication": "registration"})
    owner.patch(f"{PLACE}/lines/{line['id']}", {"password": "second", "calls_max": 9})
    owner.post(f"{PLACE}/versions/2/restore", {})
    row = rows.get_one(Line, ("bluebell", line["id"]))
    assert row.password_box is not None
    box = SecretsBox(engines.settings.secrets_key)
    assert box.unlock(row.password_box, f"line:bluebell:{line['id']}") == "second"
    assert row.document().calls_max == 2
    whole(rows, engines)


def test_a_removed_line_comes_back_switched_off_and_says_so(owner: Program, rows: Session, engines: Engines) -> None:
    wish = {"name": "City", "host": "sip.example.net", "username": "u", "password": "first"}
    line = owner.post(f"{PLACE}/lines", wish | {"authentication": "registration"})
    owner.delete(f"{PLACE}/lines/{line['id']}")
    change = owner.post(f"{PLACE}/versions/3/undo", {})["change"]
    assert [each["code"] for each in change["warnings"]] == ["line-without-password"]
    back = owner.get(f"{PLACE}/lines/{line['id']}")
    assert (back["disabled"], back["host"]) == (True, "sip.example.net")
    whole(rows, engines)


def test_a_shared_line_that_was_taken_back_does_not_return_by_an_undo(customers: Customers, owner: Program) -> None:
    customers.operator.post("/companies", {"id": "platform", "name": "Platform"})
    lent = customers.operator.post(
        "/companies/platform/lines", {"name": "Big", "host": "sip.example.net", "shared": True}
    )
    borrowed = customers.operator.post(f"{PLACE}/lines", {"name": "Big", "platform_line": lent["id"]})
    customers.operator.delete(f"{PLACE}/lines/{borrowed['id']}")
    assert owner.ask("POST", f"{PLACE}/versions/3/undo", {}).status == 403
    assert customers.operator.ask("POST", f"{PLACE}/versions/3/undo", {}).status == 201


def test_going_back_brings_every_kind_of_object_to_what_it_was(owner: Program, rows: Session, engines: Engines) -> None:
    office = settle_office(owner, engines)
    made = {name: owner.post(f"{PLACE}/{name}", each.new)["id"] for name, each in samples(office).items()}
    owner.patch(PLACE, {"name": "Bluebell"})
    then = owner.get(PLACE)["version"]
    told = objects_of(owner, then)
    for name, each in samples(office).items():
        owner.patch(f"{PLACE}/{name}/{made[name]}", each.change)
    for name in ("teams", "rooms", "mailboxes", "contacts"):
        owner.delete(f"{PLACE}/{name}/{made[name]}")
    owner.post(f"{PLACE}/employees", BORIS | {"number": "103"})
    owner.patch(PLACE, {"name": "Something else"})
    preview = owner.get(f"{PLACE}/versions/{then}/restore")
    assert preview["obstacles"] == []
    assert len(preview["objects"]) == len(made) + 2
    change = owner.post(f"{PLACE}/versions/{then}/restore", {})["change"]
    assert objects_of(owner, change["version"]) == told
    assert owner.ask("POST", f"{PLACE}/versions/{then}/restore", {}).code == "nothing-changed"
    whole(rows, engines)


def test_a_number_that_another_company_has_meanwhile_cannot_be_brought_back(customers: Customers) -> None:
    owner = customers.owner
    number = owner.post(f"{PLACE}/numbers", {"number": "+74951230001"})
    owner.delete(f"{PLACE}/numbers/{number['id']}")
    customers.rival_owner.post("/companies/rival/numbers", {"number": "+74951230001"})
    refused = owner.ask("POST", f"{PLACE}/versions/3/undo", {})
    assert (refused.status, refused.code) == (409, "number-taken")
    assert "rival" not in refused.text.lower()


def test_the_very_first_version_cannot_be_undone(owner: Program, engines: Engines) -> None:
    before = content_of(engines.database)
    assert owner.ask("POST", f"{PLACE}/versions/1/undo", {}).status == 409
    assert content_of(engines.database) == before


@pytest.mark.parametrize("what", ["undo", "restore"])
def test_versions_that_are_not_there_are_not_reverted_to(owner: Program, what: str) -> None:
    assert owner.ask("POST", f"{PLACE}/versions/99/{what}", {}).status == 404
    assert owner.ask("GET", f"{PLACE}/versions/99/{what}").status == 404


def test_any_change_may_say_why(owner: Program) -> None:
    answer = owner.ask("POST", f"{PLACE}/employees", ANNA, Change_Reason=quote("Новая сотрудница"))
    assert answer.status == 201
    assert owner.get(f"{PLACE}/versions/2")["reason"] == "Новая сотрудница"
    owner.patch(f"{PLACE}/employees/{answer.json['id']}", {"name": "Anne"})
    assert owner.get(f"{PLACE}/versions/3")["reason"] == ""


@pytest.mark.parametrize("reason", ["x" * 501, "%FF%FE", "a%00b"])
def test_reasons_that_nobody_could_read_are_refused(owner: Program, reason: str) -> None:
    refused = owner.ask("POST", f"{PLACE}/employees", ANNA, Change_Reason=reason)
    assert (refused.status, refused.fields) == (422, {"Change-Reason"})


def test_an_accepted_warning_is_kept_with_the_reason(owner: Program) -> None:
    team = {"name": "Sales", "number": "301", "members": []}
    answer = owner.ask("POST", f"{PLACE}/teams", team, Change_Reason="Everybody comes on Monday")
    warned = answer.json["change"]["warnings"]
    assert warned
    made = owner.get(f"{PLACE}/versions/2")
    assert (made["warnings"], made["reason"]) == (warned, "Everybody comes on Monday")
