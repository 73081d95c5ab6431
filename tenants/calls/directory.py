"""Dial by name: a name spelt with the keys of the phone, Latin or Cyrillic."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.employee import EmployeeDestination
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.prompts import words_of
from tenants.calls.sentences import Sentence
from tenants.calls.words import Digits
from tenants.model import Company, Employee

TRIES_MAX: Final = 3
OFFERED_MAX: Final = 9
DIGITS_MAX: Final = 20

KEYS: Final = {
    letter: key
    for key, letters in {
        "2": "abcабвг",
        "3": "defдежз",
        "4": "ghiиклй",
        "5": "jklмноп",
        "6": "mnoрсту",
        "7": "pqrsфхцч",
        "8": "tuvшщъы",
        "9": "wxyzьэюя",
    }.items()
    for letter in letters
}
"""Latin by ITU-T E.161, Cyrillic as on Russian phones; an accent or the dots of ё are left out."""


@dataclass(frozen=True, slots=True)
class DirectoryDestination(Destination):
    """Asks for a name, offers everybody whose first or last name begins like that, and rings whom the caller takes."""

    async def take(self, call: Call) -> Outcome:
        for _ in range(TRIES_MAX):
            typed = await call.ask(Sentence.ENTER_NAME, digits=DIGITS_MAX, seconds=8)
            if not typed:
                continue
            found = matches(call.company, typed)
            names = ", ".join(person.name for person in found[:OFFERED_MAX]) or "nobody"
            call.decide(Decision(Rule.MENU_CHOICE, "directory", text=f"{typed}: {names}"))
            chosen = await self.offer(call, found[:OFFERED_MAX])
            if chosen is not None:
                call.decide(Decision(Rule.DIALLED_EMPLOYEE, "employee", chosen.id, text=chosen.name))
                return await hand_to(call, EmployeeDestination.of(call.company, chosen))
            await call.say(Sentence.NO_MATCH)
        call.decide(Decision(Rule.MENU_CHOICE, "directory", reason=Reason.NOT_FOUND, text="nobody was chosen"))
        await call.say(Sentence.GOODBYE)
        return DONE

    async def offer(self, call: Call, people: list[Employee]) -> Employee | None:
        """One after the other; 1 takes, any other key or silence goes on."""
        for person in people:
            name = words_of(call, person.spoken_name) or (Digits(person.number),)
            if await call.ask(Sentence.PRESS_ONE_FOR, *name, seconds=3) == "1":
                return person
        return None


def matches(company: Company, typed: str) -> list[Employee]:
    """Everybody with a name, or both names, beginning with these keys; by name. Nobody for what is no spelling."""
    if not typed.isascii() or not typed.isdigit():
        return []
    found = (person for person in company.employees.values() if _fits(person, typed))
    return sorted(found, key=lambda person: (person.name, person.number))


def _fits(person: Employee, typed: str) -> bool:
    return any(spelling.startswith(typed) for spelling in spellings(person.name))


@lru_cache(maxsize=16384)
def spellings(name: str) -> tuple[str, ...]:
    """The keys of each word of a name, and of all from there on: `Anna Berg` is 2662 and 2374, and 26622374."""
    words = [word for word in (_keys(part) for part in name.replace("-", " ").split()) if word]
    return tuple("".join(words[start:]) for start in range(len(words)))


def _keys(word: str) -> str:
    return "".join(KEYS.get(letter, letter) for letter in _letters(word))


def _letters(word: str) -> Iterator[str]:
    for letter in unicodedata.normalize("NFD", word.casefold()):
        if letter.isalpha() or letter in "0123456789":
            yield letter
