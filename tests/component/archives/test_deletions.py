"""A company that was deleted leaves nothing behind, and a report says so."""

from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from control_plane.core.storage import storage_of
from control_plane.features.access.models import Entry, Membership, User
from control_plane.features.deletions.catalogue import places
from control_plane.features.deletions.models import Deletion
from control_plane.features.deletions.proving import prove_due
from control_plane.features.signin.sessions import open_session
from control_plane.features.signin.visit import Visit
from tests.component.archives.conftest import Works, furnish, with_files
from tests.component.files.conftest import AT, Uploading
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from wire.facts import Fact, FactKind, Leg, Party


def proven(works: Works) -> dict[str, Any]:
    """After one check more."""
    with works.engines.database.begin() as connection:
        connection.execute(text("UPDATE deletions SET due_at = now() - interval '1 second'"))
    prove_due(works.engines.database, storage_of(works.engines.settings))
    (report,) = works.program.get("/deletions")["items"]
    return dict(report)


def told_gone(node: Reporter, version: int) -> None:
    assert node.acknowledge("bluebell", version, "0" * 64).status == 204


def fill(works: Works, owner: Program, node: Reporter, uploading: Uploading) -> None:
    """Every kind of object, file, and row that a company can have."""
    made = furnish(owner)
    with_files(uploading, made["mailbox"]["id"])
    leg = Leg(id="1.1", party=Party.PHONE, party_id=made["anna"]["phones"][0]["login"], dialled="102")
    started = Fact(id="n1/1", call="n1:1.1", kind=FactKind.LEG_STARTED, leg=leg, company="bluebell", at=AT)
    strange = Fact(id="n1/2", call="n1:1.1", kind=FactKind.LEG_ENDED, leg=leg, company="", at=AT)
    node.tell([started, strange])
    hook = {"name": "CRM", "url": "https://crm.example.com/x", "topics": ["version.published"]}
    owner.post("/companies/bluebell/webhooks", hook, Idempotency_Key="once")
    scenario = {"name": "Sunday", "from": "101", "to": "102", "at": "now"}
    owner.post("/companies/bluebell/scenarios", scenario)
    owner.patch(f"/companies/bluebell/employees/{made['anna']['id']}", {"name": "Anna Smith"})
    works.export(files=["recording"], history=True)
    _rows_that_no_route_makes(works)


_MORE = (
    "INSERT INTO drafts (company_id, id, name, reason, state, author, author_id, created_at, changed_at, scheduled_by,"
    " problem) VALUES ('bluebell', 'd', 'Draft', '', 'open', 'v', 'v', now(), now(), '', '')",
    "INSERT INTO draft_objects (company_id, draft_id, kind, id, base_version, revision, author, at)"
    " VALUES ('bluebell', 'd', 'employee', 'e', 1, 1, 'v', now())",
    "INSERT INTO bundles (hash, name, version, author, manifest, signer, bytes, key_id, created_at)"
    " VALUES ('e', 'x', '1', 'd', '{}', 's', 1, '', now())",
    "INSERT INTO company_bundles (company_id, hash, added_at, added_by) VALUES ('bluebell', 'e', now(), 'd')",
    "INSERT INTO event_holds (company_id, listener, why, at) VALUES ('bluebell', 'x', '', now())",
    "INSERT INTO events (id, company_id, topic, at, data) VALUES ('e1', 'bluebell', 'x', now(), '{}')",
    "INSERT INTO event_tasks SELECT 't1', 'bluebell', 'x', number, 'done', now(), now(), now(), 0, '', now()"
    " FROM events WHERE id = 'e1'",
    "INSERT INTO webhook_attempts SELECT 'a1', 'bluebell', id, 't1', now(), 1, 200, '', '' FROM webhooks",
    "INSERT INTO custom_rows (company_id, id, collection, listener, at, data)"
    " VALUES ('bluebell', 'r', 'c', 'l', now(), '{}')",
    "INSERT INTO taken_switches (node_id, id, company_id, version, at) VALUES ('n1', 's', 'bluebell', 1, now())",
    "INSERT INTO line_states (company_id, line_id, up, at) SELECT 'bluebell', id, true, now() FROM lines",
    "INSERT INTO faxes (company_id, id, node, file, at, bytes, sha256, key_id, storage, fax, call, pages, number)"
    " VALUES ('bluebell', 'f', 'n1', 'f.tif', now(), 1, '', '', 'kept/bluebell/fax/f', 'f', '', 1, '')",
    "INSERT INTO identity_providers (id, company_id, name, issuer, client_id, secret_box, created_at)"
    " VALUES ('p', 'bluebell', 'Acme', 'https://id.example', 'c', '', now())",
    "INSERT INTO support_visits (company_id, id, user_id, visitor, reason, may_change, began_at, ends_at, ended_by)"
    " VALUES ('bluebell', 'v', 'u', 'Sam', 'why', false, now(), now(), '')",
    "INSERT INTO mails (id, company_id, recipient, subject, text, about, delete_after, due_at, attempts, problem)"
    " VALUES ('m', 'bluebell', 'a@example.com', '', '', '', false, now(), 0, '')",
)


