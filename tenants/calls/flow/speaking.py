"""Steps that say, ask and wait."""

from typing import Final

from tenants.calls.flow.walk import Moved, Next, Walk
from tenants.calls.flow.ways import DIGITS, SILENCE
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.prompts import words_of
from tenants.calls.sentences import Sentence
from tenants.model import Music
from tenants.model.flow import AskStep, EndStep, SayStep, WaitStep

DIGITS_SHOWN: Final = 6
"""More digits than a short number are not written into journeys."""


async def say(walk: Walk, step: SayStep) -> Moved:
    walk.note(step)
    if words := words_of(walk.call, step.prompt):
        await walk.call.say(*words)
    return Next(step.then)


async def ask(walk: Walk, step: AskStep) -> Moved:
    """Without digits after all attempts the caller goes to `wrong`, and without that hears why the call ends."""
    for _ in range(step.attempts):
        words = words_of(walk.call, step.prompt)
        private = step.digits_max > DIGITS_SHOWN
        typed = await walk.call.ask(*words, digits=step.digits_max, seconds=step.wait_seconds, private=private)
        if typed:
            walk.set(step.into, typed)
            # Card numbers and the like are nobody's business in a journey.
            walk.note(step, typed if len(typed) <= DIGITS_SHOWN else f"{len(typed)} digits", way=DIGITS)
            return Next(step.then)
    walk.note(step, "no digits", way=SILENCE)
    return Next(step.wrong) if step.wrong is not None else Outcome(Reason.NO_ANSWER, told=Sentence.NOTHING_CHOSEN)


async def wait(walk: Walk, step: WaitStep) -> Moved:
    walk.note(step, f"{step.seconds} s")
    await walk.call.wait(step.seconds, music=walk.call.company.get(Music, step.music))
    return Next(step.then)


async def end(walk: Walk, step: EndStep) -> Moved:
    walk.note(step)
    await walk.call.say(*(words_of(walk.call, step.prompt) or (Sentence.GOODBYE,)))
    return DONE
