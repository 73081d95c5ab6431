"""Changes prepared together and published as one version."""

import time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.core.secrets_box import SecretsBox
from control_plane.features.drafts.contents import add_to_draft
from control_plane.features.drafts.models import DraftObject
from control_plane.features.lines.models import Line
from control_plane.features.phones.models import Phone
from control_plane.features.phones.service import credentials_for
from control_plane.features.versions.models import Version
from tenants import model
from tenants.model import Kind
from tests.component.control_plane.database import company_of, content_of, to
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
ANNA = {"name": "Anna", "number": "101"}
BORIS = {"name": "Boris", "number": "102"}


@pytest.fixture
def draft(owner: Program) -> str:
    made = owner.post(f"{PLACE}/drafts", {"name": "New year", "reason": "Holidays"})
    assert (made["state"], made["objects"], made["author"]) == ("open", 0, "Vera")
    return f"{PLACE}/drafts/{made['id']}"


def want(program: Program, draft: str, kind: str, data: dict[str, Any], identifier: str = "", **more: Any) -> Any:
    """Want a new object, or fields of one that is there."""
    body = {"data": data, **more}
    if identifier:
        return program.patch(f"{draft}/objects/{kind}/{identifier}", body)
    return program.post(f"{draft}/objects/{kind}", body)


def newest(rows: Session) -> Version:
    mine = select(Version).where(Version.company_id == "bluebell").order_by(Version.number.desc()).limit(1)
    return rows.scalars(mine).one()


def test_nothing_changes_until_it_is_published_and_then_everything_in_one_version(
    owner: Program, rows: Session, engines: Engines, draft: str
) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"])
    team = want(owner, draft, "team", {"name": "Sales", "number": "301", "members": [to(anna)]})["object"]
    assert owner.get(f"{PLACE}/teams")["items"] == []
    assert newest(rows).number == 2
    change = owner.post(f"{draft}/publish", {})["change"]
    assert change["version"] == 3
    assert owner.get(f"{PLACE}/teams/{team['id']}")["number"] == "301"
    assert owner.get(f"{PLACE}/employees/{anna['id']}")["ring_seconds"] == 45
    version = newest(rows)
    assert (version.summary, version.reason) == ("Draft “New year” published", "Holidays")
    assert company_of(rows, engines.settings, "bluebell").state_hash == version.state_hash
    done = owner.get(draft)
    assert (done["state"], done["version"], done["wants"]) == ("published", 3, [])
    assert owner.ask("POST", f"{draft}/publish", {}).code == "draft-published"


def test_a_draft_says_what_it_would_change_and_what_is_to_be_looked_at(owner: Program, draft: str) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"])
    want(owner, draft, "team", {"name": "Sales", "members": []})
    shown = owner.get(draft)
    assert [each["words"] for each in shown["differences"]] == ["Anna (101) changed", "Team “Sales” added"]
    assert [field["words"] for field in shown["differences"][0]["fields"]] == ["Rings for: 20 → 45"]
    assert "team-of-nobody" in [each["code"] for each in shown["warnings"]]
    assert shown["obstacles"] == shown["faults"] == []


def test_warnings_are_published_with_a_reason_only_and_both_are_kept(owner: Program) -> None:
    draft = f"{PLACE}/drafts/{owner.post(f'{PLACE}/drafts', {'name': 'Quick'})['id']}"
    want(owner, draft, "team", {"name": "Sales", "members": []})
    refused = owner.ask("POST", f"{draft}/publish", {})
    assert refused.status == 422
    assert "reason" in refused.fields
    change = owner.post(f"{draft}/publish", {"reason": "They come on Monday"})["change"]
    made = owner.get(f"{PLACE}/versions/{change['version']}")
    assert made["reason"] == "They come on Monday"
    assert "team-of-nobody" in [each["code"] for each in made["warnings"]]


def test_what_cannot_work_is_told_and_not_published(owner: Program, engines: Engines, draft: str) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    want(owner, draft, "team", {"name": "Sales", "number": "101", "members": []})
    gone = {"kind": "employee", "id": "nobody"}
    other = want(owner, draft, "team", {"name": "Night", "members": [gone]})["object"]
    before = content_of(engines.database)
    refused = owner.ask("POST", f"{draft}/publish", {})
    assert (refused.status, refused.fields) == (409, {f"team/{other['id']}: members.0"})
    assert owner.ask("DELETE", f"{draft}/objects/team/{other['id']}").status == 204
    (fault,) = owner.get(draft)["faults"]
    assert fault["code"] == "number-taken"
    assert owner.ask("POST", f"{draft}/publish", {}).status == 422
    after = content_of(engines.database)
    assert after["versions"] == before["versions"]
    assert after["company_objects"] == before["company_objects"] == []


def test_a_draft_that_others_have_overtaken_is_published_on_top_of_theirs(owner: Program, draft: str) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"])
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"name": "Anne"})
    owner.post(f"{PLACE}/employees", BORIS)
    owner.post(f"{draft}/publish", {})
    now = owner.get(f"{PLACE}/employees/{anna['id']}")
    assert (now["name"], now["ring_seconds"]) == ("Anne", 45)


