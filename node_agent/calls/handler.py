"""From a request of Asterisk to the call logic."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from node_agent.asterisk.cel.translate import party_of
from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Session
from node_agent.calls import recordings
from node_agent.calls.call_log import CallLog
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.channel.witnessed import WitnessedCall
from node_agent.calls.directory import Directory, Origin, Unknown
from node_agent.calls.services import Services
from node_agent.spool.decisions import DecisionLog
from tenants.calls import take_call
from tenants.calls.call import Call, Caller, CallerGone
from tenants.calls.caller_number import caller_number
from wire.facts import Party

LINE_PREFIX = "line-"
CLOSED_AFTER = 0.2
"""Seconds in which Asterisk has closed the file of a recording that it was told to stop."""

log = logging.getLogger(__name__)
SUMMONED = frozenset({"agent", "errand", "answered"})
Summoned = Callable[[Session, Request], Awaitable[None]]
CallLogic = Callable[[Call], Awaitable[object]]


class CallHandler:
    """What the FastAGI server does with each request. `logic` is what tests put in the place of the product's."""

    def __init__(
        self,
        directory: Directory,
        decisions: DecisionLog,
        node: str,
        services: Services,
        logic: CallLogic = take_call,
        summoned: Summoned | None = None,
    ) -> None:
        self._directory, self._decisions, self._node = directory, decisions, node
        self._services, self._logic, self._summoned = services, logic, summoned

    async def __call__(self, session: Session, request: Request) -> None:
        if request.kind == "recorded":
            await self._recorded(session, request)
            return
        try:
            if request.kind in SUMMONED:
                if self._summoned is not None:
                    await self._summoned(session, request)
                return
            origin, caller = self._who(request)
        except Unknown as problem:
            # Asterisk authenticated somebody whom we do not know (yet): its own last known phones serve the call.
            log.warning("call %s goes to the fallback: %s", request.call, problem)
            return
        company = origin.company
        log_ = CallLog(self._decisions, node=self._node, call=request.call, company=company.id, version=company.version)
        call = WitnessedCall(CallerLeg(session, request, company), caller, self._services, log_, self._node)
        with self._line_of(caller, company.id, request.call), _testifying(call, log_):
            try:
                if origin.adopted:
                    await call.belong()
                if request.kind == "transfer":
                    await call.go_on()
                await self._logic(call)
                await call.leave()
            except CallerGone:
                log.debug("call %s: the caller has gone", request.call)

    def _who(self, request: Request) -> tuple[Origin, Caller]:
        """Raises Unknown."""
        if request.kind == "transfer":
            return self._transferred(request)
        if request.kind == "line":
            origin = self._directory.of_line(request.endpoint.removeprefix(LINE_PREFIX), request.number)
            shown = caller_number(request.caller_number, origin.company.profile)
            return origin, Caller(shown, request.caller_name, line=origin.line)
        return self._of_phone(request.endpoint)

    def _of_phone(self, login: str) -> tuple[Origin, Caller]:
        """Raises Unknown."""
        origin = self._directory.of_phone(login)
        employee = origin.employee
        assert employee is not None, "a phone belongs to an employee"
        phone = origin.company.phones_by_login[login]
        return origin, Caller(employee.number, employee.name, employee=employee, phone=phone)

    def _transferred(self, request: Request) -> tuple[Origin, Caller]:
        """The company and the rights are those of who pressed the button. Raises Unknown.

        Somebody of another company, or a leg of Asterisk's own, is nobody to us: then the transferrer is the caller,
        as they are while they ask a colleague before they transfer.
        """
        origin, transferrer = self._of_phone(request.endpoint)
        party, party_id = party_of(request.channel)
        company = origin.company
        if party is Party.LINE and (line := company.lines.get(party_id)) is not None:
            shown = caller_number(request.caller_number, company.profile)
            who = Caller(shown, request.caller_name, line=line)
            return origin, _handed_on(who, transferrer)
        phone = company.phones_by_login.get(party_id) if party is Party.PHONE else None
        employee = company.employees.get(phone.employee) if phone is not None else None
        if employee is None:
            return origin, transferrer
        who = Caller(employee.number, employee.name, employee=employee, phone=phone)
        return origin, _handed_on(who, transferrer)

    @contextmanager
    def _line_of(self, caller: Caller, company: str, call: str) -> Iterator[None]:
        """A call that came in over a line is counted there."""
        if caller.line is None:
            yield
            return
        with self._services.usage.using(company, caller.line.id, call):
            yield

    async def _recorded(self, session: Session, request: Request) -> None:
        """A recorded leg has hung up."""
        session.close()
        await asyncio.sleep(CLOSED_AFTER)
        folder = self._services.media.recordings
        if await asyncio.to_thread(recordings.complete, folder, request.file):
            log.info("recording %s is complete", request.file)


def _handed_on(who: Caller, transferrer: Caller) -> Caller:
    return replace(who, transferred_by=transferrer.employee, transferred_from=transferrer.phone)


@contextmanager
def _testifying(call: WitnessedCall, log_: CallLog) -> Iterator[None]:
    """Whatever happens, what the call logic saw is kept; a run that broke off says so."""
    try:
        yield
    except BaseException:
        call.notes.whole = False
        raise
    finally:
        log_.close(call.witness())
