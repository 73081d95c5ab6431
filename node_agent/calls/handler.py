"""From a request of Asterisk to the call logic."""

import logging

from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Session
from node_agent.calls.call_log import CallLog
from node_agent.calls.channel import ChannelCall
from node_agent.calls.directory import Directory, Origin, Unknown
from node_agent.spool.decisions import DecisionLog
from tenants.calls import take_call

LINE_PREFIX = "line-"

log = logging.getLogger(__name__)


class CallHandler:
    """What the FastAGI server does with each call."""

    def __init__(self, directory: Directory, decisions: DecisionLog, node: str) -> None:
        self._directory, self._decisions, self._node = directory, decisions, node

    async def __call__(self, session: Session, request: Request) -> None:
        try:
            origin = self._origin(request)
        except Unknown as problem:
            # Asterisk authenticated somebody whom we do not know (yet): its own last known phones serve the call.
            log.warning("call %s goes to the fallback: %s", request.call, problem)
            return
        company = origin.company
        log_ = CallLog(self._decisions, node=self._node, call=request.call, company=company.id, version=company.version)
        await take_call(ChannelCall(session, request, origin, log_))

    def _origin(self, request: Request) -> Origin:
        if request.kind == "phone":
            return self._directory.of_phone(request.endpoint)
        return self._directory.of_line(request.endpoint.removeprefix(LINE_PREFIX))
