"""Calls to a person: phones, do not disturb, working hours, call waiting."""

from datetime import UTC, datetime

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.errand import MessageLeft
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.words import Recording
from tenants.model import (
    Contact,
    Mailbox,
    Presence,
    Prompt,
    RecordingPolicy,
    RingOrder,
    RingStep,
    Schedule,
    Sound,
    Weekday,
    WeeklySpan,
)
from tenants.simulate import Answer, Side
from tests.unit.calls.companies import phone
from tests.unit.calls.office import OUTSIDE, call, colleague, office, outside, to

MOBILE = "+79160000102"
DESK = RingStep(phone="acme-phone-102-1", seconds=10)
SUNDAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MAILBOX: tuple[Mailbox | Sound, ...] = (
    Mailbox(
        id="box",
        name="Boris",
        greeting=Prompt(sound="hello"),
        greeting_busy=Prompt(sound="busy"),
        greeting_closed=Prompt(sound="closed"),
    ),
    *(Sound(id=name, name=name, file=mark * 64) for name, mark in (("hello", "a"), ("busy", "b"), ("closed", "c"))),
)
WEEK = Schedule(
    id="acme-week",
    name="Week",
    weekly=(WeeklySpan(days=tuple(Weekday)[:5], opens="09:00", closes="18:00"),),
)


def test_desk_and_mobile_ring_together() -> None:
    boris = colleague("102", ring_steps=(DESK, RingStep(number=MOBILE)))
    told = call(office(boris), "101", "102", answers={"102": Answer.NO_ANSWER})
    assert told.rang == ["102", MOBILE]
    assert told.outcome.by == MOBILE


def test_the_mobile_rings_only_when_the_desk_was_not_answered_for_a_while() -> None:
    boris = colleague("102", ring_steps=(DESK, RingStep(number=MOBILE, after=10)))
    assert call(office(boris), "101", "102", answers={"102": Side(after=5)}).rang == ["102"]
    assert call(office(boris), "101", "102", answers={"102": Side(after=15)}).rang == ["102", MOBILE]


def test_a_phone_that_joins_after_the_ringing_would_be_over_still_gets_its_time() -> None:
    boris = colleague("102", ring_seconds=10, ring_steps=(DESK, RingStep(number=MOBILE, after=30, seconds=15)))
    told = call(office(boris), "101", "102", answers={"102": Answer.NO_ANSWER, MOBILE: Side(after=10)})
    assert told.call.rang_seconds == [45, 45]
    assert told.outcome.answered


def test_phones_ring_one_after_the_other() -> None:
    boris = colleague("102", ring_order=RingOrder.IN_ORDER, ring_steps=(DESK, RingStep(number=MOBILE, seconds=30)))
    told = call(office(boris), "101", "102", answers={"102": Answer.NO_ANSWER})
    assert told.rang == ["102", MOBILE]
    assert told.call.rang_seconds == [10, 30]


def test_a_red_button_on_the_desk_lets_the_mobile_ring() -> None:
    boris = colleague("102", ring_order=RingOrder.IN_ORDER, ring_steps=(DESK, RingStep(number=MOBILE)))
    assert call(office(boris), "101", "102", answers={"102": Answer.REFUSES}).outcome.by == MOBILE


def test_caller_is_told_the_most_telling_of_several_failures() -> None:
    boris = colleague("102", ring_order=RingOrder.IN_ORDER, ring_steps=(DESK, RingStep(number=MOBILE)))
    told = call(office(boris), "101", "102", answers={"102": Answer.UNREACHABLE, MOBILE: Answer.BUSY})
    assert told.ended_with is Reason.BUSY


def test_a_private_voicemail_never_swallows_the_call() -> None:
    boris = colleague("102", ring_steps=(RingStep(number=MOBILE),))
    told = call(office(boris), "101", "102", answers={MOBILE: Answer.VOICEMAIL})
    assert told.ended_with is Reason.NO_ANSWER


def test_a_mobile_may_take_calls_without_pressing_one() -> None:
    boris = colleague("102", ring_steps=(RingStep(number=MOBILE, confirm=False),))
    assert call(office(boris), "101", "102", answers={MOBILE: Answer.VOICEMAIL}).outcome.answered


