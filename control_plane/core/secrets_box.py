"""Secrets at rest: AES-256-GCM with a key id in front and the owner as associated data (NIST SP 800-38D)."""

import base64
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class SecretUnreadable(Exception):
    """The stored secret was encrypted with another key, or for another owner, or is damaged."""


class SecretsBox:
    """Encrypts and decrypts short secrets with one 32-byte key."""

    def __init__(self, key: str) -> None:
        raw = base64.b64decode(key)
        self._cipher = AESGCM(raw)
        self._key_id = hashlib.sha256(raw).digest()[:4]

    def lock(self, secret: str, owner: str) -> bytes:
        """Key id (4 bytes), nonce (12), ciphertext with tag. `owner`, such as company and phone, is bound to it."""
        nonce = secrets.token_bytes(12)
        return self._key_id + nonce + self._cipher.encrypt(nonce, secret.encode(), owner.encode())

    def unlock(self, box: bytes, owner: str) -> str:
        """The secret. Raises SecretUnreadable."""
        if box[:4] != self._key_id:
            raise SecretUnreadable("the secret was encrypted with another key; is CARILLON_SECRETS_KEY the right one?")
        try:
            return self._cipher.decrypt(box[4:16], box[16:], owner.encode()).decode()
        except (InvalidTag, ValueError):
            raise SecretUnreadable("the secret does not belong to this owner or is damaged") from None
