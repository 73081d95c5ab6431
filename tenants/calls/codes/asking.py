"""What codes have in common: asking for what was not dialled after the code, and telling how it went."""

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Word
from tenants.model import Employee, TelephonyObject

DIGITS_MAX = 20


async def argument_or_ask(
    call: Call, argument: str, question: Sentence = Sentence.ENTER_NUMBER, digits: int = DIGITS_MAX
) -> str:
    """What was dialled after the code, else what is typed now; "" when nothing is."""
    return argument or await call.ask(question, digits=digits, seconds=8)


async def tell(call: Call, *words: Word) -> Outcome:
    """The last words to whoever dialled a code; it is over then."""
    await call.answer()
    await call.say(*words)
    return DONE


async def refuse(call: Call, why: str, reason: Reason, *words: Word) -> Outcome:
    """A code that could not be obeyed: `why` for the journey, `words` for the ear."""
    call.decide(Decision(Rule.DIALLED_CODE, reason=reason, text=why))
    return await tell(call, *words)


async def colleague(call: Call, argument: str) -> Employee | Outcome:
    """The person whose short number was dialled or is typed now; else how it ended."""
    found = await object_asked(call, argument)
    if isinstance(found, Employee | Outcome):
        return found
    return await refuse(call, f"{found.id} is not a person", Reason.NOT_FOUND, Sentence.NOT_FOUND)


async def object_asked(call: Call, argument: str) -> TelephonyObject | Outcome:
    """Whatever has the short number that was dialled or is typed now; else how it ended."""
    number = await argument_or_ask(call, argument)
    if not number:
        return await refuse(call, "no number was typed", Reason.NOT_FOUND, Sentence.GOODBYE)
    found = call.company.short_numbers.get(number)
    if found is None:
        return await refuse(call, f"nobody has the number {number}", Reason.NOT_FOUND, Sentence.NOT_FOUND)
    return found
