"""Calls to a team."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tenants.calls.at_work import hours
from tenants.calls.call import Call, Ringing
from tenants.calls.caller_name import name_caller
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination, hand_to
from tenants.calls.failures import most_telling
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside import ring_charged
from tenants.calls.phones import together
from tenants.calls.recording import consider_recording
from tenants.calls.references import described, find
from tenants.calls.team_members import members_of
from tenants.calls.team_order import in_turn
from tenants.calls.turned import wants_no_calls
from tenants.extend import hook
from tenants.model import Employee, Kind, Music, Team, TeamOrder


@dataclass(frozen=True, slots=True)
class TeamDestination(Destination):
    """Several people behind one number.

    Members ring as persons: on all their phones, a mobile with "press 1 to accept" too, in the order of their own
    steps. Their forwards, secretaries and mailboxes are not followed: the call is the team's, and stays with it.
    """

    kind = Kind.TEAM

    team: Team

    async def take(self, call: Call) -> Outcome:
        before = call.ringing
        call.ringing = self.offered(call)
        outcome = await (self.ring_all(call) if self.team.order is TeamOrder.ALL else self.ring_in_turn(call))
        call.ringing = before
        return outcome if outcome.over else await self.overflow(call, outcome)

    @hook
    async def ring_all(self, call: Call) -> Outcome:
        """Everybody at once."""
        skipped = self.skipped(call)
        members = [member for member in members_of(call.company, self.team) if member.id not in skipped]
        if not members:
            return self._nobody(call, list(skipped.values()))
        await consider_recording(call, self.team.record, *(member.record for member in members))
        targets = [target for member in members for target in together(call, member)]
        outcome = await ring_charged(call, targets, seconds=self.team.ring_seconds)
        text = f"{self.team.name}: {', '.join(member.name for member in members)}"
        call.decide(Decision(Rule.RING, "team", self.team.id, outcome.reason, text))
        return outcome

    @hook
    async def ring_in_turn(self, call: Call) -> Outcome:
        """One after the other, as many rounds as the team wants; who is busy is asked again in the next round."""
        reasons: list[Reason] = []
        rang = False
        for member in in_turn(call, self.team, members_of(call.company, self.team)) * self.team.rounds:
            if (reason := self.why_not(call, member)) is not None:
                reasons.append(reason)
                continue
            rang = True
            outcome = await self.ring(call, member)
            if outcome.over:
                return outcome
            reasons.append(outcome.reason)
        return Outcome(most_telling(reasons)) if rang else self._nobody(call, reasons)

    @hook
    async def ring(self, call: Call, member: Employee) -> Outcome:
        if self.team.order is TeamOrder.ROUND_ROBIN:
            call.memory.put(Topic.TURN, self.team.id, member.id)
        name_caller(call, member)
        await consider_recording(call, self.team.record, member.record)
        outcome = await ring_charged(call, together(call, member), seconds=self.team.ring_seconds)
        call.decide(Decision(Rule.RING, "employee", member.id, outcome.reason, f"{member.name} of {self.team.name}"))
        return outcome

    @hook
    async def overflow(self, call: Call, outcome: Outcome) -> Outcome:
        """Nobody took the call: on to the next, else the caller learns why."""
        destination = find(call.company, self.team.overflow)
        if destination is None:
            return outcome
        text = f"{self.team.name}: on to {described(call.company, self.team.overflow)}"
        call.decide(Decision(Rule.OVERFLOW, "team", self.team.id, text=text))
        return await hand_to(call, destination)

    @hook
    def offered(self, call: Call) -> Ringing:
        music = call.company.get(Music, self.team.music) or call.ringing.music
        return replace(call.ringing, prefix=call.ringing.prefix + self.team.prefix, music=music)

    def skipped(self, call: Call) -> dict[str, Reason]:
        """The ids of members who are not rung, and why."""
        reasons = {member.id: self.why_not(call, member) for member in members_of(call.company, self.team)}
        return {member: reason for member, reason in reasons.items() if reason is not None}

    @hook
    def why_not(self, call: Call, member: Employee) -> Reason | None:
        """Why a member is not rung now, noted for the journey; None: they are."""
        reason = self._reason_not(call, member)
        if reason is not None:
            text = f"{member.name} of {self.team.name}"
            call.decide(Decision(Rule.SKIPPED, "employee", member.id, reason, text))
        return reason

    def _reason_not(self, call: Call, member: Employee) -> Reason | None:
        if call.caller.employee is not None and call.caller.employee.id == member.id:
            return Reason.BUSY  # with this very call
        if not hours(call, member).open:
            return Reason.CLOSED
        if wants_no_calls(call, member):
            return Reason.DO_NOT_DISTURB
        busy = (self.team.skip_busy or not member.call_waiting) and call.busy(member)
        return Reason.BUSY if busy else None

    def _nobody(self, call: Call, reasons: Sequence[Reason]) -> Outcome:
        outcome = Outcome(most_telling(reasons))
        text = f"{self.team.name}: nobody to ring"
        call.decide(Decision(Rule.RING, "team", self.team.id, outcome.reason, text))
        return outcome
