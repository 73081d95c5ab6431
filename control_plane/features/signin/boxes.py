"""Secrets of this part, encrypted in the database."""

from control_plane.core.secrets_box import SecretsBox, SecretUnreadable
from control_plane.settings import Settings


def lock(settings: Settings, secret: str, owner: str) -> bytes:
    return SecretsBox(settings.secrets_key).lock(secret, owner)


def unlock(settings: Settings, box: bytes, owner: str) -> str:
    """Also with former keys. Raises SecretUnreadable."""
    *older, last = (settings.secrets_key, *settings.older_secrets_keys)
    for key in older:
        try:
            return SecretsBox(key).unlock(box, owner)
        except SecretUnreadable:
            continue
    return SecretsBox(last).unlock(box, owner)