def _rows_that_no_route_makes(works: Works) -> None:
    with Session(works.engines.database) as session, session.begin():
        for statement in _MORE:
            session.execute(text(statement))
        vera = session.scalars(select(User).where(User.login == "vera@example.com")).one()
        visit = Visit(session=session, settings=works.engines.settings, now=AT, address="", device="")
        open_session(visit, vera, Entry.PASSWORD)


def test_nothing_of_a_full_company_is_left_anywhere(
    works: Works, owner: Program, customers: Customers, node: Reporter, uploading: Uploading, engines: Engines
) -> None:
    fill(works, owner, node, uploading)
    works = works.by(customers.reseller)
    version = customers.reseller.get("/companies/bluebell")["version"]
    customers.reseller.delete("/companies/bluebell")

    before_nodes_told = proven(works)
    assert before_nodes_told["state"] == "going"
    assert before_nodes_told["nodes"] == {"n1": None}
    assert before_nodes_told["found"] == {"outbox": 1}
    told_gone(node, version)
    report = proven(works)
    assert (report["state"], report["found"]) == ("proven", {})
    assert report["nodes"]["n1"] is not None
    assert report["by"] == "Reseller"
    assert report["files_erased"] >= 5

    assert _unfilled(engines, report["rows"]) == set()
    assert _everywhere(engines, "bluebell") == {"deletions", "retired_companies"}
    assert _files(engines, "bluebell") == []
    assert list(storage_of(engines.settings).names("archives")) == []
    assert customers.owner.ask("GET", "/companies").status == 401, "whoever had this company alone has no token left"
    assert customers.developer.ask("GET", "/companies").status == 401
    assert customers.rival_owner.get("/companies/rival")["id"] == "rival"


def _unfilled(engines: Engines, rows: dict[str, int]) -> set[str]:
    """Tables that can hold a company and that this test has not filled: fill them, too."""
    with engines.database.connect() as connection:
        return {table for table, _ in places(connection)} - rows.keys()


def _everywhere(engines: Engines, company: str) -> set[str]:
    """Tables with a row that has the company's name anywhere in it: without the catalogue's idea of where."""
    found = set()
    with engines.database.connect() as connection:
        for table in inspect(engines.database).get_table_names():
            mentions = text(f'SELECT count(*) FROM "{table}" AS row WHERE to_jsonb(row)::text LIKE :name')
            if connection.scalar(mentions, {"name": f'%"{company}"%'}):
                found.add(table)
    return found


def _files(engines: Engines, company: str) -> list[str]:
    return [str(path) for path in engines.settings.files.rglob("*") if path.is_file() and company in str(path)]


