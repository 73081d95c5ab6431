"""A waiting caller hangs up, keeps the place, and is called when it is their turn."""

from contextlib import suppress

from tenants.calls.call import Call, CallerGone
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import LineCallback
from tenants.calls.outcome import Reason
from tenants.calls.outside.permission import EXPENSIVE, type_of
from tenants.calls.sentences import Sentence
from tenants.calls.words import Digits
from tenants.model import WaitingLine


def number_to_call_back(call: Call) -> str | None:
    """The caller's own number, outside or inside; None, noted, for hidden, foreign and premium numbers.

    A caller's number is a claim: it must not bring the company to call what costs.
    """
    number = call.caller.number
    if call.caller.employee is not None or type_of(call.company, number) not in EXPENSIVE:
        return number
    reason = Reason.NOT_PERMITTED if number else Reason.ANONYMOUS
    text = f"no call back: {number or 'hidden number'}"
    call.decide(Decision(Rule.CALLBACK, reason=reason, text=text))
    return None


async def promise(call: Call, line: WaitingLine, number: str, position: int) -> None:
    """Keep the place, then say so; whoever hangs up at once has been promised too."""
    call.send(LineCallback(line.id, number, position, call.caller.name))
    text = f"{line.name}: {number} keeps place {position}"
    call.decide(Decision(Rule.CALLBACK, "waiting-line", line.id, Reason.DONE, text))
    with suppress(CallerGone):
        await call.say(Sentence.YOUR_NUMBER_IS, Digits(number.removeprefix("+")), Sentence.CALLBACK_PROMISED)
