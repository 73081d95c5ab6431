"""Listening to a mailbox by phone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import hand_to
from tenants.calls.mailboxes.call_back import destination_to_call_back
from tenants.calls.mailboxes.messages import Message, delete, mark_heard, messages
from tenants.calls.opening_hours import time_zone
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.pin import ask_pin
from tenants.calls.sentences import Sentence
from tenants.calls.words import Count, Digits, Kept, Moment, Word
from tenants.model import Employee, Mailbox

SILENCES_MAX: Final = 2


def owns(employee: Employee, mailbox: Mailbox) -> bool:
    """Whether the mailbox is this person's own, alone or with others."""
    return employee.id in mailbox.owners or employee.mailbox == mailbox.id


async def listen(call: Call, mailbox: Mailbox, *, owner: Employee | None = None) -> Outcome:
    """Hear the messages, new ones first. `owner`: who calls from their own phone; everybody else needs the PIN."""
    if owner is None or not owns(owner, mailbox):
        if mailbox.pin is None:
            call.decide(Decision(Rule.PERMISSION, "mailbox", mailbox.id, Reason.NOT_PERMITTED, mailbox.name))
            return Outcome(Reason.NOT_PERMITTED)
        typed = await ask_pin(call, "mailbox", mailbox.id, mailbox.name, mailbox.pin)
        if isinstance(typed, Outcome):
            return typed
    await call.answer()
    # False comes before True, and the order within is kept: new ones first, each oldest first.
    waiting = sorted(messages(call, mailbox), key=lambda message: message.heard)
    new = sum(not message.heard for message in waiting)
    call.decide(Decision(Rule.MESSAGE, "mailbox", mailbox.id, text=f"{mailbox.name}: {new} new of {len(waiting)}"))
    if not waiting:
        await call.say(Sentence.NO_MESSAGES, Sentence.GOODBYE)
        return DONE
    await call.say(Sentence.YOU_HAVE, Count(new), Sentence.NEW_MESSAGES)
    return await _hear_all(call, mailbox, waiting)


async def _hear_all(call: Call, mailbox: Mailbox, waiting: Sequence[Message]) -> Outcome:
    first: Word = Sentence.FIRST_MESSAGE
    for message in waiting:
        if message.id not in {each.id for each in messages(call, mailbox)}:
            continue  # deleted in the portal meanwhile
        outcome = await _hear(call, mailbox, message, (first, *_introduction(call, message)))
        if outcome is not None:
            return outcome
        first = Sentence.NEXT_MESSAGE
    await call.say(Sentence.GOODBYE)
    return DONE


async def _hear(call: Call, mailbox: Mailbox, message: Message, introduction: Sequence[Word]) -> Outcome | None:
    """One message and what is done with it; None: on to the next."""
    mark_heard(call, mailbox, message)
    words = (*introduction, Kept(message.file), Sentence.MESSAGE_MENU)
    silences = 0
    while silences < SILENCES_MAX:
        choice = await call.ask(*words)
        words = (Sentence.MESSAGE_MENU,)
        match choice:
            case "1":
                words = (Kept(message.file), Sentence.MESSAGE_MENU)
            case "2":
                return None
            case "3":
                delete(call, mailbox, message)
                await call.say(Sentence.DELETED)
                return None
            case "4":
                destination = destination_to_call_back(call, message.number)
                if destination is not None:
                    return await hand_to(call, destination)
                await call.say(Sentence.NOT_PERMITTED)
            case "":
                silences += 1
            case _:
                await call.say(Sentence.WRONG_CHOICE)
    await call.say(Sentence.GOODBYE)
    return DONE


def _introduction(call: Call, message: Message) -> tuple[Word, ...]:
    """From whom, and when: the date only when it is not of today."""
    zone = time_zone(call.company.profile.time_zone)
    at = datetime.fromtimestamp(message.at, UTC).astimezone(zone)
    today = at.date() == call.now.astimezone(zone).date()
    digits = message.number.removeprefix("+")
    who: Word = Digits(digits) if digits.isascii() and digits.isdigit() else Sentence.UNKNOWN_CALLER
    return Sentence.MESSAGE_FROM, who, Sentence.MESSAGE_RECEIVED, Moment(at, date=not today)
