"""What nodes send becomes journeys: once, for the right company, and again after a rebuild."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.features.employees.models import Employee
from control_plane.features.journeys import queries, service
from control_plane.features.journeys.draft import Direction, Result, State
from control_plane.features.journeys.models import Journey, StoredFact
from tests.unit.journeys.stream import CALLER, START, Stream, anna_dials, answered_call
from wire.facts import Fact, FactKind, Leg

SOON = START + timedelta(minutes=1)


def facts(stream: Stream, *, call: str = "j1:1700000000.1", later: float = 0) -> list[Fact]:
    """The stream's facts as node j1 would send them for the company of these tests."""
    return [
        recorded.fact.model_copy(
            update={
                "id": f"{call}/{index}",
                "call": call,
                "company": "j-bluebell",
                "at": recorded.fact.at + timedelta(seconds=later),
                "leg": own(recorded.fact.leg, call.partition(":")[2]),
            }
        )
        for index, recorded in enumerate(stream.events)
    ]


def own(leg: Leg | None, call: str) -> Leg | None:
    """The leg as it would be named in `call`: a leg is one call's only, and the call is named after the first."""
    if leg is None:
        return None
    return leg.model_copy(update={"id": call if leg.id == CALLER else f"{call}-{leg.id}"})


def send(session: Session, batch: Sequence[Fact], node: str = "j1") -> int:
    return service.ingest(context(session, SOON), node, batch)


def context(session: Session, now: datetime = SOON) -> Context:
    return Context(session=session, actor=SYSTEM, settings=None, clock=lambda: now)  # type: ignore[arg-type]


def journeys(session: Session) -> list[Journey]:
    return list(session.scalars(select(Journey).where(Journey.company_id.in_(["j-bluebell", "j-rival"]))))


def test_answered_call_is_one_row_with_names_of_employees(session: Session) -> None:
    assert send(session, facts(answered_call())) == 13
    (journey,) = journeys(session)
    assert (journey.state, journey.result, journey.direction) == (State.COMPLETE, Result.ANSWERED, Direction.INTERNAL)
    assert (journey.caller_name, journey.callee_name) == ("Анна Иванова", "Борис Petrov")
    assert (journey.waiting_seconds, journey.talking_seconds) == (4.0, 10.0)
    assert journey.steps[0].at == START


def test_facts_sent_in_pieces_twice_and_backwards_give_the_same_row(session: Session) -> None:
    batch = facts(answered_call())
    send(session, batch[7:])
    send(session, batch[:9])
    assert send(session, list(reversed(batch))) == 13
    (journey,) = journeys(session)
    assert (journey.result, journey.talking_seconds) == (Result.ANSWERED, 10.0)
    stored = select(func.count()).select_from(StoredFact).where(StoredFact.node == "j1")
    assert session.scalar(stored) == 13


def test_node_cannot_tell_of_another_nodes_call_or_a_company_it_never_served(session: Session) -> None:
    batch = facts(answered_call())
    assert send(session, batch, node="j2") == 0
    assert send(session, [fact.model_copy(update={"company": "j-rival"}) for fact in batch]) == 0
    assert send(session, [fact.model_copy(update={"company": "nobody"}) for fact in batch]) == 0
    assert journeys(session) == []


def test_bad_facts_do_not_hold_up_the_good_ones_of_their_batch(session: Session) -> None:
    batch = facts(answered_call())
    foreign = batch[0].model_copy(update={"id": "foreign", "company": "j-rival"})
    assert send(session, [foreign, *batch]) == 13
    assert len(journeys(session)) == 1


def test_rebuild_gives_the_same_row_and_the_name_of_that_day(session: Session) -> None:
    send(session, facts(answered_call()))
    before = journeys(session)[0].id
    boris = session.get_one(Employee, ("j-bluebell", "boris"))
    session.delete(boris)
    session.flush()
    assert service.rebuild(session, "j-bluebell", now=SOON) == 1
    (journey,) = journeys(session)
    assert (journey.id, journey.callee_name, journey.callee_employee_id) == (before, "Борис Petrov", "boris")


def test_call_that_lost_its_end_is_closed_when_any_node_reports_a_day_later(session: Session) -> None:
    send(session, facts(anna_dials("102")))
    assert journeys(session)[0].state is State.OPEN
    service.ingest(context(session, START + timedelta(days=2)), "j2", [])
    session.expire_all()
    (journey,) = journeys(session)
    assert (journey.state, journey.result) == (State.COMPLETE, Result.FAILED)


def test_pages_of_the_list_show_every_call_once_newest_first(session: Session) -> None:
    for number in range(10):
        send(session, facts(answered_call(), call=f"j1:{number}", later=number // 3))
    seen: list[Journey] = []
    cursor = None
    while True:
        page = queries.list_journeys(context(session), "j-bluebell", limit=4, cursor=cursor)
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len({journey.id for journey in seen}) == len(seen) == 10
    assert [j.started_at for j in seen] == sorted((j.started_at for j in seen), reverse=True)


def test_filters_find_the_call_and_nothing_else(session: Session) -> None:
    send(session, facts(answered_call()))

    def count(wanted: queries.Wanted) -> int:
        return len(queries.list_journeys(context(session), "j-bluebell", wanted).items)

    assert count(queries.Wanted(employee="boris", result=Result.ANSWERED, direction=Direction.INTERNAL)) == 1
    assert count(queries.Wanted(employee="anna", since=START)) == 1
    assert count(queries.Wanted(employee="carla")) == 0
    assert count(queries.Wanted(result=Result.BUSY)) == 0
    assert count(queries.Wanted(since=START + timedelta(seconds=1))) == 0
    assert queries.list_journeys(context(session), "j-rival").items == []


def transferred() -> list[Fact]:
    """Boris asks Clara in a call of their own (call 2), then connects her with Anna (call 1)."""
    first, second = answered_call(), anna_dials("103")
    asked = facts(second, call="j1:1700000005.2", later=5)
    clara = answered_call().events[2].fact.leg
    assert clara is not None
    clara = clara.model_copy(update={"id": "1700000005.3"})
    asked += [asked[0].model_copy(update={"id": "j1:clara-rings", "leg": clara})]
    main = facts(first)
    return [
        *asked,
        *main,
        main[0].model_copy(update={"id": "j1:clara-joins", "kind": FactKind.LEG_JOINED, "leg": clara}),
    ]


def test_calls_that_become_one_conversation_are_one_row_whatever_arrives_first(session: Session) -> None:
    batch = transferred()
    send(session, batch[:2])
    assert [journey.call for journey in journeys(session)] == ["j1:1700000005.2"]
    for fact in reversed(batch):
        send(session, [fact])
    session.expire_all()
    (journey,) = journeys(session)
    assert journey.call == "j1:1700000000.1"
    assert journey.calls == ["j1:1700000000.1", "j1:1700000005.2"]
    assert service.rebuild(session, "j-bluebell", now=SOON) == 1


def test_row_keeps_who_took_part(session: Session) -> None:
    send(session, facts(answered_call()))
    (person,) = journeys(session)[0].people
    assert (person.name, person.rang, person.talking_seconds) == ("Борис Petrov", True, 10.0)
    assert person.answered_at == START + timedelta(seconds=4)
