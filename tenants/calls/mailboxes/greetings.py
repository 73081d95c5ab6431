"""Recording a greeting by phone."""

from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import GreetingRecorded
from tenants.calls.memory import Topic
from tenants.calls.outcome import DONE, Outcome
from tenants.calls.sentences import Sentence
from tenants.calls.words import Kept

SECONDS_MAX: Final = 120
TRIES_MAX: Final = 5


async def record_greeting(call: Call, kind: str, object_id: str, name: str) -> Outcome:
    """Record until the caller keeps it; callers hear it from the next call on. `kind`: mailbox or menu.

    Who may do this is for whoever calls this function to decide. Hanging up keeps nothing: the old greeting stays.
    """
    await call.answer()
    for _ in range(TRIES_MAX):
        await call.say(Sentence.RECORD_GREETING)
        taken = await call.record(seconds=SECONDS_MAX, silence=5)
        if taken is None:
            continue
        while (choice := await call.ask(Sentence.GREETING_MENU)) == "2":
            await call.say(Kept(taken.file))
        if choice == "1":
            call.memory.put(Topic.GREETING, object_id, taken.file)
            call.send(GreetingRecorded(kind, object_id, taken.file, taken.seconds))
            call.decide(Decision(Rule.SWITCHED, kind, object_id, text=f"{name}: new greeting"))
            await call.say(Sentence.SAVED, Sentence.GOODBYE)
            return DONE
    await call.say(Sentence.GOODBYE)
    return DONE