def test_a_conflict_is_told_and_nothing_is_overwritten(
    customers: Customers, owner: Program, engines: Engines, draft: str
) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"])
    want(owner, draft, "contact", {"name": "Taxi", "number": "+74951234567"})
    customers.reseller.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 30})
    (obstacle,) = owner.get(draft)["obstacles"]
    assert obstacle["field"] == f"employee/{anna['id']}: ring_seconds"
    assert "Reseller" in obstacle["message"]
    before = content_of(engines.database)
    refused = owner.ask("POST", f"{draft}/publish", {})
    assert (refused.status, refused.code) == (409, "changed-since")
    assert content_of(engines.database) == before
    version = owner.get(PLACE)["version"]
    want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"], based_on=version)
    owner.post(f"{draft}/publish", {})
    assert owner.get(f"{PLACE}/employees/{anna['id']}")["ring_seconds"] == 45


def test_two_who_work_on_one_draft_see_each_other(customers: Customers, owner: Program, draft: str) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    mine = want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"], revision=0)["object"]
    assert mine["revision"] == 1
    theirs = want(customers.reseller, draft, "employee", {"name": "Anne"}, anna["id"], revision=1)["object"]
    assert (theirs["revision"], theirs["author"]) == (2, "Reseller")
    assert (theirs["data"]["name"], theirs["data"]["ring_seconds"]) == ("Anne", 45)
    body = {"data": {"ring_seconds": 50}, "revision": 1}
    late = owner.ask("PATCH", f"{draft}/objects/employee/{anna['id']}", body)
    assert (late.status, late.code) == (409, "changed-meanwhile")
    assert "Reseller" in late.json["detail"]
    (wanted,) = owner.get(draft)["wants"]
    assert wanted == theirs


def test_what_is_wanted_as_it_is_is_wanted_no_more(owner: Program, draft: str) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    want(owner, draft, "employee", {"ring_seconds": 45}, anna["id"])
    assert want(owner, draft, "employee", {"ring_seconds": 20}, anna["id"])["object"] is None
    assert owner.get(draft)["objects"] == 0
    assert owner.ask("POST", f"{draft}/publish", {}).code == "nothing-changed"


def test_a_whole_object_leaves_out_what_is_default_and_keeps_secrets(owner: Program, draft: str) -> None:
    room = owner.post(f"{PLACE}/rooms", {"name": "Board", "number": "801", "pin": "7319"})
    owner.ask("PUT", f"{draft}/objects/room/{room['id']}", {"data": {"name": "Big board", "number": "802"}})
    owner.post(f"{draft}/publish", {})
    now = owner.get(f"{PLACE}/rooms/{room['id']}")
    assert (now["name"], now["number"], now["has_pin"]) == ("Big board", "802", True)


def test_somebody_is_hired_in_a_draft_with_a_phone(owner: Program, rows: Session, engines: Engines, draft: str) -> None:
    anna = want(owner, draft, "employee", ANNA)["object"]
    made = want(owner, draft, "phone", {"employee": anna["id"], "label": "Desk"})
    secret = made["credentials"]
    assert secret["password"] not in owner.ask("GET", draft).text
    owner.post(f"{draft}/publish", {})
    phone = rows.get_one(Phone, ("bluebell", made["object"]["id"]))
    box = SecretsBox(engines.settings.secrets_key)
    assert (phone.login, phone.employee_id) == (secret["login"], anna["id"])
    assert box.unlock(phone.password_box, f"phone:bluebell:{phone.id}") == secret["password"]
    assert company_of(rows, engines.settings, "bluebell").state_hash == newest(rows).state_hash


def test_a_provider_password_is_locked_in_the_draft_and_reaches_the_line(
    owner: Program, rows: Session, engines: Engines, draft: str
) -> None:
    wish = {"name": "City", "host": "sip.example.net", "username": "u", "password": "s3cret-of-line"}
    line = want(owner, draft, "line", wish | {"authentication": "registration"})["object"]
    assert "s3cret" not in repr(content_of(engines.database))
    owner.post(f"{draft}/publish", {})
    row = rows.get_one(Line, ("bluebell", line["id"]))
    assert row.password_box is not None
    box = SecretsBox(engines.settings.secrets_key)
    assert box.unlock(row.password_box, f"line:bluebell:{line['id']}") == "s3cret-of-line"
    assert company_of(rows, engines.settings, "bluebell").state_hash == newest(rows).state_hash


def test_who_goes_in_a_draft_takes_the_phones_along(owner: Program, rows: Session, draft: str) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    owner.post(f"{draft}/objects/employee/{anna['id']}/removal", {})
    assert {each["kind"] for each in owner.get(draft)["wants"]} == {"employee", "phone"}
    owner.post(f"{draft}/publish", {})
    assert list(rows.scalars(select(Phone))) == []


