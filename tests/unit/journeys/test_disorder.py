"""The network delivers facts late, twice and out of order; the journey stays the same."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from control_plane.features.journeys.draft import Recorded, Result, State
from control_plane.features.journeys.fold import fold
from tests.unit.journeys.stream import CALL, CALLEE, START, Stream, anna_dials, answered_call
from wire.facts import FactKind

NOW = START + timedelta(minutes=5)


@given(st.randoms(use_true_random=False), st.integers(0, 10))
def test_any_order_and_any_number_of_copies_give_the_same_journey(random: Random, copies: int) -> None:
    events = answered_call().events
    shuffled = events + [random.choice(events) for _ in range(copies)]
    random.shuffle(shuffled)
    assert fold(CALL, shuffled, now=NOW) == fold(CALL, events, now=NOW)


@given(st.sets(st.integers(0, 20)))
def test_whatever_is_missing_the_fold_still_gives_one_consistent_journey(missing: set[int]) -> None:
    events = [e for index, e in enumerate(answered_call().events) if index not in missing]
    journey = fold(CALL, events, now=NOW)
    if not events:
        assert journey is None
        return
    assert journey is not None
    assert journey.waiting_seconds >= 0
    assert journey.talking_seconds >= 0
    assert (journey.state is State.COMPLETE) == (journey.ended_at is not None) == (journey.result is not None)


def test_late_decision_completes_the_story_of_a_finished_call() -> None:
    stream = anna_dials("102").leg(0.2, FactKind.LEG_STARTED, CALLEE, "unknown-login")
    stream.leg(9, FactKind.LEG_ENDED, CALLEE, "unknown-login", cause=16).over(9)
    before = stream.journey()
    assert (before.result, before.callee_name) == (Result.ABANDONED, "")
    after = stream.decided(8.9, "employee", "boris", "ring", result="no-answer", text="Борис Petrov").journey()
    assert (after.result, after.callee_name) == (Result.NO_ANSWER, "Борис Petrov")


def test_call_is_complete_when_all_legs_are_gone_though_its_last_event_was_lost() -> None:
    events = [e for e in answered_call().events if e.fact.kind is not FactKind.CALL_ENDED]
    journey = fold(CALL, events, now=NOW)
    assert journey is not None
    assert (journey.state, journey.result) == (State.COMPLETE, Result.ANSWERED)


def test_facts_that_do_not_tell_the_company_take_it_from_the_others() -> None:
    stream = answered_call()
    anonymous = Recorded(stream.events[-1].fact.model_copy(update={"company": ""}))
    assert fold(CALL, [*stream.events[:-1], anonymous], now=NOW) == stream.journey()
    assert fold(CALL, [anonymous], now=NOW) is None


def test_facts_of_another_company_never_enter_the_journey() -> None:
    stream = answered_call()
    foreign = Stream(company="rival").decided(1, "employee", "spy", "ring", text="Spy").events[0]
    strange = Recorded(foreign.fact.model_copy(update={"id": "n1:strange"}))
    assert fold(CALL, [strange, *stream.events], now=NOW) == stream.journey()
