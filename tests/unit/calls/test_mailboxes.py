"""Leaving messages and listening to them."""

from typing import Any

import pytest

from tenants.calls import Outcome, Reason, Sentence
from tenants.calls.decision import Rule
from tenants.calls.errand import GreetingRecorded, MessageGone, MessageLeft
from tenants.calls.mailboxes import MailboxDestination, listen, record_greeting
from tenants.calls.mailboxes.call_back import is_cheap
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.words import Count, Digits, Kept, Moment, Recording
from tenants.model import Company, Mailbox, Sound
from tenants.model.pin import pin_digest
from tenants.simulate.scripted_call import ScriptedCall
from tests.unit.calls.companies import DIGEST
from tests.unit.calls.paths import MOBILE, call, firm, leading_to, made, result, scripted

AT = 1_772_444_400  # that Monday, 09:40 UTC
OTHER = "1" * 64


def office(**mailbox: Any) -> Company:
    """The main number leads to mailbox 800 of Anna."""
    return firm(
        leading_to("mailbox", "box"), made("mailbox", "box", number="800", **{"owners": ["acme-101"], **mailbox})
    )


def with_messages(*numbers: str, heard: int = 0) -> Forgetful:
    """A mailbox with a message of each number; the first `heard` ones are not new."""
    memory = Forgetful()
    memory.put(
        Topic.MESSAGES,
        "box",
        [
            {"id": f"m{i}", "file": f"m{i}.wav", "at": AT, "seconds": 5, "number": n, "name": "", "heard": i < heard}
            for i, n in enumerate(numbers)
        ],
    )
    return memory


def left(memory: Forgetful) -> list[str]:
    return [each["id"] for each in memory.get(Topic.MESSAGES, "box") or ()]


def test_a_caller_leaves_a_message_and_it_is_kept_sent_and_confirmed() -> None:
    memory = Forgetful()
    told = call(office(), memory=memory)
    assert told.said == [Sentence.LEAVE_MESSAGE, Sentence.SAVED, Sentence.GOODBYE]
    assert told.outcome.reason is Reason.DONE
    (kept,) = memory.get(Topic.MESSAGES, "box")
    assert (kept["number"], kept["seconds"], kept["heard"]) == (MOBILE, 8.0, False)
    assert told.errands == [MessageLeft("box", kept["id"], kept["file"], 8.0, MOBILE, "")]
    assert "message mailbox: Box: left one of 8 s (done)" in told.why


@pytest.mark.parametrize("step", range(1, 6))
def test_no_message_is_lost_wherever_the_caller_hangs_up(step: int) -> None:
    memory = Forgetful()
    told = call(office(), memory=memory, hang_up_at=step)
    spoken = told.call.steps >= 3
    assert len(left(memory)) == len(told.errands) == spoken
    assert told.outcome.reason is (Reason.DONE if spoken else Reason.ABANDONED)


def test_silence_is_no_message() -> None:
    told = call(office(), message_seconds=0)
    assert told.errands == []
    assert "nothing said" in told.why
    # Else the list of calls would show a message that nobody can hear.
    assert [d.reason for d in told.decisions if d.rule is Rule.MESSAGE] == [Reason.ABANDONED]


def test_a_full_mailbox_says_so() -> None:
    told = call(office(messages_max=2), memory=with_messages("", ""))
    assert (told.said, told.outcome.reason) == ([Sentence.MAILBOX_FULL], Reason.FULL)


def test_a_message_is_no_longer_than_the_mailbox_allows() -> None:
    told = call(office(seconds_max=10), message_seconds=500)
    assert isinstance(told.errands[0], MessageLeft)
    assert told.errands[0].seconds == 10


@pytest.mark.parametrize(
    ("because", "heard"),
    [
        (Reason.BUSY, "busy"),
        (Reason.DO_NOT_DISTURB, "busy"),
        (Reason.CLOSED, "closed"),
        (Reason.NO_ANSWER, "usual"),
        (None, "usual"),
    ],
)
def test_the_greeting_fits_the_situation(because: Reason | None, heard: str) -> None:
    def spoken(text: str) -> dict[str, str]:
        return {"text": text, "spoken": DIGEST}

    where = office(greeting=spoken("usual"), greeting_busy=spoken("busy"), greeting_closed=spoken("closed"))
    box = where.get(Mailbox, "box")
    assert box is not None
    assert MailboxDestination(box, because).greeting(scripted(where, MOBILE)) == (Recording(DIGEST, heard),)