def test_all_phones_ring_when_the_steps_name_phones_that_are_gone() -> None:
    boris = colleague("102", ring_steps=(RingStep(phone="acme-phone-gone"),))
    assert call(office(boris), "101", "102").rang == ["102"]


def test_a_step_never_rings_somebody_elses_phone() -> None:
    boris = colleague("102", ring_steps=(DESK, RingStep(phone="acme-phone-103-1")))
    assert call(office(boris), "101", "102", answers={"102": Answer.NO_ANSWER}).rang == ["102"]


def test_nobody_is_rung_who_does_not_want_to_be_disturbed() -> None:
    told = call(office(colleague("102", do_not_disturb=True)), "101", "102")
    assert told.rang == []
    assert told.ended_with is Reason.DO_NOT_DISTURB
    assert "do not disturb employee: Boris" in told.why


@pytest.mark.parametrize("written", [True, False])
def test_do_not_disturb_turned_by_phone_wins_over_the_document(written: bool) -> None:
    memory = Forgetful()
    memory.put(Topic.DO_NOT_DISTURB, "acme-102", not written)
    told = call(office(colleague("102", do_not_disturb=written)), "101", "102", memory=memory)
    assert told.rang == (["102"] if written else [])


@pytest.mark.parametrize("presence", list(Presence))
def test_presence_is_for_colleagues_to_see_and_lets_calls_through(presence: Presence) -> None:
    assert call(office(colleague("102", presence=presence)), "101", "102").outcome.answered


def test_a_second_call_meets_busy_without_call_waiting() -> None:
    told = call(office(colleague("102", call_waiting=False)), "101", "102", busy=frozenset({"102"}))
    assert told.rang == []
    assert told.ended_with is Reason.BUSY


def test_a_second_call_rings_with_call_waiting() -> None:
    assert call(office(), "101", "102", busy=frozenset({"102"})).rang == ["102"]


def test_calls_go_elsewhere_outside_of_the_persons_working_hours() -> None:
    boris = colleague("102", hours="acme-week", after_hours=to("103"))
    firm = office(boris, WEEK)
    assert call(firm, "101", "102").rang == ["102"]
    told = call(firm, "101", "102", now=SUNDAY)
    assert told.rang == ["103"]
    assert "opening hours employee: Boris, Week: closed on sunday at 12:00, to Clara (closed)" in told.why


def test_caller_hears_that_the_person_does_not_work_now() -> None:
    told = call(office(colleague("102", hours="acme-week"), WEEK), "101", "102", now=SUNDAY)
    assert told.ended_with is Reason.CLOSED


def test_caller_hears_closed_when_the_person_after_hours_is_gone_or_silent() -> None:
    gone = office(colleague("102", hours="acme-week", after_hours=to("109")), WEEK)
    assert call(gone, "101", "102", now=SUNDAY).ended_with is Reason.CLOSED
    silent = office(colleague("102", hours="acme-week", after_hours=to("103")), WEEK)
    told = call(silent, "101", "102", now=SUNDAY, answers={"103": Answer.NO_ANSWER})
    assert told.ended_with is Reason.CLOSED


def test_somebody_without_a_mailbox_who_calls_themselves_meets_busy() -> None:
    told = call(office(), "102", "102")
    assert told.rang == []
    assert told.ended_with is Reason.BUSY


def test_everybody_hears_sentences_in_their_own_language() -> None:
    told = call(office(colleague("101", language="ru")), "101", "102")
    assert told.call.language == "ru"
    assert call(office(), "101", "102").call.language == "en"


def test_who_calls_from_outside_is_shown_by_the_companys_contacts() -> None:
    firm = office(Contact(id="c1", name="Supplier", number=OUTSIDE))
    assert call(firm, OUTSIDE, "+74951110000").call.rang_as[0].caller_name == "Supplier"
    assert call(firm, "+79990000000", "+74951110000").call.rang_as[0].caller_name == ""


def test_a_persons_own_contacts_win_over_the_companys() -> None:
    firm = office(
        Contact(id="c1", name="Supplier", number=OUTSIDE),
        Contact(id="c2", name="Mum", number=OUTSIDE, owner="acme-101"),
        Contact(id="c3", name="Not for Anna", number=OUTSIDE, owner="acme-102"),
    )
    assert call(firm, OUTSIDE, "+74951110000").call.rang_as[0].caller_name == "Mum"