def test_the_check_finds_what_somebody_has_left(works: Works, customers: Customers, node: Reporter) -> None:
    works = works.by(customers.reseller)
    customers.reseller.delete("/companies/bluebell")
    told_gone(node, 1)
    storage = storage_of(works.engines.settings)
    with works.engines.database.begin() as connection:
        connection.execute(
            text("INSERT INTO event_holds (company_id, listener, why, at) VALUES ('bluebell', 'x', '', now())")
        )
        connection.execute(
            text(
                "INSERT INTO events (id, company_id, topic, at, data) VALUES ('e', 'bluebell', 'x', now(), '{}');"
                "INSERT INTO event_tasks SELECT 't', 'bluebell', 'x', number, 'waiting', now(), now(), now(), 0, '',"
                " NULL FROM events WHERE id = 'e'"
            )
        )
    storage.put("sounds/bluebell/ab/abc", b"x")
    found = proven(works)
    assert found["state"] == "going"
    assert found["found"] == {"event_holds": 1, "events": 1, "event_tasks": 1}
    with works.engines.database.begin() as connection:
        connection.execute(text("UPDATE event_tasks SET state = 'done'"))
    assert proven(works)["state"] == "proven"


def test_a_recording_on_legal_hold_forbids_the_deletion_in_words(
    works: Works, owner: Program, customers: Customers, uploading: Uploading
) -> None:
    made = furnish(owner)
    with_files(uploading, made["mailbox"]["id"])
    (recording,) = owner.get("/companies/bluebell/recordings")["items"]
    place = f"/companies/bluebell/recordings/{recording['id']}"
    owner.patch(place, {"legal_hold": True})
    refused = customers.reseller.ask("DELETE", "/companies/bluebell")
    assert (refused.status, refused.code) == (409, "on-legal-hold")
    assert "lifted" in refused.json["detail"]
    assert owner.get("/companies/bluebell")["id"] == "bluebell"
    assert customers.reseller.get("/deletions")["items"] == []
    owner.patch(place, {"legal_hold": False})
    customers.reseller.delete("/companies/bluebell")


def test_a_new_company_of_the_name_keeps_what_it_has(works: Works, customers: Customers) -> None:
    customers.reseller.delete("/companies/bluebell")
    customers.reseller.post("/companies", {"id": "bluebell", "name": "Again"})
    storage_of(works.engines.settings).put("sounds/bluebell/ab/abc", b"x")
    report = proven(works.by(customers.reseller))
    assert (report["state"], report["superseded"], report["files_erased"]) == ("proven", True, 0)
    assert customers.reseller.get("/companies/bluebell")["name"] == "Again"


def test_reports_are_for_operators_and_the_reseller(works: Works, customers: Customers, rows: Session) -> None:
    customers.reseller.delete("/companies/bluebell")
    (report,) = customers.reseller.get("/deletions")["items"]
    assert customers.operator.get(f"/deletions/{report['id']}")["company"] == "bluebell"
    assert customers.rival_reseller.get("/deletions")["items"] == []
    assert customers.rival_reseller.ask("GET", f"/deletions/{report['id']}").status == 404
    assert customers.rival_owner.ask("GET", "/deletions").status == 403
    assert rows.get(Deletion, report["id"]) is not None


@pytest.mark.parametrize("who", ["owner", "rival_reseller"])
def test_who_may_not_delete_leaves_no_report(customers: Customers, rows: Session, who: str) -> None:
    assert getattr(customers, who).ask("DELETE", "/companies/bluebell").status in (403, 404)
    assert rows.scalars(select(Deletion)).all() == []


def test_who_has_another_company_keeps_signing_in(works: Works, customers: Customers, rows: Session) -> None:
    vera = rows.scalars(select(User).where(User.login == "vera@example.com")).one()
    rows.add(Membership(user_id=vera.id, company_id="rival"))
    rows.commit()
    customers.reseller.delete("/companies/bluebell")
    report = proven(works.by(customers.reseller))
    assert "users" not in report["rows"]
    assert [each["id"] for each in customers.owner.get("/companies")["items"]] == ["rival"]