def test_a_missing_special_greeting_falls_back_to_the_usual_one_and_that_to_a_sentence() -> None:
    assert call(office(greeting={"text": "Hello", "spoken": DIGEST})).said[0] == Recording(DIGEST, "Hello")
    assert call(office(greeting={"sound": "gone"})).said[0] == Sentence.LEAVE_MESSAGE


def test_a_greeting_is_heard_in_the_callers_language() -> None:
    sound = Sound(id="hello", name="Hello", file=DIGEST, translations={"ru": OTHER})
    where = firm(
        leading_to("mailbox", "box", language="ru"), made("mailbox", "box", greeting={"sound": "hello"}), sound
    )
    assert call(where).said[0] == Recording(OTHER, "Hello")


def test_a_greeting_recorded_by_phone_is_heard_at_once() -> None:
    memory = Forgetful()
    memory.put(Topic.GREETING, "box", "greeting-1.wav")
    assert call(office(greeting={"text": "Hello", "spoken": DIGEST}), memory=memory).said[0] == Kept("greeting-1.wav")


def test_the_owner_dials_the_mailbox_and_hears_new_messages_first() -> None:
    memory = with_messages("+79160000001", "+79160000002", heard=1)
    told = call(office(), "800", caller="101", presses=["2", "2"], memory=memory)
    assert told.said[:3] == [Sentence.YOU_HAVE, Count(1), Sentence.NEW_MESSAGES]
    assert [word for word in told.said if isinstance(word, Kept)] == [Kept("m1.wav"), Kept("m0.wav")]
    assert told.said[3:7] == [
        Sentence.FIRST_MESSAGE,
        Sentence.MESSAGE_FROM,
        Digits("79160000002"),
        Sentence.MESSAGE_RECEIVED,
    ]
    assert told.errands == [MessageGone("box", "m1", heard=True)]
    assert told.said[-1] is Sentence.GOODBYE


def test_the_date_is_told_only_when_it_is_not_today() -> None:
    told = call(office(), "800", caller="101", memory=with_messages(""))
    (moment,) = [word for word in told.said if isinstance(word, Moment)]
    assert not moment.date
    assert Sentence.UNKNOWN_CALLER in told.said


def test_messages_are_heard_again_and_deleted() -> None:
    memory = with_messages("+79160000001", "+79160000002")
    told = call(office(), "800", caller="101", presses=["1", "3", "7", "3"], memory=memory)
    assert [word for word in told.said if isinstance(word, Kept)] == [Kept("m0.wav"), Kept("m0.wav"), Kept("m1.wav")]
    assert (told.said.count(Sentence.DELETED), told.said.count(Sentence.WRONG_CHOICE)) == (2, 1)
    assert left(memory) == []
    assert MessageGone("box", "m0") in told.errands


def test_an_owner_who_says_nothing_is_let_go_and_loses_nothing() -> None:
    memory = with_messages("+79160000001")
    assert call(office(), "800", caller="101", memory=memory).said[-1] is Sentence.GOODBYE
    assert left(memory) == ["m0"]


def test_an_empty_mailbox_says_so() -> None:
    assert call(office(), "800", caller="101").said == [Sentence.NO_MESSAGES, Sentence.GOODBYE]


def test_a_colleague_who_dials_the_mailbox_leaves_a_message() -> None:
    assert isinstance(call(office(), "800", caller="102").errands[0], MessageLeft)


def test_the_owner_calls_back() -> None:
    told = call(office(), "800", caller="101", presses=["4"], memory=with_messages(MOBILE))
    assert (told.rang, told.outcome.reason) == ([MOBILE], Reason.ANSWERED)
    assert call(office(), "800", caller="101", presses=["4"], memory=with_messages("102")).rang == ["102"]


