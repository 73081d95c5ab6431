"""Menus: a greeting, and digits that lead somewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tenants.calls.call import Call
from tenants.calls.choosing import choose
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.prompts import greeting_of, words_of
from tenants.calls.references import destination_for, find
from tenants.calls.sentences import Sentence
from tenants.calls.words import Word
from tenants.extend import hook
from tenants.model import Company, Employee, Kind, Menu, MenuChoice, Team, WaitingLine

_DIALLED_FROM_MENUS: Final = (Employee, Team, WaitingLine)
"""What callers may dial by short number where a menu allows it; rooms, pagings and switches are for colleagues."""


DIALLED, WRONG, SILENCE = "dialled", "wrong", "silence"
"""A menu's branches beside its choices, as decisions name them."""


@dataclass(frozen=True, slots=True)
class MenuDestination(Destination):
    """Asks until the caller chooses something that exists, at most `attempts` times."""

    kind = Kind.MENU

    menu: Menu

    async def take(self, call: Call) -> Outcome:
        if (destination := await self.passed_by(call)) is not None:
            return await hand_to(call, destination)
        choices = self.choices(call.company)
        complaint: tuple[Word, ...] = ()
        for _ in range(self.menu.attempts):
            greeting = greeting_of(call, self.menu.id, self.menu.greeting)
            typed = await choose(call, *complaint, *greeting, among=choices, seconds=self.menu.wait_seconds)
            complaint = ()
            if not typed:
                continue
            if (destination := self.chosen(call, typed, choices)) is not None:
                return await hand_to(call, destination)
            complaint = words_of(call, self.menu.wrong) or (Sentence.WRONG_CHOICE,)
        return await self.given_up(call, complaint)

    @hook
    async def passed_by(self, call: Call) -> Destination | None:  # noqa: ARG002  # for descendants
        """Where a caller goes who need not hear this menu; None: they hear it."""
        return None

    @hook
    def choices(self, company: Company) -> Mapping[str, MenuChoice | str]:
        """By digits: the menu's own choices, and where it allows that, short numbers; own choices win."""
        own = {choice.digits: choice for choice in self.menu.choices}
        if not self.menu.dial_employees:
            return own
        dialled = {n: n for n, item in company.short_numbers.items() if isinstance(item, _DIALLED_FROM_MENUS)}
        return dialled | own

    @hook
    def chosen(self, call: Call, typed: str, choices: Mapping[str, MenuChoice | str]) -> Destination | None:
        """Where the digits lead, noted with their label; None when they lead nowhere."""
        choice = choices.get(typed)
        if isinstance(choice, MenuChoice):
            destination = find(call.company, choice.destination)
            what = f"{typed} ({choice.label})" if choice.label else typed
            if destination is not None and choice.language is not None:
                call.language = choice.language
        else:
            item = call.company.short_numbers.get(choice) if choice is not None else None
            destination = destination_for(call.company, item) if item is not None else None
            what = typed
        reason = Reason.NOT_FOUND if destination is None else None
        self.note(call, what, reason, choice.digits if isinstance(choice, MenuChoice) else DIALLED)
        return destination

    def note(self, call: Call, what: str, reason: Reason | None, branch: str) -> None:
        call.decide(Decision(Rule.MENU_CHOICE, "menu", self.menu.id, reason, f"{self.menu.name}: {what}", branch))

    @hook
    async def given_up(self, call: Call, complaint: tuple[Word, ...]) -> Outcome:
        """Nothing was chosen in all attempts: `complaint` is what a wrong last digit is answered with."""
        wrong = bool(complaint)
        what = "wrong digits" if wrong else "silence"
        reference = (self.menu.on_wrong if wrong else None) or self.menu.on_silence
        destination = find(call.company, reference)
        reason = Reason.NO_ANSWER if destination is None else None
        self.note(call, what, reason, WRONG if wrong else SILENCE)
        if destination is None:
            told = Sentence.TOO_MANY_TRIES if wrong else Sentence.NOTHING_CHOSEN
            return Outcome(Reason.NO_ANSWER, told=told)
        if wrong:
            await call.say(*complaint)
        return await hand_to(call, destination)
