"""What a caller hears and sees when nobody took the call."""

from types import MappingProxyType

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence

SENTENCES = MappingProxyType(
    {
        Reason.BUSY: Sentence.BUSY,
        Reason.NO_ANSWER: Sentence.NO_ANSWER,
        Reason.UNREACHABLE: Sentence.NOT_AVAILABLE,
        Reason.NOT_FOUND: Sentence.NOT_FOUND,
        Reason.REFUSED: Sentence.NOT_AVAILABLE,
        Reason.NO_LINE: Sentence.LINE_DOWN,
        Reason.LINE_DOWN: Sentence.LINE_DOWN,
        Reason.FAILED: Sentence.TEMPORARY_PROBLEM,
        Reason.LOOP: Sentence.FORWARDED_IN_A_CIRCLE,
        Reason.DO_NOT_DISTURB: Sentence.DO_NOT_DISTURB,
        Reason.CLOSED: Sentence.CLOSED,
        Reason.BLOCKED: Sentence.BLOCKED,
        Reason.ANONYMOUS: Sentence.ANONYMOUS_REFUSED,
        Reason.NOT_PERMITTED: Sentence.NOT_PERMITTED,
        Reason.OVER_LIMIT: Sentence.OVER_LIMIT,
        Reason.FULL: Sentence.NO_AGENTS,
        Reason.NO_AGENTS: Sentence.NO_AGENTS,
        Reason.WRONG_PIN: Sentence.WRONG_PIN,
    }
)
"""One for every way a call can fail."""


async def say_farewell(call: Call, outcome: Outcome) -> None:
    """Tell the caller why nobody answered, then end the call. Nothing when they have talked or gone."""
    if outcome.over:
        return
    sentence = outcome.told or SENTENCES[outcome.reason]
    call.decide(Decision(Rule.SAY, reason=outcome.reason, text=sentence))
    await call.say(sentence)
    await call.end(outcome.reason)
