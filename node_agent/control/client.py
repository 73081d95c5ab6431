"""Signed requests over one kept connection. Losing the control plane never blocks a call: callers retry later."""

import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import ValidationError

from tenants.model.document import Document
from wire.envelope import CONTROL_PLANE, Signer
from wire.facts import Facts, FactsAnswer
from wire.reports import Acknowledgements, Heartbeat, Pull, PullAnswer, ReportOp, Switches, SwitchesAnswer

Answer = TypeVar("Answer", bound=Document)
VALID_SECONDS = 120
TIMEOUT = httpx.Timeout(10.0, connect=3.0)


class ControlPlaneAway(ConnectionError):
    """No useful answer from the control plane; the text says which."""

    code = "control-plane-away"


class ControlPlane:
    """The control plane as a node sees it. Safe to use from several threads."""

    def __init__(self, url: str, signer: Signer) -> None:
        self._signer = signer
        limits = httpx.Limits(max_keepalive_connections=4, keepalive_expiry=60)
        base = url.rstrip("/") + "/node/v1"
        self._http = httpx.Client(base_url=base, timeout=TIMEOUT, limits=limits, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def acknowledge(self, report: Acknowledgements) -> None:
        """Raises ControlPlaneAway."""
        self._post("acknowledgements", ReportOp.ACKNOWLEDGEMENTS, report)

    def heartbeat(self, report: Heartbeat) -> None:
        """Raises ControlPlaneAway."""
        self._post("heartbeats", ReportOp.HEARTBEAT, report)

    def upload(self, facts: Facts) -> FactsAnswer:
        """Store a batch of facts for good; harmless when repeated. Raises ControlPlaneAway."""
        return _answer(FactsAnswer, self._post("facts", ReportOp.FACTS, facts))

    def pull(self, held: Pull) -> PullAnswer:
        """What this node should have and has not. Raises ControlPlaneAway."""
        return _answer(PullAnswer, self._post("pull", ReportOp.PULL, held))

    def switched(self, switches: Switches) -> SwitchesAnswer:
        """Tell what was switched by phone; harmless when repeated. Raises ControlPlaneAway."""
        return _answer(SwitchesAnswer, self._post("switches", ReportOp.SWITCHES, switches))

    def _post(self, path: str, op: ReportOp, report: Document) -> httpx.Response:
        envelope = self._signer.seal(
            audience=CONTROL_PLANE,
            op=op,
            version=time.time_ns() // 1_000_000,
            args=report.model_dump(mode="json"),
            now=datetime.now(UTC),
            seconds=VALID_SECONDS,
        )
        try:
            response = self._http.post(path, json={"envelope": envelope})
        except httpx.HTTPError as problem:
            raise ControlPlaneAway(f"{path}: {type(problem).__name__}: {problem}") from problem
        if not response.is_success:
            raise ControlPlaneAway(f"{path}: the control plane answered {response.status_code}")
        return response


def _answer(form: type[Answer], response: httpx.Response) -> Answer:
    try:
        return form.model_validate_json(response.content)
    except ValidationError as problem:
        raise ControlPlaneAway(f"the answer does not fit {form.__name__}") from problem
