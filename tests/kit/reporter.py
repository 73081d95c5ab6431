"""A telephony node's voice: reports to the control plane, signed as the real agent signs them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apiflask import APIFlask
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel

from control_plane.core.clock import now
from tests.kit.customers import Answer
from wire.envelope import CONTROL_PLANE, Payload, Signer, key_id, open_envelope, public_key
from wire.facts import Fact, Facts
from wire.files import REPORT_HEADER
from wire.operations import OPERATIONS
from wire.reports import Acknowledgement, Acknowledgements, AckState, Held, Pull, ReportOp

PATHS = {
    ReportOp.ACKNOWLEDGEMENTS: "acknowledgements",
    ReportOp.BUNDLE: "bundles",
    ReportOp.FACTS: "facts",
    ReportOp.FILE: "files",
    ReportOp.HEARTBEAT: "heartbeats",
    ReportOp.MAILBOXES: "mailboxes",
    ReportOp.PULL: "pull",
    ReportOp.SOUND: "sounds",
    ReportOp.SWITCHES: "switches",
}


@dataclass(frozen=True)
class Reporter:
    """Node `name` with its private key, and the control plane's public one."""

    app: APIFlask
    name: str
    private: Ed25519PrivateKey
    control_key: str

    def seal(self, op: str, content: BaseModel | dict[str, Any], **otherwise: Any) -> str:
        """An envelope; `otherwise` bends one of audience, now, seconds or signer."""
        args = content if isinstance(content, dict) else content.model_dump(mode="json")
        signer = Signer(otherwise.pop("signer", self.private))
        sealing: dict[str, Any] = {"audience": CONTROL_PLANE, "now": now(), "seconds": 60, **otherwise}
        return signer.seal(op=op, version=0, args=args, **sealing)

    def send(self, op: ReportOp, envelope: object, path: str | None = None) -> Answer:
        """The envelope of a file stands in a header, since the body is the file."""
        address, client = f"/node/v1/{path or PATHS[op]}", self.app.test_client()
        if op is ReportOp.FILE:
            return Answer.of(client.post(address, data=b"", headers={REPORT_HEADER: str(envelope)}))
        return Answer.of(client.post(address, json={"envelope": envelope}))

    def report(self, op: ReportOp, content: BaseModel) -> Answer:
        return self.send(op, self.seal(op, content))

    def acknowledge(
        self, company: str, version: int, state_hash: str, *, at: datetime | None = None, refused: str = ""
    ) -> Answer:
        """`refused` is the reason, empty when the version is live."""
        ack = Acknowledgement(
            company=company,
            version=version,
            state_hash=state_hash,
            state=AckState.REFUSED if refused else AckState.LIVE,
            live_at=at or now(),
            reason=refused,
        )
        return self.report(ReportOp.ACKNOWLEDGEMENTS, Acknowledgements(acknowledgements=(ack,)))

    def tell(self, facts: Sequence[Fact]) -> Answer:
        return self.report(ReportOp.FACTS, Facts(facts=tuple(facts)))

    def pull(self, **held: tuple[int, str]) -> list[Payload]:
        """What comes when the node holds `company=(version, state hash)`."""
        holds = {company: Held(version=version, state_hash=state) for company, (version, state) in held.items()}
        answer = self.report(ReportOp.PULL, Pull(held=holds))
        assert answer.status == 200, answer.text
        return [self.open(envelope) for envelope in answer.json["envelopes"]]

    def open(self, envelope: str) -> Payload:
        """A message to this node, verified like the agent does. Raises EnvelopeRefused."""
        key = public_key(self.control_key)
        return open_envelope(envelope, keys={key_id(key): key}, audience=self.name, operations=OPERATIONS, now=now())


def private_key(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))
