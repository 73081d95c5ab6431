"""A control plane for node tests: signs messages, answers a node's requests over real HTTP, remembers what it heard."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tenants.model import Company
from wire.envelope import CONTROL_PLANE, Signer, key_id, open_envelope
from wire.facts import Fact, Facts
from wire.files import (
    REPORT_HEADER,
    Fetch,
    KeptFile,
    MailboxOrders,
    MailboxReport,
    MessageNews,
    Upload,
    UploadAnswer,
)
from wire.operations import CompanyDocument, CompanyPatch, CompanyRemoval, Item, Op, Removal
from wire.reports import REPORT_OPERATIONS, Acknowledgement, Acknowledgements, Heartbeat, Pull, Switch, Switches


class FakeControlPlane:
    """Speaks the real wire; `down = True` makes every request fail with 503."""

    def __init__(self, node: str, node_key: Ed25519PublicKey) -> None:
        self.node, self._keys = node, {key_id(node_key): node_key}
        self.signer = Signer(Ed25519PrivateKey.generate())
        self.acknowledgements: list[Acknowledgement] = []
        self.acknowledged_at: list[float] = []
        self.facts: dict[str, Fact] = {}
        self.heartbeats: list[Heartbeat] = []
        self.pulls: list[Pull] = []
        self.switches: list[Switch] = []
        self.takes_up_in = 0
        """The version that takes up switches from now on; 0: they are heard and not taken up."""
        self.companies: dict[str, Company] = {}
        """What a pull brings when the node does not hold it."""
        self.down = False
        self.uploads: list[tuple[KeptFile, bytes]] = []
        self.unwilling: set[str] = set()
        """Companies whose files are answered with an error."""
        self.unserved: set[str] = set()
        self.mailboxes: list[MailboxReport] = []
        self.orders: list[MessageNews] = []
        self.sounds: dict[str, bytes] = {}
        """What a node may fetch, by hash; the content need not fit it."""
        self.bundles: dict[str, bytes] = {}
        """The same with bundles."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def document(self, company: Company) -> str:
        content = CompanyDocument.of(company).model_dump(mode="json")
        return self.seal(Op.DOCUMENT, company.version, content)

    def patch(self, old: Company, new: Company) -> str:
        """The change from one version to the next, as the publisher makes it."""
        puts = tuple(Item.of(item) for key, item in new.objects.items() if old.objects.get(key) != item)
        removes = tuple(Removal(kind=kind, id=i) for kind, i in old.objects.keys() - new.objects.keys())
        content = CompanyPatch(
            company=new.id,
            base_version=old.version,
            version=new.version,
            state_hash=new.state_hash,
            puts=puts,
            removes=removes,
        )
        return self.seal(Op.PATCH, new.version, content.model_dump(mode="json"))

    def removal(self, company: Company, *, erase: bool = False) -> str:
        content = CompanyRemoval(company=company.id, version=company.version, erase=erase).plain()
        return self.seal(Op.REMOVE, company.version, content)

    def seal(self, op: str, version: int, args: dict[str, Any], *, audience: str = "", seconds: int = 60) -> str:
        audience = audience or self.node
        return self.signer.seal(
            audience=audience, op=op, version=version, args=args, now=datetime.now(UTC), seconds=seconds
        )

    def live(self, company: Company) -> bool:
        """Whether the node acknowledged exactly this version."""
        return any(
            (a.company, a.version, a.state_hash, a.state) == (company.id, company.version, company.state_hash, "live")
            for a in self.acknowledgements
        )

    def wait_for(self, condition: Callable[[], bool], seconds: float = 10.0, what: str = "the node") -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for {what}")
            time.sleep(0.005)

    def take_file(self, header: str, body: bytes) -> tuple[int, bytes]:
        """What an upload is answered."""
        payload = open_envelope(
            header, keys=self._keys, audience=CONTROL_PLANE, operations=REPORT_OPERATIONS, now=datetime.now(UTC)
        )
        upload = Upload.model_validate(payload.args)
        if upload.about.company in self.unwilling:
            return 500, b""
        if (hashlib.sha256(body).hexdigest(), len(body)) != (upload.sha256, upload.bytes):
            return 422, b""
        refused = upload.about.company in self.unserved
        if not refused:
            self.uploads.append((upload.about, body))
        return 200, UploadAnswer(kept=not refused, reason="not here" if refused else "").canonical()

    def answer(self, path: str, body: bytes, header: str = "") -> tuple[int, bytes]:
        """What the HTTP server says."""
        if self.down:
            return 503, b""
        if path == "/node/v1/files":
            return self.take_file(header, body)
        payload = open_envelope(
            json.loads(body)["envelope"],
            keys=self._keys,
            audience=CONTROL_PLANE,
            operations=REPORT_OPERATIONS,
            now=datetime.now(UTC),
        )
        match path:
            case "/node/v1/acknowledgements":
                self.acknowledgements += Acknowledgements.model_validate(payload.args).acknowledgements
                self.acknowledged_at.append(time.monotonic())
                return 204, b""
            case "/node/v1/heartbeats":
                self.heartbeats.append(Heartbeat.model_validate(payload.args))
                return 204, b""
            case "/node/v1/facts":
                facts = Facts.model_validate(payload.args).facts
                self.facts |= {fact.id: fact for fact in facts}
                return 200, json.dumps({"accepted": len(facts)}).encode()
            case "/node/v1/switches":
                return 200, json.dumps({"taken": self._take(Switches.model_validate(payload.args))}).encode()
            case "/node/v1/mailboxes":
                report = MailboxReport.model_validate(payload.args)
                self.mailboxes.append(report)
                self.orders = [order for order in self.orders if order not in report.done]
                return 200, MailboxOrders(orders=tuple(self.orders)).canonical()
            case "/node/v1/sounds":
                content = self.sounds.get(Fetch.model_validate(payload.args).file)
                return (404, b"") if content is None else (200, content)
            case "/node/v1/bundles":
                content = self.bundles.get(Fetch.model_validate(payload.args).file)
                return (404, b"") if content is None else (200, content)
            case "/node/v1/pull":
                return 200, json.dumps({"envelopes": self._missing(Pull.model_validate(payload.args))}).encode()
        return 404, b""

    def _take(self, report: Switches) -> dict[str, int]:
        self.switches += [switch for switch in report.switches if switch.id not in {s.id for s in self.switches}]
        return {switch.id: self.takes_up_in for switch in report.switches} if self.takes_up_in else {}

    def _missing(self, pull: Pull) -> list[str]:
        self.pulls.append(pull)
        held = pull.held
        missing = [c for c in self.companies.values() if c.id not in held or held[c.id].version < c.version]
        return [self.document(company) for company in missing]


def _handler(owner: FakeControlPlane) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            status, body = owner.answer(
                self.path, self.rfile.read(int(self.headers["Content-Length"])), self.headers.get(REPORT_HEADER, "")
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
