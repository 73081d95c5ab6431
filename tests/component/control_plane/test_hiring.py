"""Hiring, changing and removing people: what is there afterwards, and what is not when something goes wrong."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.audit.models import Audit
from control_plane.features.employees.models import Employee
from control_plane.features.numbers.models import Number
from control_plane.features.phones.models import Phone
from control_plane.features.versions.models import Delivery, Outbox, Version
from tests.component.control_plane.database import company_of, content_of, to
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

ANNA = {"name": "Анна Иванова", "number": "101"}


def newest(rows: Session) -> Version:
    versions = select(Version).where(Version.company_id == "bluebell").order_by(Version.number.desc())
    return rows.scalars(versions.limit(1)).one()


def test_hiring_answers_with_the_employee_a_phone_and_the_version_it_became(owner: Program) -> None:
    answer = owner.ask("POST", "/companies/bluebell/employees", ANNA | {"ring_seconds": 30})
    assert answer.status == 201
    assert answer.json["change"] == {"version": 2, "state": "publishing", "warnings": []}
    assert (answer.json["name"], answer.json["number"], answer.json["ring_seconds"]) == ("Анна Иванова", "101", 30)
    (phone,) = answer.json["phones"]
    assert phone["label"] == "Desk"
    assert phone["server"] == "127.0.0.1:5060"
    assert owner.get(f"/companies/bluebell/employees/{answer.json['id']}")["name"] == "Анна Иванова"


def test_hiring_writes_version_audit_and_outbox_beside_the_employee(owner: Program, rows: Session) -> None:
    hired = owner.post("/companies/bluebell/employees", ANNA)
    version = newest(rows)
    assert (version.number, version.author, version.summary) == (2, "Vera", "Анна Иванова (101) added")
    assert [item["kind"] for item in version.puts] == ["employee", "phone"]
    assert version.puts[0]["data"]["id"] == hired["id"]
    assert version.removes == []
    audit = rows.scalars(select(Audit).where(Audit.company_id == "bluebell", Audit.version == 2)).one()
    assert (audit.actor, audit.address, audit.before) == ("Vera", "127.0.0.1", [])
    assert audit.after == version.puts
    outbox = rows.get_one(Outbox, ("bluebell", "n1"))
    assert (outbox.version, outbox.attempts) == (2, 0)
    delivery = rows.get_one(Delivery, ("bluebell", 2, "n1"))
    assert (delivery.state, delivery.live_at) == (None, None)


def test_renamed_employee_keeps_everything_else_and_the_audit_tells_both_names(owner: Program, rows: Session) -> None:
    hired = owner.post("/companies/bluebell/employees", ANNA)
    changed = owner.patch(f"/companies/bluebell/employees/{hired['id']}", {"name": "Anna Bell"})
    assert (changed["name"], changed["number"], changed["change"]["version"]) == ("Anna Bell", "101", 3)
    audit = rows.scalars(select(Audit).where(Audit.version == 3)).one()
    assert [item["data"]["name"] for item in (*audit.before, *audit.after)] == ["Анна Иванова", "Anna Bell"]


def test_removed_employee_takes_phones_along_and_numbers_lead_nowhere(owner: Program, rows: Session) -> None:
    hired = owner.post("/companies/bluebell/employees", ANNA)
    number = owner.post("/companies/bluebell/numbers", {"number": "+74951230001", "destination": to(hired)})
    removed = owner.delete(f"/companies/bluebell/employees/{hired['id']}?detach=true")
    version = newest(rows)
    assert (removed["change"]["version"], removed["change"]["state"]) == (4, "publishing")
    assert [warning["code"] for warning in removed["change"]["warnings"]] == ["number-leads-nowhere"]
    assert {(gone["kind"], gone["id"]) for gone in version.removes} == {
        ("employee", hired["id"]),
        ("phone", hired["phones"][0]["id"]),
    }
    (put,) = version.puts
    assert put["data"] == {"id": number["id"], "number": "+74951230001"}
    assert rows.scalars(select(Employee)).all() == []
    assert rows.scalars(select(Phone)).all() == []
    assert owner.get(f"/companies/bluebell/numbers/{number['id']}")["destination"] is None
    assert owner.ask("GET", f"/companies/bluebell/employees/{hired['id']}").status == 404


def test_every_change_leaves_the_state_hash_of_the_company_that_its_rows_make(
    owner: Program, rows: Session, engines: Engines
) -> None:
    def check() -> None:
        company = company_of(rows, engines.settings, "bluebell")
        assert newest(rows).state_hash == company.state_hash
        assert newest(rows).number == company.version

    place = "/companies/bluebell"
    anna = owner.post(f"{place}/employees", ANNA | {"outside_number": "8 (495) 123-00-01"})
    check()
    boris = owner.post(f"{place}/employees", {"name": "Борис", "number": "102", "phones": []})
    phone = owner.post(f"{place}/phones", {"employee_id": boris["id"], "label": "Home"})
    check()
    owner.patch(f"{place}/phones/{phone['id']}", {"label": "Kitchen"})
    owner.post(f"{place}/phones/{phone['id']}/password")
    check()
    number = owner.post(f"{place}/numbers", {"number": "8 495 123-00-01", "destination": to(anna)})
    owner.patch(f"{place}/numbers/{number['id']}", {"label": "Главный"})
    check()
    line = owner.post(f"{place}/lines", {"name": "City", "host": "sip.example.net", "password": "provider-secret"})
    owner.patch(f"{place}/lines/{line['id']}", {"password": "another-secret", "caller_number": "+74951230001"})
    check()
    owner.patch(place, {"name": "Bluebell", "time_zone": "Europe/Moscow"})
    owner.delete(f"{place}/employees/{anna['id']}?detach=true")
    check()
    owner.delete(f"{place}/phones/{phone['id']}")
    owner.delete(f"{place}/numbers/{number['id']}")
    owner.delete(f"{place}/lines/{line['id']}")
    check()
    assert owner.get(place)["version"] == 15


def test_a_change_that_fails_at_its_last_step_leaves_nothing_behind(
    owner: Program, engines: Engines, rows: Session
) -> None:
    hired = owner.post("/companies/bluebell/employees", ANNA)
    before = content_of(engines.database)
    with engines.as_owner() as connection:
        connection.execute("ALTER TABLE outbox ADD CONSTRAINT nothing_goes_out CHECK (version < 3)")
    try:
        for method, path, body in (
            ("POST", "/employees", {"name": "Boris", "number": "102"}),
            ("PATCH", f"/employees/{hired['id']}", {"name": "Anna Bell"}),
            ("DELETE", f"/employees/{hired['id']}", None),
        ):
            answer = owner.ask(method, f"/companies/bluebell{path}", body)
            assert answer.status == 500
            assert answer.code == "unexpected"
            assert "nothing_goes_out" not in answer.text
            assert content_of(engines.database) == before
    finally:
        with engines.as_owner() as connection:
            connection.execute("ALTER TABLE outbox DROP CONSTRAINT nothing_goes_out")


def test_a_change_that_changes_nothing_makes_no_version(owner: Program) -> None:
    hired = owner.post("/companies/bluebell/employees", ANNA)
    for wish in ({}, {"name": "Анна Иванова"}, {"name": " Анна Иванова "}, {"outside_number": None}):
        answer = owner.ask("PATCH", f"/companies/bluebell/employees/{hired['id']}", wish)
        assert (answer.status, answer.code) == (409, "nothing-changed")
    assert owner.get("/companies/bluebell")["version"] == 2


@pytest.mark.parametrize("typed", ["8 (495) 123-00-01", "+7 495 123-00-01", "+74951230001"])
def test_outside_numbers_are_understood_as_people_write_them(owner: Program, rows: Session, typed: str) -> None:
    assert owner.post("/companies/bluebell/numbers", {"number": typed})["number"] == "+74951230001"
    assert rows.scalars(select(Number.number)).all() == ["+74951230001"]


def test_company_that_was_deleted_and_created_again_is_newer_than_all_that_nodes_know_of_it(
    customers: Customers, owner: Program
) -> None:
    owner.post("/companies/bluebell/employees", ANNA)
    customers.reseller.delete("/companies/bluebell")
    made = customers.reseller.post("/companies", {"id": "bluebell", "name": "Bluebell"})
    assert made["change"]["version"] == 3
    assert customers.reseller.get("/companies/bluebell/employees")["items"] == []
