"""Ed25519 envelopes: what the courier carries is untrusted until `open_envelope` has returned.

Form: `<base64url payload>.<base64url signature>`; the payload is canonical JSON
`{v, key, aud, op, version, iat, exp, nonce, args}`. `iat` and `exp` are Unix seconds. `version` orders messages about
one subject; what it counts is the operation's business (see wire/operations.py).
"""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import Field, StringConstraints, ValidationError

from tenants.model.document import Document, canonical_json

FORMAT = 1
CONTROL_PLANE = "control-plane"
MAX_ENVELOPE = 64 * 1024 * 1024
Sealed = Annotated[str, StringConstraints(max_length=MAX_ENVELOPE)]
"""A message as `Signer.seal` made it."""
CLOCK_TOLERANCE = 120
Count = Annotated[int, Field(strict=True, ge=0, le=1 << 53)]
"""What every JSON reader holds exactly (RFC 8259 §6); a larger number would break the arithmetic of times."""


class EnvelopeRefused(Exception):
    """A message was not accepted; `code` is stable, the text says what is wrong."""

    code = "envelope-refused"


class Garbage(EnvelopeRefused):
    code = "envelope-garbage"


class Forged(EnvelopeRefused):
    code = "envelope-forged"


class UnknownSigner(Forged):
    """Whoever signed it, it is nobody whom we know."""


class WrongAudience(EnvelopeRefused):
    code = "envelope-wrong-audience"


class Expired(EnvelopeRefused):
    code = "envelope-expired"


class UnknownOperation(EnvelopeRefused):
    code = "envelope-unknown-operation"


class Payload(Document):
    """The signed content. `key` is the signer's key id (see `key_id`)."""

    v: Count
    key: str
    aud: str
    op: str
    version: Count
    iat: Count
    exp: Count
    nonce: str
    args: dict[str, Any]


@dataclass(frozen=True)
class Signer:
    """Signs messages with one Ed25519 key."""

    private: Ed25519PrivateKey

    @classmethod
    def from_base64(cls, seed: str) -> "Signer":
        """From the 32-byte seed in base64. Raises ValueError."""
        return cls(Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed, validate=True)))

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()

    def seal(self, *, audience: str, op: str, version: int, args: dict[str, Any], now: datetime, seconds: int) -> str:
        """A sealed message that is valid from `now` for `seconds`."""
        issued = int(now.timestamp())
        payload = {
            "v": FORMAT,
            "key": key_id(self.public),
            "aud": audience,
            "op": op,
            "version": version,
            "iat": issued,
            "exp": issued + seconds,
            "nonce": secrets.token_hex(12),
            "args": args,
        }
        body = canonical_json(payload)
        return f"{_encode(body)}.{_encode(self.private.sign(body))}"


def open_envelope(
    sealed: str, *, keys: dict[str, Ed25519PublicKey], audience: str, operations: frozenset[str], now: datetime
) -> Payload:
    """The payload, after signature, audience, time and operation have been checked, in this order.

    Raises Garbage, Forged, WrongAudience, Expired or UnknownOperation. Whether `version` is new is the receiver's to
    decide, since only the receiver knows what it has stored.
    """
    body, signature = _split(sealed)
    claimed = _claimed_key(body)
    public = keys.get(claimed)
    if public is None:
        raise UnknownSigner("signed with a key that is not known here")
    try:
        public.verify(signature, body)
    except InvalidSignature:
        raise Forged("the signature does not fit the content") from None
    try:
        payload = Payload.model_validate(json.loads(body))
    except (ValidationError, ValueError, RecursionError) as problem:
        raise Garbage("the signed content does not have the form of an envelope") from problem
    if payload.v != FORMAT:
        raise Garbage(f"envelope format {payload.v} is not known here; update this side")
    if payload.aud != audience:
        raise WrongAudience(f"meant for {payload.aud}, not for {audience}")
    moment = now.timestamp()
    if moment > payload.exp + CLOCK_TOLERANCE:
        raise Expired(f"expired {int(moment - payload.exp)} s ago")
    if moment < payload.iat - CLOCK_TOLERANCE:
        raise Expired(f"issued {int(payload.iat - moment)} s in the future; check the clocks")
    if payload.op not in operations:
        raise UnknownOperation(f"operation {payload.op!r} is not on the list")
    return payload


def key_id(public: Ed25519PublicKey) -> str:
    """The first 16 hexadecimal digits of the key's SHA-256."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def public_key(encoded: str) -> Ed25519PublicKey:
    """From the 32 raw bytes in base64. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded, validate=True))


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def _split(sealed: str) -> tuple[bytes, bytes]:
    if not isinstance(sealed, str) or len(sealed) > MAX_ENVELOPE:
        raise Garbage("not an envelope, or larger than 64 MiB")
    body, dot, signature = sealed.partition(".")
    if not dot:
        raise Garbage("not an envelope: no signature part")
    try:
        return _decode(body), _decode(signature)
    except (binascii.Error, ValueError) as problem:
        raise Garbage("not an envelope: not base64") from problem


def _decode(text: str) -> bytes:
    """Raises ValueError also for the second spellings that base64 allows: one message has one text."""
    data = base64.b64decode(text, altchars=b"-_", validate=True)
    if _encode(data) != text:
        raise ValueError("not the canonical form")
    return data


def _claimed_key(body: bytes) -> str:
    """Whose signature to check; nothing else of the unverified content is used."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as problem:
        # Deep nesting is a courier's cheapest bomb, and nothing is verified yet.
        raise Garbage("the content is not JSON") from problem
    key = content.get("key") if isinstance(content, dict) else None
    if not isinstance(key, str):
        raise Garbage("the content names no key")
    return key
