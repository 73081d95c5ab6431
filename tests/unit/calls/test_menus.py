"""What callers meet in a menu."""

from typing import Any

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.memory import Forgetful, Topic
from tenants.calls.words import Kept, Recording
from tenants.model import Company, TelephonyObject
from tests.unit.calls.companies import DIGEST, person, phone
from tests.unit.calls.paths import ANNA, BORIS, NOBODY, call, firm, leading_to, made

GREETING = Recording(DIGEST, "Welcome")


def choice(digits: str, destination: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"digits": digits, "destination": destination, **more}


def menu(*extra: TelephonyObject, **fields: Any) -> Company:
    """The main number leads to a menu: 1 is Anna, 2 is Boris."""
    usual = {"greeting": {"text": "Welcome", "spoken": DIGEST}, "choices": [choice("1", ANNA), choice("2", BORIS)]}
    return firm(leading_to("menu", "welcome"), made("menu", "welcome", **{**usual, **fields}), *extra)


def test_a_digit_leads_to_its_destination() -> None:
    told = call(menu(), presses=["2"])
    assert (told.rang, told.said) == (["102"], [GREETING])
    assert "menu choice: Welcome: 2\n" in told.why


def test_the_label_of_a_choice_stands_in_the_story() -> None:
    told = call(menu(choices=[choice("1", ANNA, label="Sales")]), presses=["1"])
    assert "menu choice: Welcome: 1 (Sales)" in told.why


def test_a_wrong_digit_is_said_and_the_caller_may_try_again() -> None:
    told = call(menu(), presses=["7", "1"])
    assert told.said == [GREETING, Sentence.WRONG_CHOICE, GREETING]
    assert told.rang == ["101"]
    assert "menu choice: Welcome: 7 (not found)" in told.why


def test_a_menu_has_its_own_words_for_a_wrong_digit() -> None:
    told = call(menu(wrong={"text": "No", "spoken": DIGEST}), presses=["7", "1"])
    assert told.said == [GREETING, Recording(DIGEST, "No"), GREETING]


def test_a_silent_caller_hears_the_greeting_again_and_then_goes_on() -> None:
    told = call(menu(attempts=2, on_silence=BORIS))
    assert (told.said, told.rang) == ([GREETING, GREETING], ["102"])
    assert "menu choice: Welcome: silence" in told.why


def test_a_caller_with_wrong_digits_alone_goes_elsewhere_or_where_silent_ones_go() -> None:
    assert call(menu(attempts=1, on_silence=BORIS, on_wrong=ANNA), presses=["9"]).rang == ["101"]
    told = call(menu(attempts=1, on_silence=BORIS), presses=["9"])
    assert (told.rang, told.said[-1]) == (["102"], Sentence.WRONG_CHOICE)


@pytest.mark.parametrize(
    ("presses", "sentence"), [((), Sentence.NOTHING_CHOSEN), (("9", "9", "9"), Sentence.TOO_MANY_TRIES)]
)
def test_without_a_way_out_the_caller_hears_why(presses: tuple[str, ...], sentence: Sentence) -> None:
    told = call(menu(), presses=presses)
    assert (told.said[-1], told.ended_with) == (sentence, Reason.NO_ANSWER)


def test_a_way_out_that_is_gone_is_none() -> None:
    assert call(menu(on_silence=NOBODY)).said[-1] is Sentence.NOTHING_CHOSEN


def test_a_choice_whose_destination_is_gone_counts_as_wrong() -> None:
    assert call(menu(choices=[choice("1", NOBODY), choice("2", BORIS)]), presses=["1", "2"]).rang == ["102"]


def test_a_choice_of_several_digits_is_told_from_the_shorter_one_by_a_pause() -> None:
    where = menu(choices=[choice("1", ANNA), choice("12", BORIS)])
    assert call(where, presses=["12"]).rang == ["102"]
    assert call(where, presses=["1", ""]).rang == ["101"]
    assert call(where, presses=["1#"]).rang == ["101"]


def test_digits_that_come_slowly_are_one_number_too() -> None:
    assert call(menu(dial_employees=True), presses=["1", "0", "2"]).rang == ["102"]


def test_callers_dial_employees_where_the_menu_allows_it() -> None:
    assert call(menu(dial_employees=True), presses=["102"]).rang == ["102"]
    assert call(menu(dial_employees=True), presses=["1", ""]).rang == ["101"], "a pause means choice 1"
    assert call(menu(), presses=["102"]).rang == ["101"], "without direct dialling 1 is taken at once"


def test_a_number_that_is_nobodys_is_wrong_once_not_three_times() -> None:
    told = call(menu(dial_employees=True), presses=["999", "102"])
    assert (told.said.count(Sentence.WRONG_CHOICE), told.rang) == (1, ["102"])


def test_callers_do_not_dial_what_is_for_colleagues_alone() -> None:
    paging = made("paging", "all", number="900", members=["acme-101"])
    room = made("room", "board", number="901")
    told = call(menu(paging, room, dial_employees=True), presses=["900", "901"])
    assert told.did == []


def test_a_menus_own_choice_wins_over_an_employee() -> None:
    clara = (person("acme", "21", "Clara"), phone("acme", "21"))
    told = call(menu(*clara, dial_employees=True, choices=[choice("21", BORIS)]), presses=["21"])
    assert told.rang == ["102"]


def test_star_and_hash_are_choices_too() -> None:
    where = menu(choices=[choice("*", ANNA), choice("#", BORIS)])
    assert (call(where, presses=["*"]).rang, call(where, presses=["#"]).rang) == (["101"], ["102"])


def test_a_menu_leads_into_a_menu_and_the_caller_chooses_a_language() -> None:
    more = made("menu", "russian", choices=[choice("1", BORIS)])
    where = menu(more, choices=[choice("9", {"kind": "menu", "id": "russian"}, language="ru")])
    told = call(where, presses=["9", "1"])
    assert (told.rang, told.call.language) == (["102"], "ru")


def test_a_menu_that_leads_to_itself_ends_in_words() -> None:
    told = call(menu(choices=[choice("1", {"kind": "menu", "id": "welcome"})]), presses=["1"] * 100)
    assert told.ended_with is Reason.LOOP
    assert told.said[-1] is Sentence.FORWARDED_IN_A_CIRCLE


def test_two_menus_that_send_silent_callers_to_each_other_end_in_words() -> None:
    other = made("menu", "other", on_silence={"kind": "menu", "id": "welcome"}, attempts=1)
    told = call(menu(other, on_silence={"kind": "menu", "id": "other"}, attempts=1))
    assert told.ended_with is Reason.LOOP


def test_a_greeting_recorded_by_phone_is_heard_at_once() -> None:
    memory = Forgetful()
    memory.put(Topic.GREETING, "welcome", "new.wav")
    assert call(menu(), presses=["1"], memory=memory).said == [Kept("new.wav")]


def test_a_menu_without_choices_and_greeting_still_ends() -> None:
    assert call(menu(choices=[], greeting=None), presses=["1"]).ended_with is Reason.NO_ANSWER


@pytest.mark.parametrize("nonsense", ["1" * 5000, "*" * 5000, "#" * 5000, "0123456789*#" * 400, "٣", "x"])
def test_digits_as_fast_as_a_machine_sends_hurt_nobody(nonsense: str) -> None:
    for where in (menu(dial_employees=True), menu(choices=[choice("1", {"kind": "menu", "id": "welcome"})])):
        assert call(where, presses=[nonsense]).outcome.reason in {Reason.ANSWERED, Reason.NO_ANSWER, Reason.LOOP}
