"""Secrets of a company under a passphrase: scrypt (RFC 7914) and AES-256-GCM."""

import base64
import json
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import ValidationError

from control_plane.features.archives.form import Secrets

# 64 MB and about a quarter of a second for each guess (OWASP's advice for scrypt). Never taken from the archive: a
# foreign file must not choose how much memory we spend.
_COST, _BLOCK, _PARALLEL = 2**16, 8, 1
_SAID: Final = "carillon archive secrets 1"
SHORTEST: Final = 12
"""Characters of a passphrase."""


class WrongPassphrase(Exception):
    """The passphrase does not open it, or it was changed."""


def lock(content: Secrets, passphrase: str) -> bytes:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    plain = content.model_dump_json().encode()
    box = AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, _SAID.encode())
    parts = {"form": _SAID, "salt": _text(salt), "nonce": _text(nonce), "box": _text(box)}
    return json.dumps(parts, sort_keys=True).encode()


def unlock(locked: bytes, passphrase: str) -> Secrets:
    """Raises WrongPassphrase."""
    try:
        parts = json.loads(locked)
        if parts["form"] != _SAID:
            raise WrongPassphrase
        salt, nonce, box = (base64.b64decode(parts[name], validate=True) for name in ("salt", "nonce", "box"))
        return Secrets.model_validate_json(AESGCM(_key(passphrase, salt)).decrypt(nonce, box, _SAID.encode()))
    except (InvalidTag, ValueError, KeyError, TypeError, ValidationError, RecursionError):
        raise WrongPassphrase from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_PARALLEL).derive(passphrase.encode())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
