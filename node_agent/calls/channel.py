"""A real call: implements tenants.calls.Call over a session with Asterisk."""

from collections.abc import Sequence
from types import MappingProxyType

from node_agent.asterisk.fastagi import commands
from node_agent.asterisk.fastagi.commands import Command
from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Session, SessionOver
from node_agent.asterisk.realtime.rows import line_endpoint
from node_agent.calls.call_log import CallLog
from node_agent.calls.dial_results import line_outcome, phone_outcome
from node_agent.calls.directory import Origin
from tenants.calls.call import Caller, Target
from tenants.calls.decision import Decision
from tenants.calls.outcome import ABANDONED, Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Company, Line

ON_A_DEAD_CHANNEL = 511
CAUSES = MappingProxyType(
    {
        Reason.BUSY: 17,
        Reason.NO_ANSWER: 19,
        Reason.UNREACHABLE: 20,
        Reason.REFUSED: 21,
        Reason.NOT_FOUND: 1,
        Reason.NO_LINE: 34,
        Reason.LINE_DOWN: 34,
        Reason.LOOP: 38,
        Reason.FAILED: 38,
    }
)
"""ITU-T Q.850; PJSIP answers 486, 480, 480, 403, 404, 503, 503, 500, 500."""


class ChannelCall:
    """One call in progress on this node."""

    __slots__ = ("_caller", "_company", "_log", "_request", "_session", "_shown", "handed_on")

    def __init__(self, session: Session, request: Request, origin: Origin, log: CallLog) -> None:
        self.handed_on = 0
        self._session, self._request = session, request
        self._company, self._caller = origin.company, caller_of(origin, request)
        self._log = log
        self._shown: tuple[str | None, str] = (request.caller_number, request.caller_name)

    @property
    def company(self) -> Company:
        return self._company

    @property
    def caller(self) -> Caller:
        return self._caller

    @property
    def dialled(self) -> str:
        return self._request.number

    async def ring(self, targets: Sequence[Target], *, seconds: int) -> Outcome:
        phones = [target.phone for target in targets if target.phone is not None]
        if not phones:
            return Outcome(Reason.UNREACHABLE)
        employee = self._caller.employee
        # From outside stays what the provider sent; from inside it is the company's word, whatever the phone claims.
        shown = (employee.number, commands.shown_name(employee.name)) if employee is not None else self._shown
        ended = await self._dial(shown, commands.ring_phones([phone.login for phone in phones], seconds))
        return ABANDONED if ended is None else phone_outcome(ended)

    async def ring_outside(self, line: Line, number: str, *, shown: str | None, seconds: int) -> Outcome:
        ended = await self._dial((shown, ""), commands.ring_number(line_endpoint(line.id), number, seconds))
        return ABANDONED if ended is None else line_outcome(ended)

    async def say(self, sentence: Sentence) -> None:
        await self._unless_gone(commands.PROGRESS)
        await self._unless_gone(commands.say(sentence))

    async def end(self, reason: Reason) -> None:
        await self._unless_gone(commands.end(CAUSES.get(reason, 16)))

    def decide(self, decision: Decision) -> None:
        self._log.append(decision)

    async def _dial(self, shown: tuple[str | None, str], ring: Command) -> str | None:
        """Status and cause, such as `BUSY 17`; None when the caller's leg is gone."""
        if self._session.hung_up:
            return None
        try:
            if shown != self._shown:
                await self._session.run(commands.show_caller(*shown))
                self._shown = shown
            if (await self._session.run(ring)).code == ON_A_DEAD_CHANNEL:
                return None
            return (await self._session.run(commands.HOW_IT_ENDED)).data
        except SessionOver:
            return None

    async def _unless_gone(self, command: Command) -> None:
        if self._session.hung_up:
            return
        try:
            await self._session.run(command)
        except SessionOver:
            return


def caller_of(origin: Origin, request: Request) -> Caller:
    """An employee is who the company says; somebody outside is what the provider sent."""
    employee = origin.employee
    if employee is not None:
        return Caller(employee.number, employee.name, employee=employee)
    return Caller(request.caller_number, request.caller_name, line=origin.line)
