"""From the outbox to the node's own queue: nothing is lost, nothing is forged, nobody else's keys are touched."""

import json
import threading
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from control_plane.features.audit.models import Audit
from control_plane.features.lines.models import Line
from control_plane.features.nodes.models import Placement
from control_plane.features.versions.models import Outbox, Version
from control_plane.features.versions.publisher import Publisher
from deploy.engines import valkey
from tenants.model import Company
from tests.component.control_plane.database import company_of, to
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from wire.envelope import Payload
from wire.operations import CompanyDocument, CompanyPatch

PLACE = "/companies/bluebell"
ANNA = {"name": "Анна", "number": "101"}


@pytest.fixture
def publisher(customers: Customers, engines: Engines) -> Iterator[Publisher]:
    made = Publisher(engines.settings)
    yield made
    made.stop.set()
    made.engine.dispose()
    made.redis.close()


def fetched(engines: Engines, node: Reporter) -> list[Payload]:
    """What the node takes from its queue with its own rights, verified."""
    messages = []
    with redis.Redis.from_url(engines.node_redis_url) as queue:
        while job := queue.lmove("rqn:n1:queue:jobs", "rqn:n1:taken", "LEFT", "RIGHT"):
            data = queue.hget(f"rqn:n1:job:{job.decode()}", "data")
            assert isinstance(data, bytes)
            name, _, arguments, named = json.loads(zlib.decompress(data))
            assert (name, arguments, list(named)) == ("carillon.deliver", [], ["envelope"])
            messages.append(node.open(named["envelope"]))
    return messages


def about(payloads: list[Payload], company: str = "bluebell") -> list[Payload]:
    return [payload for payload in payloads if payload.args["company"] == company]


def settled(publisher: Publisher, engines: Engines, node: Reporter) -> Company:
    """The node has bluebell's version as its rows are now, and acknowledged it."""
    publisher.publish_due()
    fetched(engines, node)
    with Session(engines.database) as session:
        company = company_of(session, engines.settings, "bluebell")
    assert node.acknowledge("bluebell", company.version, company.state_hash).status == 204
    return company


def due_now(rows: Session) -> None:
    rows.execute(update(Outbox).values(due_at=text("now()")))


def parsed(items: tuple[Any, ...]) -> list[Any]:
    return [item.parse() for item in items]


def test_new_company_goes_to_its_node_as_a_whole_document(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter, rows: Session
) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    assert publisher.publish_due() == 2
    (payload,) = about(fetched(engines, node))
    assert (payload.op, payload.version, payload.aud) == ("company.document", 2, "n1")
    document = CompanyDocument.model_validate(payload.args)
    built = Company.build("bluebell", document.version, parsed(document.items))
    assert built.state_hash == document.state_hash == company_of(rows, engines.settings, "bluebell").state_hash


def test_every_key_in_the_queue_belongs_to_the_node(publisher: Publisher, engines: Engines) -> None:
    assert publisher.publish_due() == 2
    with engines.queue as queue:
        # How many requests tokens have sent is counted in the same place; no node may read that.
        keys = {key.decode() for key in queue.keys("*") if not key.startswith(b"carillon:rate:")}
    assert len(keys) >= 3
    assert [key for key in keys if not key.startswith("rqn:n1:")] == []


def test_what_the_node_knows_is_not_sent_again_only_what_has_changed(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter
) -> None:
    hired = owner.post(f"{PLACE}/employees", ANNA)
    before = settled(publisher, engines, node)
    owner.patch(f"{PLACE}/employees/{hired['id']}", {"name": "Anna Bell"})
    publisher.publish_due()
    (payload,) = about(fetched(engines, node))
    patch = CompanyPatch.model_validate(payload.args)
    assert (payload.op, patch.base_version, patch.version) == ("company.patch", 2, 3)
    (put,) = parsed(patch.puts)
    assert (put.name, patch.removes) == ("Anna Bell", ())
    assert before.changed(3, [put], []).state_hash == patch.state_hash


def test_many_changes_become_one_message_with_the_last_word_on_each_object(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter, rows: Session
) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    number = owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "destination": to(anna)})
    before = settled(publisher, engines, node)
    boris = owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})
    owner.patch(f"{PLACE}/employees/{boris['id']}", {"name": "Boris Bell"})
    owner.patch(f"{PLACE}/numbers/{number['id']}", {"destination": to(boris)})
    owner.delete(f"{PLACE}/employees/{anna['id']}")
    line = owner.post(f"{PLACE}/lines", {"name": "City", "host": "sip.example.net"})
    owner.delete(f"{PLACE}/lines/{line['id']}")
    publisher.publish_due()
    (payload,) = about(fetched(engines, node))
    patch = CompanyPatch.model_validate(payload.args)
    assert (patch.base_version, patch.version) == (3, 9)
    assert len(patch.puts) == 3
    after = before.changed(9, parsed(patch.puts), [(gone.kind, gone.id) for gone in patch.removes])
    assert after.state_hash == patch.state_hash == company_of(rows, engines.settings, "bluebell").state_hash
    assert [employee.name for employee in after.employees.values()] == ["Boris Bell"]


