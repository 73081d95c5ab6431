"""Secrets at rest open with the right key for the right owner, or not at all."""

import base64

import pytest

from control_plane.core.secrets_box import SecretsBox, SecretUnreadable

BOX = SecretsBox(base64.b64encode(bytes(32)).decode())
OTHER = SecretsBox(base64.b64encode(b"x" * 32).decode())


def test_what_was_locked_comes_out_for_its_owner() -> None:
    assert BOX.unlock(BOX.lock("пароль 🔔", "phone:acme:1"), "phone:acme:1") == "пароль 🔔"


def test_the_same_secret_looks_different_each_time() -> None:
    assert BOX.lock("secret", "a") != BOX.lock("secret", "a")


def test_another_owner_another_key_or_damage_open_nothing() -> None:
    locked = BOX.lock("secret", "phone:acme:1")
    with pytest.raises(SecretUnreadable, match="owner"):
        BOX.unlock(locked, "phone:acme:2")
    with pytest.raises(SecretUnreadable, match="CARILLON_SECRETS_KEY"):
        OTHER.unlock(locked, "phone:acme:1")
    for damaged in (b"", locked[:4], locked[:16], locked[:-1], locked[:-1] + bytes([locked[-1] ^ 1])):
        with pytest.raises(SecretUnreadable):
            BOX.unlock(damaged, "phone:acme:1")
