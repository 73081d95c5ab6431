"""Passwords: argon2id (RFC 9106) sized for a burst of sign-ins, and no way to find out which logins exist."""

import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from control_plane.core.problems import Invalid

SHORTEST: Final = 12
LONGEST: Final = 1000

# 19 MiB, two passes: OWASP's floor for argon2id; 33 ms here, so a burst of sign-ins is no denial of service.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def check_new_password(password: str, login: str) -> None:
    """Long rather than odd (NIST SP 800-63B §3.1.1). Raises Invalid for the field `new`."""
    if len(password) < SHORTEST:
        raise Invalid.one("new", "too-short", f"A password has at least {SHORTEST} characters; several words are good.")
    if len(password) > LONGEST:
        raise Invalid.one("new", "too-long", f"A password has at most {LONGEST} characters.")
    name = login.partition("@")[0].lower()
    simple = len(set(password)) < 5
    if simple or (len(name) > 3 and name in password.lower() and len(password) < len(name) + SHORTEST):
        raise Invalid.one("new", "too-simple", "This password is easy to guess; choose another one.")


def password_fits(stored: str | None, password: str) -> bool:
    """Whether the password fits; takes the same time when there is no such user, or one who was only invited."""
    try:
        return _HASHER.verify(stored or _nobody(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
