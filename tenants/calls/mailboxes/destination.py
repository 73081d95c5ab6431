"""Leaving a message."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from tenants.calls.call import Call, CallerGone
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.mailboxes.listening import listen, owns
from tenants.calls.mailboxes.messages import is_full, keep
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.prompts import greeting_of, words_of
from tenants.calls.sentences import Sentence
from tenants.calls.words import Word
from tenants.extend import hook
from tenants.model import Kind, Mailbox

BUSY: Final = frozenset({Reason.BUSY, Reason.DO_NOT_DISTURB, Reason.REFUSED})
"""Why callers come here who hear the greeting for busy."""


@dataclass(frozen=True, slots=True)
class MailboxDestination(Destination):
    """A mailbox. `because`: why nobody took the call; None when the mailbox itself was wanted."""

    kind = Kind.MAILBOX

    mailbox: Mailbox
    because: Reason | None = None

    async def take(self, call: Call) -> Outcome:
        mailbox, caller = self.mailbox, call.caller
        dialled_it = call.dialled == mailbox.number and caller.transferred_by is None
        if dialled_it and caller.employee is not None and owns(caller.employee, mailbox):
            return await listen(call, mailbox, owner=caller.employee)
        if is_full(call, mailbox):
            call.decide(Decision(Rule.MESSAGE, "mailbox", mailbox.id, Reason.FULL, mailbox.name))
            return Outcome(Reason.FULL, told=Sentence.MAILBOX_FULL)
        await call.answer()
        await call.say(*self.greeting(call))
        return await self.record(call)

    @hook
    def greeting(self, call: Call) -> tuple[Word, ...]:
        """The one for the situation, else the usual one, else the built-in sentence."""
        mailbox = self.mailbox
        special = None
        if self.because in BUSY:
            special = mailbox.greeting_busy
        elif self.because is Reason.CLOSED:
            special = mailbox.greeting_closed
        return words_of(call, special) or greeting_of(call, mailbox.id, mailbox.greeting) or (Sentence.LEAVE_MESSAGE,)

    @hook
    async def record(self, call: Call) -> Outcome:
        """Whoever hangs up while speaking has left a message too."""
        mailbox = self.mailbox
        taken = await call.record(seconds=mailbox.seconds_max)
        if taken is None:
            text = f"{mailbox.name}: nothing said"
            call.decide(Decision(Rule.MESSAGE, "mailbox", mailbox.id, Reason.ABANDONED, text))
        else:
            message = keep(call, mailbox, taken)
            text = f"{mailbox.name}: left one of {message.seconds:.0f} s"
            call.decide(Decision(Rule.MESSAGE, "mailbox", mailbox.id, Reason.DONE, text))
        with suppress(CallerGone):
            await call.say(*((Sentence.SAVED,) if taken else ()), Sentence.GOODBYE)
        return DONE
