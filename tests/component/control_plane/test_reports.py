"""What nodes report: versions become live, calls become journeys, and whoever lacks something gets it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.features.journeys.models import StoredFact
from control_plane.features.nodes.models import Placement
from control_plane.features.versions.models import Outbox
from tests.component.control_plane.database import company_of, content_of
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter
from tests.unit.journeys.stream import answered_call
from wire.facts import Fact
from wire.operations import CompanyDocument
from wire.reports import Heartbeat, ReportOp

PLACE = "/companies/bluebell"
ANNA = {"name": "Анна", "number": "101"}


def state(owner: Program, version: int) -> str:
    return str(owner.get(f"{PLACE}/versions/{version}")["state_hash"])


def test_acknowledged_version_is_live_with_its_measured_time(owner: Program, node: Reporter, rows: Session) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    before = owner.get(f"{PLACE}/versions/2")
    assert (before["state"], before["seconds"]) == ("publishing", None)
    at = datetime.fromisoformat(before["at"])
    assert node.acknowledge("bluebell", 2, before["state_hash"], at=at + timedelta(milliseconds=4)).status == 204
    after = owner.get(f"{PLACE}/versions/2")
    assert (after["state"], after["seconds"]) == ("live", 0.004)
    (delivery,) = after["deliveries"]
    assert (delivery["node"], delivery["state"], delivery["seconds"]) == ("n1", "live", 0.004)
    assert rows.get(Outbox, ("bluebell", "n1")) is None
    assert rows.get_one(Placement, ("bluebell", "n1")).acked_version == 2
    assert owner.get(f"{PLACE}/versions/1")["state"] == "live", "the newer one contains the older one"


def test_waiting_for_a_version_returns_as_soon_as_it_is_live(owner: Program, node: Reporter) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    began = now()
    assert owner.get(f"{PLACE}/versions/2?wait=0.2")["state"] == "publishing"
    assert now() - began >= timedelta(seconds=0.2)
    node.acknowledge("bluebell", 2, state(owner, 2))
    began = now()
    assert owner.get(f"{PLACE}/versions/2?wait=5")["state"] == "live"
    assert now() - began < timedelta(seconds=2)


def test_clock_of_a_node_that_is_wrong_makes_no_absurd_times(owner: Program, node: Reporter) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    node.acknowledge("bluebell", 2, state(owner, 2), at=now() + timedelta(hours=1))
    assert 0 <= owner.get(f"{PLACE}/versions/2")["seconds"] < 60
    owner.post(f"{PLACE}/employees", ANNA | {"number": "102"})
    node.acknowledge("bluebell", 3, state(owner, 3), at=now() - timedelta(hours=1))
    assert owner.get(f"{PLACE}/versions/3")["seconds"] == 0


def test_older_and_repeated_acknowledgements_change_nothing(owner: Program, node: Reporter, engines: Engines) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    states = {1: state(owner, 1), 2: state(owner, 2)}
    node.acknowledge("bluebell", 2, states[2])
    before = content_of(engines.database)
    for version in (2, 1, 2):
        assert node.acknowledge("bluebell", version, states[version]).status == 204
    assert node.acknowledge("bluebell", 1, states[1], refused="too late").status == 204
    assert content_of(engines.database) == before


def test_acknowledgement_of_the_last_version_does_not_hide_a_newer_one(
    owner: Program, node: Reporter, rows: Session
) -> None:
    owner.post(f"{PLACE}/employees", ANNA)
    owner.post(f"{PLACE}/employees", ANNA | {"number": "102"})
    node.acknowledge("bluebell", 2, state(owner, 2))
    assert rows.get_one(Outbox, ("bluebell", "n1")).version == 3
    assert [v["state"] for v in owner.get(f"{PLACE}/versions")["items"]] == ["publishing", "live", "live"]


def test_version_that_was_never_made_cannot_become_live(owner: Program, node: Reporter, engines: Engines) -> None:
    before = content_of(engines.database)
    for version, hashed in ((1, "0" * 64), (2, state(owner, 1)), (999, "f" * 64)):
        assert node.acknowledge("bluebell", version, hashed).status == 204
    assert node.acknowledge("nosuch", 5, "0" * 64).status == 204
    assert content_of(engines.database) == before


def test_refused_version_is_shown_with_the_nodes_reason_and_stays_due(
    owner: Program, node: Reporter, rows: Session
) -> None:
    node.acknowledge("bluebell", 1, state(owner, 1), refused="the disk is full")
    version = owner.get(f"{PLACE}/versions/1")
    assert (version["state"], version["seconds"]) == ("refused", None)
    assert version["deliveries"][0]["reason"] == "the disk is full"
    assert rows.get(Outbox, ("bluebell", "n1")) is not None
    node.acknowledge("bluebell", 1, state(owner, 1))
    version = owner.get(f"{PLACE}/versions/1")
    assert (version["state"], version["deliveries"][0]["reason"]) == ("live", "")


def test_heartbeat_is_what_the_operator_sees(customers: Customers, node: Reporter) -> None:
    beat = Heartbeat(
        at=now(), agent_version="1", asterisk_up=True, call_logic_up=False, calls=3, contacts=4, facts_waiting=5
    )
    assert node.report(ReportOp.HEARTBEAT, beat).status == 204
    seen = customers.operator.get("/nodes/n1")
    assert (seen["heartbeat"]["calls"], seen["heartbeat"]["call_logic_up"]) == (3, False)
    assert now() - datetime.fromisoformat(seen["last_seen"]) < timedelta(seconds=30)


def call(company: str = "bluebell", name: str = "n1:1700000000.1") -> list[Fact]:
    stream = answered_call()
    later = datetime.now(UTC) - timedelta(minutes=5) - stream.events[0].fact.at
    return [
        each.fact.model_copy(
            update={"id": f"{name}/{index}", "call": name, "company": company, "at": each.fact.at + later}
        )
        for index, each in enumerate(stream.events)
    ]


def test_facts_sent_twice_are_one_call(owner: Program, node: Reporter, rows: Session) -> None:
    facts = call()
    first, second = node.tell(facts), node.tell(facts)
    assert first.json == second.json == {"accepted": len(facts)}
    (journey,) = owner.get(f"{PLACE}/calls")["items"]
    assert (journey["state"], journey["result"]) == ("complete", "answered")
    assert owner.get(f"{PLACE}/calls/{journey['id']}")["steps"]
    assert rows.scalar(select(func.count()).select_from(StoredFact)) == len(facts)


def test_calls_of_another_company_are_not_there(customers: Customers, node: Reporter) -> None:
    node.tell(call("rival"))
    (journey,) = customers.rival_owner.get("/companies/rival/calls")["items"]
    assert customers.owner.get(f"{PLACE}/calls")["items"] == []
    assert customers.owner.ask("GET", f"{PLACE}/calls/{journey['id']}").status == 404


def test_batch_of_the_largest_facts_there_can_be_is_taken(node: Reporter, customers: Customers) -> None:
    text = "🔔" * 256
    (first, *_) = [fact for fact in call() if fact.leg is not None]
    assert first.leg is not None
    names = ("party_id", "caller_number", "caller_name", "dialled", "dial_status")
    leg = first.leg.model_copy(update=dict.fromkeys(names, text))
    batch = [first.model_copy(update={"id": f"x/{n}", "leg": leg}) for n in range(500)]
    assert node.tell(batch).json == {"accepted": 500}


def test_pull_brings_what_is_missing_older_or_different_and_nothing_else(
    customers: Customers, node: Reporter, rows: Session, engines: Engines
) -> None:
    bluebell = (1, state(customers.owner, 1))
    rival = (1, str(customers.rival_owner.get("/companies/rival/versions/1")["state_hash"]))
    assert node.pull(bluebell=bluebell, rival=rival) == []
    (missing,) = node.pull(rival=rival)
    assert (missing.op, missing.args["company"]) == ("company.document", "bluebell")
    document = CompanyDocument.model_validate(missing.args)
    assert document.state_hash == company_of(rows, engines.settings, "bluebell").state_hash
    customers.owner.post(f"{PLACE}/employees", ANNA)
    assert [payload.version for payload in node.pull(bluebell=bluebell, rival=rival)] == [2]
    assert [payload.op for payload in node.pull(bluebell=(2, "f" * 64), rival=rival)] == ["company.document"]


def test_pull_removes_what_the_node_should_no_longer_have(customers: Customers, node: Reporter) -> None:
    rival = (1, str(customers.rival_owner.get("/companies/rival/versions/1")["state_hash"]))
    bluebell = (1, state(customers.owner, 1))
    customers.reseller.delete(PLACE)
    (removal,) = node.pull(bluebell=bluebell, rival=rival)
    assert (removal.op, removal.version, removal.args["company"]) == ("company.remove", 1, "bluebell")