@pytest.mark.parametrize("expensive", ["+78091234567", "+447911123456", "+8816312345", "", "bob", "999"])
def test_a_message_never_brings_the_company_to_call_an_expensive_number(expensive: str) -> None:
    told = call(office(), "800", caller="101", presses=["4", "2"], memory=with_messages(expensive))
    assert told.rang == []
    assert Sentence.NOT_PERMITTED in told.said
    assert "(not permitted)" in told.why


def test_an_ordinary_number_of_the_own_country_is_cheap() -> None:
    assert [is_cheap(office(), number) for number in (MOBILE, "+74951110000", "+77271234567")] == [True, True, False]


def listening(
    pin: str | None, *typed: str, memory: Forgetful | None = None, caller: str = "102"
) -> tuple[Outcome, ScriptedCall]:
    """Boris listens to Anna's mailbox, or somebody from outside does."""
    where = office(pin=pin_digest("acme", "box", pin) if pin else None)
    box = where.get(Mailbox, "box")
    assert box is not None
    story = scripted(where, caller, presses=typed, memory=memory or Forgetful())
    return result(listen(story, box, owner=story.caller.employee)), story


def test_others_need_the_pin() -> None:
    outcome, story = listening("4711", "1111", "4711", "2", memory=with_messages(MOBILE))
    assert outcome.reason is Reason.DONE
    assert story.said.count(Sentence.WRONG_PIN) == 1
    assert Kept("m0.wav") in story.said


def test_without_a_pin_only_owners_listen() -> None:
    outcome, story = listening(None, "1234", memory=with_messages(MOBILE))
    assert outcome.reason is Reason.NOT_PERMITTED
    assert story.said == []


def test_whoever_guesses_is_locked_out_over_several_calls_and_for_longer_each_time() -> None:
    memory = with_messages(MOBILE)
    for _ in range(2):
        listening("4711", "1", "2", "3", memory=memory)
    outcome, story = listening("4711", "4711", memory=memory)
    assert outcome.told is Sentence.TOO_MANY_TRIES
    assert story.said == []
    tries = memory.get(Topic.WRONG_PINS, "box")
    assert tries["count"] == 5
    tries["until"] = 0
    assert listening("4711", "5", memory=memory)[0].told is Sentence.TOO_MANY_TRIES
    assert memory.get(Topic.WRONG_PINS, "box")["count"] == 6


def test_the_right_pin_forgets_the_wrong_ones() -> None:
    memory = Forgetful()
    listening("4711", "1", "4711", memory=memory)
    assert memory.get(Topic.WRONG_PINS, "box") is None


def test_whoever_listens_from_outside_calls_nobody_at_the_companys_cost() -> None:
    _, story = listening("4711", "4711", "4", "2", memory=with_messages(MOBILE), caller=MOBILE)
    assert story.rang == []
    assert Sentence.NOT_PERMITTED in story.said


def record(*presses: str, **script: Any) -> ScriptedCall:
    story = scripted(office(), "101", presses=presses, **script)
    result(record_greeting(story, "mailbox", "box", "Box"))
    return story


def test_a_greeting_is_recorded_heard_and_kept() -> None:
    story = record("2", "3", "1")
    kept = story.memory.get(Topic.GREETING, "box")
    assert story.errands == [GreetingRecorded("mailbox", "box", kept, 8.0)]
    assert story.said.count(Sentence.RECORD_GREETING) == 2
    assert story.said[-2:] == [Sentence.SAVED, Sentence.GOODBYE]


@pytest.mark.parametrize("step", range(1, 5))
def test_hanging_up_while_recording_keeps_the_old_greeting(step: int) -> None:
    story = record("1", hang_up_at=step)
    assert (story.errands, story.memory.get(Topic.GREETING, "box")) == ([], None)


def test_a_mailbox_remembered_by_an_odd_release_is_still_heard() -> None:
    memory = Forgetful()
    memory.put(Topic.MESSAGES, "box", [{"id": "m0"}, "nonsense", {"no": "id"}])
    assert Sentence.FIRST_MESSAGE in call(office(), "800", caller="101", memory=memory).said
