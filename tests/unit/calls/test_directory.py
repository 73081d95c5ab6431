"""Dial by name."""

from collections.abc import Sequence

import pytest

from tenants.calls import Reason, Sentence
from tenants.calls.directory import matches, spellings
from tenants.calls.words import Digits, Recording
from tenants.model import Company, DestinationKind, Employee, Prompt
from tenants.model import Destination as Reference
from tenants.simulate import Story
from tests.unit.calls.companies import number, phone
from tests.unit.calls.office import OUTSIDE, call, office

PEOPLE = {
    "301": "Анна Каренина",
    "302": "Анна Петрова",
    "303": "Élodie Fournier-Brun",
    "304": "Пётр Ёлкин",
    "305": "Li",
}


@pytest.fixture
def firm() -> Company:
    people = [Employee(id=f"acme-{short}", name=name, number=short) for short, name in PEOPLE.items()]
    return office(*people, *(phone("acme", short) for short in PEOPLE))


def spelt(firm: Company, *presses: str) -> Story:
    return call(firm, "101", "*411", presses=presses)


def names(found: Sequence[Employee]) -> list[str]:
    return [person.name for person in found]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("2552", "Анна Каренина"),
        ("4263", "Анна Каренина"),
        ("5366", "Пётр Ёлкин"),
        ("3444", "Пётр Ёлкин"),
        ("3563", "Élodie Fournier-Brun"),
        ("368", "Élodie Fournier-Brun"),
        ("2786", "Élodie Fournier-Brun"),
        ("54", "Li"),
    ],
)
def test_a_name_is_found_by_its_keys_latin_or_cyrillic(firm: Company, typed: str, who: str) -> None:
    assert who in names(matches(firm, typed))


@pytest.mark.parametrize("typed", ["2529", "26749", "", "*", "2*", "25525366522999", "٢"])
def test_what_is_the_beginning_of_no_name_finds_nobody(firm: Company, typed: str) -> None:
    assert matches(firm, typed) == []


def test_both_names_may_be_spelt_one_after_the_other(firm: Company) -> None:
    assert names(matches(firm, "25525366")) == ["Анна Петрова"]


def test_accents_and_dots_are_left_out() -> None:
    assert spellings("Ёж Йод Éa") == (spellings("Еж Иод Ea"))


def test_the_caller_takes_who_was_found_by_pressing_one(firm: Company) -> None:
    told = spelt(firm, "54#", "1")
    assert told.said == [Sentence.ENTER_NAME, Sentence.PRESS_ONE_FOR, Digits("305")]
    assert told.rang == ["305"]
    assert "menu choice directory: 54: Li" in told.why


def test_several_are_offered_one_by_one(firm: Company) -> None:
    assert spelt(firm, "2552", "1").rang == ["301"]
    assert spelt(firm, "2552", "", "1").rang == ["302"]
    assert spelt(firm, "2552", "2", "1").rang == ["302"]


def test_a_spoken_name_is_said_instead_of_the_number(firm: Company) -> None:
    li = Employee(id="acme-305", name="Li", number="305", spoken_name=Prompt(text="Li", spoken="a" * 64))
    told = spelt(firm.changed(2, [li], []), "54", "1")
    assert told.said[-1] == Recording("a" * 64, "Li")


def test_another_name_may_be_tried_when_nobody_has_it(firm: Company) -> None:
    told = spelt(firm, "99999", "54", "1")
    assert Sentence.NO_MATCH in told.said
    assert told.rang == ["305"]


@pytest.mark.parametrize("presses", [[], ["999"] * 9, ["***"] * 9, ["2552", "", ""] * 9, ["9" * 50] * 9])
def test_after_three_tries_the_directory_says_goodbye(firm: Company, presses: list[str]) -> None:
    told = spelt(firm, *presses)
    assert told.said.count(Sentence.ENTER_NAME) == 3
    assert told.said[-1] is Sentence.GOODBYE
    assert told.outcome.reason is Reason.DONE
    assert "nobody was chosen" in told.why


def test_callers_from_outside_find_people_by_name(firm: Company) -> None:
    directory = Reference(kind=DestinationKind.DIRECTORY, id="acme")
    with_number = number("acme", "+74952220000", None).model_copy(update={"destination": directory})
    told = call(firm.changed(2, [with_number], []), OUTSIDE, "+74952220000", presses=["54", "1"])
    assert told.rang == ["305"]


def test_no_more_than_nine_are_offered() -> None:
    crowd = [Employee(id=f"acme-{n}", name=f"Smith {n}", number=str(n)) for n in range(400, 430)]
    told = spelt(office(*crowd), "76484")
    assert told.said.count(Sentence.PRESS_ONE_FOR) == 9
