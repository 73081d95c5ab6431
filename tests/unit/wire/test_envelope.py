"""A courier who forges, redirects, delays, mixes up or damages messages is refused with a reason."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tenants.model.document import canonical_json
from wire import envelope
from wire.envelope import (
    CLOCK_TOLERANCE,
    EnvelopeRefused,
    Expired,
    Forged,
    Garbage,
    Payload,
    Signer,
    UnknownOperation,
    WrongAudience,
    key_id,
    open_envelope,
    public_key,
)
from wire.operations import OPERATIONS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CONTROL = Signer.from_base64(base64.b64encode(bytes(range(32))).decode())
MALLORY = Signer.from_base64(base64.b64encode(bytes(reversed(range(32)))).decode())
KEYS = {key_id(CONTROL.public): CONTROL.public}


def seal(signer: Signer = CONTROL, **changes: Any) -> str:
    wish: dict[str, Any] = {"audience": "n1", "op": "company.remove", "version": 5, "args": {}, "now": NOW}
    return signer.seal(**{**wish, "seconds": 600, **changes})


def opened(sealed: str, *, now: datetime = NOW) -> Payload:
    return open_envelope(sealed, keys=KEYS, audience="n1", operations=OPERATIONS, now=now)


def sign(content: Any, signer: Signer = CONTROL) -> str:
    """Any content with a good signature: what a faulty or newer signer could send."""
    body = content if isinstance(content, bytes) else canonical_json(content)
    return ".".join(base64.urlsafe_b64encode(part).decode() for part in (body, signer.private.sign(body)))


def content_of(sealed: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(base64.urlsafe_b64decode(sealed.partition(".")[0]))
    return content


def test_honest_message_is_opened() -> None:
    payload = opened(seal(args={"company": "bluebell", "name": "Колокольчик 🔔"}))
    assert (payload.op, payload.version, payload.args["name"]) == ("company.remove", 5, "Колокольчик 🔔")


def test_two_messages_with_the_same_content_differ() -> None:
    assert seal() != seal()


def test_message_of_an_unknown_signer_is_forged() -> None:
    with pytest.raises(Forged, match="not known"):
        opened(seal(MALLORY))


def test_signer_who_claims_somebody_elses_key_is_forged() -> None:
    content = content_of(seal())
    with pytest.raises(Forged, match="does not fit"):
        opened(sign(content, MALLORY))


def test_key_swap_in_the_content_is_forged() -> None:
    body, _, signature = seal().partition(".")
    content = json.loads(base64.urlsafe_b64decode(body)) | {"key": key_id(MALLORY.public)}
    swapped = base64.urlsafe_b64encode(canonical_json(content)).decode() + "." + signature
    keys = {**KEYS, key_id(MALLORY.public): MALLORY.public}
    with pytest.raises(Forged):
        open_envelope(swapped, keys=keys, audience="n1", operations=OPERATIONS, now=NOW)


def test_signature_of_another_message_is_forged() -> None:
    body, _, _ = seal().partition(".")
    _, _, signature = seal(version=6).partition(".")
    with pytest.raises(Forged):
        opened(f"{body}.{signature}")


def test_message_for_another_node_is_refused() -> None:
    with pytest.raises(WrongAudience, match="n2"):
        opened(seal(audience="n2"))


def test_message_is_good_within_the_tolerance_of_clocks_and_expired_after() -> None:
    late = NOW + timedelta(seconds=600 + CLOCK_TOLERANCE)
    opened(seal(), now=late)
    with pytest.raises(Expired, match="expired"):
        opened(seal(), now=late + timedelta(seconds=1))


def test_message_from_the_future_is_refused() -> None:
    early = NOW - timedelta(seconds=CLOCK_TOLERANCE)
    opened(seal(), now=early)
    with pytest.raises(Expired, match="future"):
        opened(seal(), now=early - timedelta(seconds=1))


def test_operation_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(UnknownOperation, match="system"):
        opened(seal(op="os.system"))


@pytest.mark.parametrize("op", ["acks", "facts", "heartbeat", "pull"])
def test_report_of_a_node_is_never_an_order_to_a_node(op: str) -> None:
    with pytest.raises(UnknownOperation):
        opened(seal(op=op))


def test_envelope_of_a_newer_format_says_what_to_update() -> None:
    with pytest.raises(Garbage, match="update"):
        opened(sign(content_of(seal()) | {"v": 2}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"text"',
        b"\xff\xfe",
        b"[" * 5000,
        b'{"key":' + b"[" * 100_000,
        b'{"key": 5}',
        b'{"key": {"a": 1}}',
        b"{" + b'"key":"' + key_id(CONTROL.public).encode() + b'"}',
    ],
)
def test_signed_garbage_is_garbage_and_never_a_crash(content: bytes) -> None:
    with pytest.raises(EnvelopeRefused):
        opened(sign(content))


@pytest.mark.parametrize(
    "change",
    [{"version": "5"}, {"exp": 10**400}, {"iat": None}, {"args": []}, {"extra": 1}, {"op": 5}, {"aud": ["n1"]}],
)
def test_signed_content_of_the_wrong_shape_is_garbage(change: dict[str, Any]) -> None:
    with pytest.raises(EnvelopeRefused):
        opened(sign(content_of(seal()) | change))


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a", "a.b", "a.b.c", "%%%%.%%%%", "é.é", "\x00.\x00", "===.===", "\r\n"]
)
def test_text_that_is_no_envelope_is_garbage(text: str) -> None:
    with pytest.raises(Garbage):
        opened(text)


@pytest.mark.parametrize("thing", [None, 5, b"a.b", ["a.b"], {"envelope": "a.b"}])
def test_what_is_not_even_text_is_garbage(thing: Any) -> None:
    with pytest.raises(Garbage):
        opened(thing)


def test_oversized_message_is_refused_before_anything_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal()
    monkeypatch.setattr(envelope, "MAX_ENVELOPE", len(sealed) - 1)
    monkeypatch.setattr(envelope, "_decode", lambda text: pytest.fail("was decoded"))
    with pytest.raises(Garbage, match="larger"):
        opened(sealed)


@given(st.text())
def test_any_text_is_refused_as_an_envelope_refusal(text: str) -> None:
    with pytest.raises(EnvelopeRefused):
        opened(text)


_SEALED = seal(args={"company": "bluebell"})


@given(st.integers(0, len(_SEALED) - 1), st.integers(0, 6))
def test_no_flipped_bit_goes_unnoticed(position: int, bit: int) -> None:
    damaged = _SEALED[:position] + chr(ord(_SEALED[position]) ^ (1 << bit)) + _SEALED[position + 1 :]
    with pytest.raises(EnvelopeRefused):
        opened(damaged)


@given(st.integers(0, len(_SEALED) - 1))
def test_no_cut_message_is_accepted(length: int) -> None:
    with pytest.raises(EnvelopeRefused):
        opened(_SEALED[:length])


def test_every_refusal_has_its_own_stable_code() -> None:
    kinds = [Garbage, Forged, WrongAudience, Expired, UnknownOperation]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(kind.code.startswith("envelope-") for kind in kinds)


@pytest.mark.parametrize("text", ["", "short", "!" * 44, base64.b64encode(b"x" * 31).decode()])
def test_keys_that_are_no_keys_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Signer.from_base64(text)
    with pytest.raises(ValueError, match=r"."):
        public_key(text)


def test_public_key_survives_its_text_form() -> None:
    private = Ed25519PrivateKey.generate()
    encoded = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    assert key_id(public_key(encoded)) == key_id(private.public_key())