def test_line_password_reaches_the_node_and_neither_history_nor_audit(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter, rows: Session
) -> None:
    line = owner.post(f"{PLACE}/lines", {"name": "City", "host": "sip.example.net", "password": "Provider-Secret-1"})
    settled(publisher, engines, node)
    owner.patch(f"{PLACE}/lines/{line['id']}", {"password": "Provider-Secret-2"})
    publisher.publish_due()
    (payload,) = about(fetched(engines, node))
    (put,) = parsed(CompanyPatch.model_validate(payload.args).puts)
    assert put.password == "Provider-Secret-2"
    history = [(v.puts, v.summary) for v in rows.scalars(select(Version))]
    audit = [(a.before, a.after, a.action) for a in rows.scalars(select(Audit))]
    assert "Provider-Secret" not in repr((history, audit))
    assert [item["data"].get("password") for item in history[-1][0]] == [None]


def test_deleted_company_is_taken_from_its_node(
    publisher: Publisher, customers: Customers, engines: Engines, node: Reporter, rows: Session
) -> None:
    settled(publisher, engines, node)
    customers.reseller.delete(PLACE)
    publisher.publish_due()
    (payload,) = about(fetched(engines, node))
    assert (payload.op, payload.version) == ("company.remove", 1)
    assert rows.get(Outbox, ("bluebell", "n1")) is not None
    assert node.acknowledge("bluebell", 1, "0" * 64).status == 204
    rows.expire_all()
    assert rows.get(Outbox, ("bluebell", "n1")) is None
    made = customers.reseller.post("/companies", {"id": "bluebell", "name": "Bluebell"})
    assert made["change"]["version"] == 2


def test_what_was_not_acknowledged_is_sent_again_and_later_each_time(
    publisher: Publisher, engines: Engines, node: Reporter, rows: Session
) -> None:
    waits = []
    for _ in range(6):
        due_now(rows)
        assert publisher.publish_due() == 2
        assert publisher.publish_due() == 0
        assert len(about(fetched(engines, node))) == 1
        wait = text("SELECT extract(epoch FROM due_at - now()) FROM outbox WHERE company_id = 'bluebell'")
        waits.append(round(float(rows.execute(wait).scalar_one())))
    assert waits == [5, 10, 20, 40, 60, 60]
    due_now(rows)
    settled(publisher, engines, node)
    due_now(rows)
    assert publisher.publish_due() == 1, "only the other company is left"


def test_new_change_is_sent_at_once_however_long_the_last_one_has_been_waiting(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter
) -> None:
    for _ in range(3):
        publisher.publish_due()
    fetched(engines, node)
    owner.post(f"{PLACE}/employees", ANNA)
    assert publisher.publish_due() == 1
    assert [payload.version for payload in about(fetched(engines, node))] == [2]


def test_while_the_queue_is_away_nothing_is_lost_and_it_arrives_when_it_is_back(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter, rows: Session
) -> None:
    valkey.stop(engines.instance)
    try:
        owner.post(f"{PLACE}/employees", ANNA)
        assert publisher.publish_due() == 0
        assert rows.get_one(Outbox, ("bluebell", "n1")).version == 2
    finally:
        valkey.start(engines.instance)
    due_now(rows)
    assert publisher.publish_due() == 2
    assert [payload.version for payload in about(fetched(engines, node))] == [2]


def test_publisher_hears_of_a_change_at_once_and_survives_a_restart_of_the_database(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter
) -> None:
    def arrives(version: int, seconds: float) -> float:
        began = time.monotonic()
        while True:
            if version in [payload.version for payload in about(fetched(engines, node))]:
                return time.monotonic() - began
            assert time.monotonic() - began < seconds, f"version {version} was not sent"
            time.sleep(0.005)

    thread = threading.Thread(target=publisher.run)
    thread.start()
    try:
        arrives(1, 5)
        time.sleep(0.1)
        owner.post(f"{PLACE}/employees", ANNA)
        assert arrives(2, 5) < 0.9, "it waited for the poll instead of being woken"
        engines.break_connections()
        owner.post(f"{PLACE}/employees", ANNA | {"number": "102"})
        arrives(3, 10)
        engines.break_connections()
        owner.post(f"{PLACE}/employees", ANNA | {"number": "103"})
        arrives(4, 10)
    finally:
        publisher.stop.set()
        thread.join(5)
    assert not thread.is_alive()


def test_one_company_that_cannot_be_read_does_not_hold_the_others_up(
    publisher: Publisher, owner: Program, engines: Engines, node: Reporter, rows: Session
) -> None:
    owner.post(f"{PLACE}/lines", {"name": "City", "host": "sip.example.net", "password": "Provider-Secret-1"})
    rows.execute(update(Line).values(password_box=b"encrypted with another key, long ago"))
    assert publisher.publish_due() == 1
    assert [payload.args["company"] for payload in fetched(engines, node)] == ["rival"]
    assert rows.get(Outbox, ("bluebell", "n1")) is not None


def test_two_publishers_do_not_send_twice(publisher: Publisher, engines: Engines, node: Reporter) -> None:
    other = Publisher(engines.settings)
    threads = [threading.Thread(target=each.publish_due) for each in (publisher, other, publisher, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    other.engine.dispose()
    assert sorted(payload.args["company"] for payload in fetched(engines, node)) == ["bluebell", "rival"]


def test_node_that_serves_the_company_no_longer_is_told_to_drop_it(
    publisher: Publisher, engines: Engines, node: Reporter, rows: Session
) -> None:
    placement = rows.get_one(Placement, ("bluebell", "n1"))
    rows.delete(placement)
    rows.flush()
    publisher.publish_due()
    assert [payload.op for payload in about(fetched(engines, node))] == ["company.remove"]
