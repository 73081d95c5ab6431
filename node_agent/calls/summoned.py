"""Requests of legs that we had Asterisk make: an agent whom a waiting line rings, and the two ends of an errand.

A leg that is made to tell message lamps has the one token that no errand has.
"""

import logging
from typing import Final

from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Session, SessionOver
from node_agent.calls.call_log import CallLog
from node_agent.calls.channel.call import ChannelCall
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.directory import Directory, Unknown
from node_agent.calls.services import Services
from node_agent.custom.messages import RingEmployee, TakeErrand
from node_agent.custom.originals import Logic, Originals
from node_agent.custom.values import form_of
from node_agent.errands.desk import ErrandDesk
from node_agent.errands.file import Kept
from node_agent.lamps.messages import MessageLamps
from node_agent.spool.decisions import DecisionLog
from tenants.calls.call import Caller, CallerGone, LineEnd, Placing
from tenants.calls.errand import LineCallback, TellSlot
from tenants.calls.outcome import ABANDONED, ANSWERED, Outcome, Reason
from tenants.calls.reaching import reach
from tenants.calls.trying_again import not_connected, not_reached
from tenants.model import Company, WaitingLine

LAMPS: Final = "0" * 32
"""The token of a leg that tells message lamps."""

log = logging.getLogger(__name__)


class Summons:
    """Serves requests of kinds `agent`, `errand` and `answered`."""

    def __init__(
        self,
        directory: Directory,
        decisions: DecisionLog,
        node: str,
        services: Services,
        desk: ErrandDesk,
        lamps: MessageLamps,
        logic: Logic | None = None,
    ) -> None:
        self._directory, self._decisions, self._node, self._services = directory, decisions, node, services
        self._desk, self._lamps, self._logic = desk, lamps, logic or Originals()

    async def serve(self, session: Session, request: Request) -> None:
        """Raises Unknown for a company, an employee or an errand that is not here."""
        if request.kind == "agent":
            await self._agent(session, request)
        elif request.endpoint == LAMPS:
            await self._tell_lamps(session)
        else:
            await self._errand(session, request)

    async def _agent(self, session: Session, request: Request) -> None:
        company = self._directory.company(request.endpoint)
        employee = company.employees_by_number.get(request.number) if company else None
        if company is None or employee is None:
            raise Unknown(f"no company here has an agent {request.number}")
        call = self._call(session, request, company, Caller(request.caller_number, request.caller_name))
        await self._logic.run(call, RingEmployee(employee=employee.id))
        await call.leave()

    async def _tell_lamps(self, session: Session) -> None:
        try:
            await self._lamps.tell(session)
        except SessionOver:
            log.debug("message lamps are told over the next leg")

    async def _errand(self, session: Session, request: Request) -> None:
        kept = self._desk.find(request.endpoint)
        company = self._directory.company(kept.company) if kept else None
        if kept is None or company is None:
            raise Unknown("no errand of this name waits")
        if request.kind == "errand":
            await self._begin(session, request, company, kept)
        else:
            await self._answered(session, request, company, kept)

    async def _begin(self, session: Session, request: Request, company: Company, kept: Kept) -> None:
        """Bring the first side to answer: this leg then is the other end of theirs."""
        call = self._call(session, request, company, Caller(request.caller_number, request.caller_name))
        outcome = await self._reach(call, kept)
        if not outcome.answered:
            self._desk.done(kept, not_reached(call, kept.errand, outcome))
        try:
            await call.leave()
        except CallerGone:
            log.debug("an errand's call was given up")

    async def _reach(self, call: ChannelCall, kept: Kept) -> Outcome:
        errand = kept.errand
        if isinstance(errand, TellSlot):
            return await reach(call, errand)
        if not isinstance(errand, LineCallback):
            return await self._logic.run(call, RingEmployee(employee=errand.employee))
        line = call.company.get(WaitingLine, errand.line)
        if line is None:
            return Outcome(Reason.NOT_FOUND)
        try:
            waited = await call.keep_place(line, Placing(priority=line.priority, position=errand.position))
        except CallerGone:
            return ABANDONED
        return ANSWERED if waited.end is LineEnd.ANSWERED else Outcome(Reason.NO_AGENTS)

    async def _answered(self, session: Session, request: Request, company: Company, kept: Kept) -> None:
        caller = Caller(request.caller_number, request.caller_name)
        if not isinstance(kept.errand, LineCallback):
            employee = company.employees.get(kept.errand.employee)
            caller = Caller(employee.number, employee.name, employee=employee) if employee else caller
        call = self._call(session, request, company, caller)
        again = None
        try:
            outcome = await self._logic.run(call, TakeErrand(errand=form_of(kept.errand)))
            again = not_connected(call, kept.errand, outcome)
            await call.leave()
        except CallerGone:
            log.debug("an errand's call was hung up")
        finally:
            self._desk.done(kept, again)

    def _call(self, session: Session, request: Request, company: Company, caller: Caller) -> ChannelCall:
        noted = CallLog(
            self._decisions, node=self._node, call=request.call, company=company.id, version=company.version
        )
        return ChannelCall(CallerLeg(session, request, company), caller, self._services, noted, self._node)