def test_the_simulator_tells_what_would_happen_after_it_is_published(owner: Program, draft: str) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    boris = owner.post(f"{PLACE}/employees", BORIS)
    owner.post(f"{PLACE}/lines", {"name": "City", "host": "sip.example.net"})
    owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "destination": to(anna)})
    number = owner.get(f"{PLACE}/numbers")["items"][0]
    want(owner, draft, "number", {"destination": to(boris)}, number["id"])
    question = {"from": "+79161234567", "to": "+74951230001"}
    assert owner.post(f"{draft}/simulations", question)["rang"] == ["102"]
    assert owner.post(f"{PLACE}/simulations", question)["rang"] == ["101"]


def test_what_is_discarded_is_gone_and_the_audit_trail_knows_it(owner: Program, rows: Session, draft: str) -> None:
    want(owner, draft, "contact", {"name": "Taxi", "number": "+74951234567"})
    assert owner.ask("DELETE", draft).status == 204
    assert owner.ask("GET", draft).status == 404
    assert list(rows.scalars(select(DraftObject))) == []


def test_an_import_fills_a_draft_at_once(owner: Program, rows: Session, engines: Engines, draft: str) -> None:
    with Session(engines.database) as session, session.begin():
        ctx = Context(session, SYSTEM, engines.settings)
        items: list[model.TelephonyObject] = []
        boxes = {}
        for count in range(20):
            person = model.Employee(id=f"e{count}", name=f"P {count}", number=str(200 + count))
            new = credentials_for(ctx, "bluebell", f"p{count}", person, password=f"secret-{count}-word")
            digests = {"digest": new.digest, "legacy_digest": new.legacy_digest}
            phone = model.Phone(id=f"p{count}", employee=person.id, label="Desk", login=new.login, **digests)
            boxes[(Kind.PHONE, phone.id)] = new.box
            items += [person, phone]
        items.append(model.Line(id="l1", name="City", host="sip.example.net", username="u", password="line-pass"))
        assert add_to_draft(ctx, "bluebell", draft.rpartition("/")[2], items, boxes=boxes) == 41
    assert owner.get(draft)["objects"] == 41
    change = owner.post(f"{draft}/publish", {"reason": "Import"})["change"]
    assert change["version"] == 2
    company = company_of(rows, engines.settings, "bluebell")
    assert (len(company.employees), company.state_hash) == (20, newest(rows).state_hash)
    assert company.lines["l1"].password == "line-pass"


@pytest.mark.parametrize(
    ("kind", "identifier", "data", "status"),
    [
        ("nothing", "x", {}, 404),
        ("team", "BAD ID", {}, 404),
        ("team", "t1", {"name": ""}, 422),
        ("team", "t1", {"id": "t2", "name": "T"}, 422),
        ("employee", "e1", {"name": "A"}, 422),
        ("phone", "p1", {"employee": "nobody"}, 422),
        ("phone", "p1", {"digest": "0" * 64}, 422),
        ("sound", "s1", {"name": "S"}, 404),
        ("profile", "rival", {"name": "R"}, 404),
        ("line", "l1", {"name": "L", "shared": True}, 422),
        ("profile", "bluebell", {"time_zone": 7}, 422),
    ],
)
def test_what_no_object_can_be_is_refused_at_once(
    owner: Program, draft: str, kind: str, identifier: str, data: dict[str, Any], status: int
) -> None:
    refused = owner.ask("PUT", f"{draft}/objects/{kind}/{identifier}", {"data": data})
    assert refused.status == status, refused.text
    assert owner.get(draft)["wants"] == []


def test_a_draft_of_another_company_is_not_there(customers: Customers, draft: str) -> None:
    other = customers.rival_owner
    assert other.ask("GET", draft).status == 404
    assert other.ask("GET", draft.replace("bluebell", "rival")).status == 404
    assert other.ask("POST", f"{draft.replace('bluebell', 'rival')}/publish", {}).status == 404


def test_thousands_of_objects_are_drafted_and_published_in_seconds(
    owner: Program, rows: Session, engines: Engines, draft: str
) -> None:
    identifier, many = draft.rpartition("/")[2], 3000
    begun = time.monotonic()
    with Session(engines.database) as session, session.begin():
        people = [model.Employee(id=f"e{n}", name=f"P {n}", number=str(10000 + n)) for n in range(many)]
        contacts = [model.Contact(id=f"c{n}", name=f"C {n}", number=f"+7495{1000000 + n}") for n in range(many)]
        add_to_draft(Context(session, SYSTEM, engines.settings), "bluebell", identifier, [*people, *contacts])
    drafted = time.monotonic() - begun
    owner.post(f"{draft}/publish", {"reason": "Import"})
    published = time.monotonic() - begun - drafted
    company = company_of(rows, engines.settings, "bluebell")
    assert (len(company.employees), company.state_hash) == (many, newest(rows).state_hash)
    # Seconds on a machine of one's own; nine times as long where eight others work, too.
    assert drafted < 30, drafted
    assert published < 60, published