def test_the_last_caller_is_remembered_also_when_nobody_answered() -> None:
    memory = Forgetful()
    call(office(), OUTSIDE, "+74951110000", memory=memory, answers={"101": Answer.NO_ANSWER})
    assert memory.get(Topic.LAST_CALLER, "acme-101") == {"number": OUTSIDE, "name": ""}
    call(office(), "102", "101", memory=memory)
    assert memory.get(Topic.LAST_CALLER, "acme-101") == {"number": "102", "name": "Boris"}


def test_what_somebody_dialled_last_is_remembered() -> None:
    memory = Forgetful()
    call(office(), "101", "102", memory=memory)
    assert memory.get(Topic.LAST_DIALLED, "acme-101") == "102"


def test_both_sides_of_a_talk_have_talked_then_and_nobody_else() -> None:
    memory = Forgetful()
    told = call(office(), "101", "102", memory=memory)
    assert memory.get(Topic.TALKED, "acme-101") == told.call.now.timestamp()
    assert memory.get(Topic.TALKED, "acme-102") == told.call.now.timestamp()
    call(office(), "103", "104", memory=memory, answers={"104": Answer.NO_ANSWER})
    assert memory.get(Topic.TALKED, "acme-103") is None


def test_two_desks_of_one_person_are_two_steps() -> None:
    second = phone("acme", "102", 2)
    boris = colleague(
        "102", ring_order=RingOrder.IN_ORDER, ring_steps=(DESK, RingStep(phone="acme-phone-102-2", seconds=15))
    )
    told = call(office(boris, second), "101", "102", answers={"acme-102-1": Answer.NO_ANSWER})
    assert told.outcome.by == "acme-102-2"


@pytest.mark.parametrize(
    ("happens", "greeting"),
    [
        (Answer.NO_ANSWER, "hello"),
        (Answer.UNREACHABLE, "hello"),
        (Answer.BUSY, "busy"),
        (Answer.REFUSES, "busy"),
    ],
)
def test_nobody_took_the_call_so_the_mailbox_does_with_the_greeting_for_why(happens: Answer, greeting: str) -> None:
    told = call(office(colleague("102", mailbox="box"), *MAILBOX), "101", "102", answers={"102": happens})
    assert told.outcome.reason is Reason.DONE
    assert [word.name for word in told.said if isinstance(word, Recording)] == [greeting]
    assert [type(errand) for errand in told.errands] == [MessageLeft]


def test_the_mailbox_says_that_the_person_does_not_work_now() -> None:
    boris = colleague("102", hours="acme-week", mailbox="box")
    told = call(office(boris, WEEK, *MAILBOX), "101", "102", now=SUNDAY)
    assert [word.name for word in told.said if isinstance(word, Recording)] == ["closed"]


def test_a_forward_comes_before_the_mailbox_and_the_mailbox_when_the_forward_fails() -> None:
    boris = colleague("102", mailbox="box", forward_always=outside())
    assert call(office(boris, *MAILBOX), "101", "102").rang == [OUTSIDE]
    told = call(office(boris, *MAILBOX), "101", "102", answers={"acme-line-1": Answer.LINE_DOWN})
    assert told.outcome.reason is Reason.DONE
    assert "message mailbox: Boris: left one" in told.why


def test_a_message_for_the_boss_is_in_the_bosss_mailbox() -> None:
    firm = office(colleague("102", mailbox="box", secretary="acme-103"), *MAILBOX)
    told = call(firm, "101", "102", answers={"103": Answer.NO_ANSWER})
    assert told.outcome.reason is Reason.DONE
    assert told.rang == ["103"]


def test_calling_oneself_is_listening_to_ones_mailbox() -> None:
    told = call(office(colleague("102", mailbox="box"), *MAILBOX), "102", "102")
    assert told.rang == []
    assert Sentence.NO_MESSAGES in told.said


def test_a_persons_calls_are_recorded_as_the_person_wants() -> None:
    assert call(office(colleague("102", record=RecordingPolicy.ALWAYS)), "101", "102").call.recording
    assert not call(office(), "101", "102").call.recording
    calls_outside = office(colleague("101", record=RecordingPolicy.OUTSIDE))
    assert call(calls_outside, OUTSIDE, "+74951110000").call.recording
    assert not call(calls_outside, "102", "101").call.recording
