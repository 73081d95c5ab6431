"""Waiting lines: callers wait in turn for the next free agent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from tenants.calls.call import Call, LineEnd, Placing, Waited
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.line_callback import number_to_call_back, promise
from tenants.calls.memory import Topic
from tenants.calls.outcome import ABANDONED, ANSWERED, DONE, Outcome, Reason
from tenants.calls.prompts import sound_words
from tenants.calls.recording import consider_recording
from tenants.calls.references import described, find
from tenants.calls.sentences import Sentence
from tenants.extend import hook
from tenants.model import Employee, Kind, RecordingPolicy, WaitingLine

_ENDS: Final = MappingProxyType(
    {
        LineEnd.ANSWERED: ANSWERED,
        LineEnd.ABANDONED: ABANDONED,
        LineEnd.FULL: Outcome(Reason.FULL, told=Sentence.QUEUE_FULL),
        LineEnd.NO_AGENTS: Outcome(Reason.NO_AGENTS),
        LineEnd.TIMED_OUT: Outcome(Reason.NO_ANSWER, told=Sentence.NO_AGENTS),
        LineEnd.FAILED: Outcome(Reason.FAILED),
    }
)
"""All but leaving by digit."""
ASKED_FOR_CALLBACK: Final = "asked for a callback"


def left_by(digit: str) -> str:
    """How decisions say that somebody left a waiting line by a digit."""
    return f"left by digit {digit}"


@dataclass(frozen=True, slots=True)
class WaitingLineDestination(Destination):
    """Waits, and goes on to `overflow` when nobody takes the call."""

    kind = Kind.WAITING_LINE

    line: WaitingLine

    async def take(self, call: Call) -> Outcome:
        outcome = await self.serve(call)
        if outcome.over:
            return outcome
        overflow = find(call.company, self.line.overflow)
        if overflow is None:
            return outcome
        text = f"{self.line.name}: on to {described(call.company, self.line.overflow)}"
        call.decide(Decision(Rule.OVERFLOW, "waiting-line", self.line.id, text=text))
        return await hand_to(call, overflow)

    @hook
    async def serve(self, call: Call) -> Outcome:
        """Wait for an agent; leaving by digit is serving too, the overflow is not."""
        agents = agents_of(call, self.line)
        if not agents and not self.line.join_without_agents:
            return self.noted(call, None, _ENDS[LineEnd.NO_AGENTS], "nobody is logged in")
        before = call.ringing
        call.ringing = replace(before, prefix=before.prefix + self.line.prefix)
        # Whoever must not be recorded may be the one to answer.
        denied = (RecordingPolicy.DENIED,) if any(a.record is RecordingPolicy.DENIED for a in agents) else ()
        await consider_recording(call, self.line.record, *denied)
        if greeting := sound_words(call, self.line.greeting):
            await call.answer()
            await call.say(*greeting)
        outcome = await self.wait(call)
        call.ringing = before
        return outcome

    @hook
    async def wait(self, call: Call) -> Outcome:
        """Until somebody answers or the caller leaves. A digit that leads nowhere costs no place, and is off then."""
        line, seconds = self.line, None
        exits = {choice.digit: choice.destination for choice in line.exits}
        callback = line.callback_digit or ""
        position = 0
        while True:
            digits = "".join(exits) + callback
            waited = await call.wait_in_line(line, Placing(line.priority, position, digits))
            if waited.seconds is not None:
                seconds = (seconds or 0) + waited.seconds
            if waited.end is not LineEnd.DIGIT or not waited.digit or waited.digit not in digits:
                return self.noted(call, seconds, _ENDS.get(waited.end, Outcome(Reason.FAILED)), waited.end)
            position = waited.position
            if waited.digit == callback:
                self.noted(call, seconds, DONE, ASKED_FOR_CALLBACK)
                if await self.called_back(call, waited):
                    return DONE
                callback = ""
            elif (destination := find(call.company, exits.pop(waited.digit))) is not None:
                self.noted(call, seconds, DONE, left_by(waited.digit))
                return await hand_to(call, destination)

    @hook
    async def called_back(self, call: Call, waited: Waited) -> bool:
        """Promise a callback that keeps the place; False when nobody may be called back at this number."""
        number = number_to_call_back(call)
        if number is None:
            await call.say(Sentence.NOT_PERMITTED)
            return False
        await promise(call, self.line, number, waited.position)
        return True

    def noted(self, call: Call, seconds: float | None, outcome: Outcome, how: str) -> Outcome:
        """`outcome`, noted with how the wait ended and, where that is known, how long it was."""
        after = f" after {seconds:.0f} s" if seconds is not None else ""
        text = f"{self.line.name}: {how.replace('-', ' ')}{after}"
        call.decide(Decision(Rule.WAITED, "waiting-line", self.line.id, outcome.reason, text, how))
        return outcome


def agents_of(call: Call, line: WaitingLine) -> Sequence[Employee]:
    """Who takes calls of the line now: logged in or always, and with the line's skill; those on a pause too."""
    found = []
    for agent in line.agents:
        employee = call.company.get(Employee, agent.employee)
        if employee is None or (line.skill is not None and line.skill not in agent.skills):
            continue
        state = call.memory.get(Topic.AGENT, employee.id)
        logged_in = isinstance(state, dict) and line.id in (state.get("lines") or ())
        if agent.always or logged_in:
            found.append(employee)
    return found
