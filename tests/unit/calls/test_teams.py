"""Calls to a team."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tenants.calls import Reason
from tenants.calls.memory import Forgetful, Topic
from tenants.model import Destination as Reference
from tenants.model import DestinationKind, Music, RecordingPolicy, RingStep, Schedule, Team, TeamOrder
from tenants.simulate import Answer, Side
from tests.unit.calls.office import OUTSIDE, call, colleague, office, to

ONE_BY_ONE = [order for order in TeamOrder if order is not TeamOrder.ALL]
SILENT: dict[str, Answer | Side] = {"102": Answer.NO_ANSWER, "103": Answer.NO_ANSWER, "104": Answer.NO_ANSWER}


def team(*members: str, name: str = "Sales", short: str = "200", teams: tuple[str, ...] = (), **fields: Any) -> Team:
    inner = tuple(Reference(kind=DestinationKind.TEAM, id=each) for each in teams)
    return Team(id=name.lower(), name=name, number=short, members=(*map(to, members), *inner), **fields)


def test_all_members_ring_at_once() -> None:
    told = call(office(team("102", "103")), "101", "200")
    assert sorted(told.rang) == ["102", "103"]
    assert told.why.splitlines() == ["dialled team: Sales", "ring team: Sales: Boris, Clara (answered)"]


def test_members_ring_in_their_order_until_one_answers() -> None:
    told = call(
        office(team("103", "102", "104", order=TeamOrder.IN_ORDER)), "101", "200", answers={"103": SILENT["103"]}
    )
    assert told.rang == ["103", "102"]


def test_everybody_gets_as_many_turns_as_there_are_rounds() -> None:
    told = call(office(team("102", "103", order=TeamOrder.IN_ORDER, rounds=2)), "101", "200", answers=SILENT)
    assert told.rang == ["102", "103", "102", "103"]
    assert told.ended_with is Reason.NO_ANSWER


def test_chance_gives_every_member_a_first_turn_and_a_seed_makes_it_repeatable() -> None:
    firm = office(team("102", "103", "104", order=TeamOrder.RANDOM))
    first = [call(firm, "101", "200", seed=seed).rang[0] for seed in range(30)]
    assert set(first) == {"102", "103", "104"}
    assert first == [call(firm, "101", "200", seed=seed).rang[0] for seed in range(30)]


def test_who_has_not_talked_for_longest_rings_first() -> None:
    firm, memory = office(team("102", "103", "104", order=TeamOrder.LEAST_RECENT)), Forgetful()
    nobody_yet = [call(firm, "101", "200", memory=memory, now=_at(hour)).rang[0] for hour in (9, 10, 11)]
    assert nobody_yet == ["102", "103", "104"]
    call(firm, "101", "102", memory=memory, now=_at(12))
    assert call(firm, "101", "200", memory=memory, now=_at(13)).rang[0] == "103"


def test_the_next_call_begins_after_the_one_who_was_rung_last() -> None:
    firm, memory = office(team("102", "103", "104", order=TeamOrder.ROUND_ROBIN)), Forgetful()
    assert [call(firm, "101", "200", memory=memory).rang[0] for _ in range(4)] == ["102", "103", "104", "102"]
    assert call(firm, "101", "200", memory=memory, answers=SILENT).rang == ["103", "104", "102"]
    assert memory.get(Topic.TURN, "sales") == "acme-102"


def test_the_turn_begins_anew_when_who_was_rung_last_has_left_the_team() -> None:
    memory = Forgetful()
    memory.put(Topic.TURN, "sales", "acme-109")
    firm = office(team("102", "103", order=TeamOrder.ROUND_ROBIN))
    assert call(firm, "101", "200", memory=memory).rang == ["102"]


@pytest.mark.parametrize("order", list(TeamOrder))
def test_members_in_a_call_are_skipped(order: TeamOrder) -> None:
    told = call(office(team("102", "103", order=order)), "101", "200", busy=frozenset({"102"}), answers=SILENT)
    assert told.rang == ["103"]
    assert "skipped employee: Boris of Sales (busy)" in told.why


@pytest.mark.parametrize("order", list(TeamOrder))
def test_members_in_a_call_ring_where_the_team_wants_that(order: TeamOrder) -> None:
    told = call(office(team("102", order=order, skip_busy=False)), "101", "200", busy=frozenset({"102"}))
    assert told.rang == ["102"]


@pytest.mark.parametrize("order", list(TeamOrder))
def test_a_member_without_call_waiting_is_never_rung_during_a_call(order: TeamOrder) -> None:
    firm = office(team("102", "103", order=order, skip_busy=False), colleague("102", call_waiting=False))
    assert call(firm, "101", "200", busy=frozenset({"102"})).rang == ["103"]


@pytest.mark.parametrize("order", list(TeamOrder))
def test_members_who_want_no_calls_are_skipped(order: TeamOrder) -> None:
    told = call(
        office(team("102", "103", order=order), colleague("102", do_not_disturb=True)), "101", "200", answers=SILENT
    )
    assert told.rang == ["103"]
    assert "skipped employee: Boris of Sales (do not disturb)" in told.why


@pytest.mark.parametrize("order", list(TeamOrder))
def test_members_are_not_rung_outside_of_their_working_hours(order: TeamOrder) -> None:
    firm = office(team("102", "103", order=order), colleague("102", hours="never"), Schedule(id="never", name="Never"))
    assert call(firm, "101", "200").rang == ["103"]


@pytest.mark.parametrize("order", list(TeamOrder))
def test_nobody_is_rung_by_their_own_call_to_the_team(order: TeamOrder) -> None:
    assert call(office(team("101", "102", order=order)), "101", "200").rang == ["102"]


@pytest.mark.parametrize("order", list(TeamOrder))
def test_caller_meets_busy_when_everybody_talks(order: TeamOrder) -> None:
    told = call(office(team("102", "103", order=order)), "101", "200", busy=frozenset({"102", "103"}))
    assert told.ended_with is Reason.BUSY
    assert "ring team: Sales: nobody to ring (busy)" in told.why


@pytest.mark.parametrize("order", list(TeamOrder))
@pytest.mark.parametrize("members", [(), ("109",)])
def test_a_team_of_nobody_cannot_be_reached(order: TeamOrder, members: tuple[str, ...]) -> None:
    told = call(office(team(*members, order=order)), "101", "200")
    assert told.ended_with is Reason.UNREACHABLE
    assert told.rang == []


def test_a_busy_member_gets_another_chance_in_the_next_round() -> None:
    told = call(
        office(team("102", "103", order=TeamOrder.IN_ORDER, rounds=2)),
        "101",
        "200",
        answers={"102": Answer.BUSY, "103": Answer.NO_ANSWER},
    )
    assert told.rang == ["102", "103", "102", "103"]
    assert told.ended_with is Reason.NO_ANSWER


def test_members_of_a_team_within_the_team_ring_once() -> None:
    inner = team("103", "102", name="Support", short="201")
    told = call(office(team("102", teams=("support",), order=TeamOrder.IN_ORDER), inner), "101", "200", answers=SILENT)
    assert told.rang == ["102", "103"]


@pytest.mark.parametrize("order", list(TeamOrder))
def test_a_team_that_contains_itself_neither_goes_round_nor_rings_twice(order: TeamOrder) -> None:
    inner = team("103", name="Support", short="201", teams=("sales", "support"))
    firm = office(team("102", teams=("sales", "support"), order=order), inner)
    assert sorted(call(firm, "101", "200", answers=SILENT).rang) == ["102", "103"]


def test_thousands_of_teams_inside_each_other_are_one_team() -> None:
    nested = [team(name=f"T{i}", short=f"{3000 + i}", teams=(f"t{i + 1}",)) for i in range(3000)]
    told = call(office(*nested, team("102", name="T3000", short="6000")), "101", "3000")
    assert told.rang == ["102"]


def test_members_see_the_teams_prefix_and_callers_hear_its_music() -> None:
    music = Music(id="jazz", name="Jazz", sounds=("sound-1",))
    told = call(office(team("102", prefix="Sales: ", music="jazz"), music), "101", "200")
    assert told.call.rang_as[0].prefix == "Sales: "
    assert told.call.rang_as[0].music == music


def test_nobody_answered_so_the_call_overflows_without_the_teams_prefix() -> None:
    told = call(office(team("102", prefix="Sales: ", overflow=to("105"))), "101", "200", answers=SILENT)
    assert told.rang == ["102", "105"]
    assert [each.prefix for each in told.call.rang_as] == ["Sales: ", ""]


def test_two_teams_that_overflow_into_each_other_end_with_words() -> None:
    sales = team("102", overflow=Reference(kind=DestinationKind.TEAM, id="support"))
    support = team(name="Support", short="201", overflow=Reference(kind=DestinationKind.TEAM, id="sales"))
    told = call(office(sales, support), "101", "200", busy=frozenset({"102"}))
    assert told.ended_with is Reason.LOOP


def test_forwards_of_members_are_not_followed() -> None:
    told = call(office(team("102"), colleague("102", forward_always=to("105"))), "101", "200")
    assert told.rang == ["102"]


def test_a_members_mobile_rings_and_must_be_accepted() -> None:
    firm = office(team("102", "103"), colleague("102", ring_steps=(RingStep(number=OUTSIDE),)))
    told = call(firm, "101", "200", answers={OUTSIDE: Answer.VOICEMAIL})
    assert told.outcome.by == "acme-103-1"


def test_a_caller_who_hangs_up_ends_the_round() -> None:
    told = call(
        office(team("102", "103", order=TeamOrder.IN_ORDER)), "101", "200", answers={"102": Answer.CALLER_HANGS_UP}
    )
    assert told.rang == ["102"]
    assert told.outcome.reason is Reason.ABANDONED


def _at(hour: int) -> datetime:
    return datetime(2026, 3, 2, hour, tzinfo=UTC)


@pytest.mark.parametrize("order", list(TeamOrder))
def test_a_teams_calls_are_recorded_where_the_team_or_a_member_wants_that(order: TeamOrder) -> None:
    assert call(office(team("102", order=order, record=RecordingPolicy.ALWAYS)), "101", "200").call.recording
    always = colleague("102", record=RecordingPolicy.ALWAYS)
    assert call(office(team("102", order=order), always), "101", "200").call.recording
    assert not call(office(team("102", order=order)), "101", "200").call.recording


@pytest.mark.parametrize("order", list(TeamOrder))
def test_a_member_who_must_not_be_recorded_wins_over_the_team(order: TeamOrder) -> None:
    denied = colleague("102", record=RecordingPolicy.DENIED)
    firm = office(team("102", order=order, record=RecordingPolicy.ALWAYS), denied)
    assert not call(firm, "101", "200").call.recording
