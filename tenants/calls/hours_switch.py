"""The switch of opening hours: dialling it closes the company now, dialling it again opens it."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.memory import Topic
from tenants.calls.opening_hours import is_closed_now
from tenants.calls.outcome import DONE, Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Kind, Schedule


@dataclass(frozen=True, slots=True)
class ScheduleDestination(Destination):
    """Turns `closed_now` and says whether it is on; only people of the company may."""

    kind = Kind.SCHEDULE

    schedule: Schedule

    async def take(self, call: Call) -> Outcome:
        schedule = self.schedule
        if call.caller.employee is None:
            call.decide(Decision(Rule.PERMISSION, "schedule", schedule.id, Reason.NOT_PERMITTED, schedule.name))
            return Outcome(Reason.NOT_PERMITTED)
        closed = not is_closed_now(schedule, call.memory)
        call.memory.put(Topic.CLOSED_NOW, schedule.id, closed)
        text = f"{schedule.name}: {'closed now' if closed else 'by its hours again'}"
        call.decide(Decision(Rule.SWITCHED, "schedule", schedule.id, text=text))
        await call.say(Sentence.ACTIVATED if closed else Sentence.DEACTIVATED)
        return DONE
