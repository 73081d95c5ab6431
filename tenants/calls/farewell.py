"""What a caller hears and sees when nobody took the call."""

from types import MappingProxyType

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence

SENTENCES = MappingProxyType(
    {
        Reason.NOT_FOUND: Sentence.NOT_FOUND,
        Reason.UNREACHABLE: Sentence.NOT_AVAILABLE,
        Reason.NO_LINE: Sentence.LINE_DOWN,
        Reason.LINE_DOWN: Sentence.LINE_DOWN,
        Reason.FAILED: Sentence.TEMPORARY_PROBLEM,
        Reason.LOOP: Sentence.FORWARDED_IN_A_CIRCLE,
        Reason.NOT_PERMITTED: Sentence.NOT_PERMITTED,
        Reason.OVER_LIMIT: Sentence.OVER_LIMIT,
    }
)
"""Busy, unanswered and refused calls need no words: every phone shows them by itself."""


async def say_farewell(call: Call, outcome: Outcome) -> None:
    """Tell the caller why nobody answered, then end the call. Nothing when they have talked or gone."""
    if outcome.over:
        return
    sentence = SENTENCES.get(outcome.reason)
    if sentence is not None:
        call.decide(Decision(Rule.SAY, reason=outcome.reason, text=sentence))
        await call.say(sentence)
    await call.end(outcome.reason)
