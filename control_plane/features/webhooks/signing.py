"""Signatures of webhooks as Standard Webhooks has them (version 1.0.0, "Signature scheme", symmetric: `v1`).

Signed is `<id>.<seconds>.<body>` with HMAC-SHA256 under the bytes behind `whsec_`, told in base64; while a secret is
being replaced there are two signatures, with a space between.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Final

PREFIX: Final = "whsec_"


def new_secret() -> str:
    """32 random bytes, as the standard writes them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(secrets_: Iterable[str], identifier: str, seconds: int, body: bytes) -> dict[str, str]:
    """The three headers of a delivery."""
    content = f"{identifier}.{seconds}.".encode() + body
    return {
        "webhook-id": identifier,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(secret, content) for secret in secrets_),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
