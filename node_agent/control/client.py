"""Signed requests over one kept connection. Losing the control plane never blocks a call: callers retry later."""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import ValidationError

from tenants.model.document import Document
from wire.envelope import CONTROL_PLANE, Signer
from wire.facts import Facts, FactsAnswer
from wire.files import REPORT_HEADER, Fetch, MailboxOrders, MailboxReport, Upload, UploadAnswer
from wire.reports import Acknowledgements, Heartbeat, Pull, PullAnswer, ReportOp, Switches, SwitchesAnswer

Answer = TypeVar("Answer", bound=Document)
VALID_SECONDS = 120
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
FILE_TIMEOUT = httpx.Timeout(60.0, connect=3.0)
"""Between two signs of life; a file as a whole may take as long as it likes."""


class ControlPlaneAway(ConnectionError):
    """No useful answer from the control plane; the text says which."""

    code = "control-plane-away"


class ControlPlaneAnswered(ControlPlaneAway):
    """It is there, and does not want this request; another one may fare better."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


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

    def mailboxes(self, report: MailboxReport) -> MailboxOrders:
        """Tell what happened to messages, hear what has to happen to them. Raises ControlPlaneAway."""
        return _answer(MailboxOrders, self._post("mailboxes", ReportOp.MAILBOXES, report))

    def send_file(self, upload: Upload, content: Iterable[bytes]) -> UploadAnswer:
        """Store a file for good; harmless when repeated. Raises ControlPlaneAway."""
        headers = {
            REPORT_HEADER: self._seal(ReportOp.FILE, upload),
            "Content-Length": str(upload.bytes),
            "Content-Type": "application/octet-stream",
        }
        with _answered("files"):
            response = self._http.post("files", content=content, headers=headers, timeout=FILE_TIMEOUT)
            return _answer(UploadAnswer, _good("files", response))

    def fetch_sound(self, wanted: Fetch, *, seconds: float = 60.0) -> Generator[bytes]:
        """The file in pieces, as it comes: whoever takes it checks it. `seconds` each. Raises ControlPlaneAway."""
        patience = httpx.Timeout(seconds, connect=min(seconds, 3.0))
        body = {"envelope": self._seal(ReportOp.SOUND, wanted)}
        with _answered("sounds"), self._http.stream("POST", "sounds", json=body, timeout=patience) as response:
            yield from _good("sounds", response).iter_bytes()

    def fetch_bundle(self, wanted: Fetch, *, seconds: float) -> Generator[bytes]:
        """The same with a bundle."""
        patience = httpx.Timeout(seconds, connect=min(seconds, 3.0))
        body = {"envelope": self._seal(ReportOp.BUNDLE, wanted)}
        with _answered("bundles"), self._http.stream("POST", "bundles", json=body, timeout=patience) as response:
            yield from _good("bundles", response).iter_bytes()

    def _post(self, path: str, op: ReportOp, report: Document) -> httpx.Response:
        with _answered(path):
            return _good(path, self._http.post(path, json={"envelope": self._seal(op, report)}))

    def _seal(self, op: ReportOp, report: Document) -> str:
        return self._signer.seal(
            audience=CONTROL_PLANE,
            op=op,
            version=time.time_ns() // 1_000_000,
            args=report.model_dump(mode="json"),
            now=datetime.now(UTC),
            seconds=VALID_SECONDS,
        )


@contextmanager
def _answered(path: str) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as problem:
        raise ControlPlaneAway(f"{path}: {type(problem).__name__}: {problem}") from problem


def _good(path: str, response: httpx.Response) -> httpx.Response:
    if not response.is_success:
        raise ControlPlaneAnswered(f"{path}: the control plane answered {response.status_code}", response.status_code)
    return response


def _answer(form: type[Answer], response: httpx.Response) -> Answer:
    try:
        return form.model_validate_json(response.content)
    except ValidationError as problem:
        raise ControlPlaneAway(f"the answer does not fit {form.__name__}") from problem
