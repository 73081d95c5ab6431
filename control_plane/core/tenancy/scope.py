"""A scope and its signed form. Pure.

The signed form is `mac|expiry|kind:name,name|…`: HMAC-SHA256 in hexadecimal over everything behind it, seconds since
1970, and the sets. The function tenancy.names in the database checks it (see migration 0010); RFC 2104.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from control_plane.settings import Settings

LIFE: Final = 300
"""Seconds in which a transaction with this scope may begin: clocks of two machines differ by less."""
_NAME: Final = re.compile(r"[A-Za-z0-9._@-]{1,200}")
_BLOCK: Final = 64
"""Bytes of a block of SHA-256."""


@dataclass(frozen=True)
class Scope:
    """Sets of names by kind: `companies` to work with, `user` and `resellers` to find out which companies those are.

    `all` with an empty set is every company. Raises ValueError for a name that could be taken for two.
    """

    sets: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        for name in (name for _, names in self.sets for name in names):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} cannot be part of a scope")

    @classmethod
    def of(cls, companies: Iterable[str] | None) -> Self:
        """These companies; None: all of them."""
        return cls((("all", ()),)) if companies is None else cls((("companies", tuple(sorted(companies))),))

    @classmethod
    def of_named(cls, *companies: str) -> Self:
        """What stands in an address or a message: a name that no company can have gives nothing."""
        return cls.of({company for company in companies if _NAME.fullmatch(company)})

    @classmethod
    def of_person(cls, user: str, resellers: Iterable[str]) -> Self:
        """Enough to find out which companies are theirs, and no more."""
        return cls((("user", (user,)), ("resellers", tuple(sorted(resellers)))))

    def with_company(self, company: str) -> "Scope":
        """The same and one company more."""
        if self == EVERYTHING:
            return self
        before = dict(self.sets).get("companies", ())
        rest = tuple(each for each in self.sets if each[0] != "companies")
        return Scope((("companies", tuple(sorted({*before, company}))), *rest))


EVERYTHING: Final = Scope.of(None)
"""For the system's own work and for operators; only whoever holds the key can say it."""
NOTHING: Final = Scope()


@dataclass(frozen=True)
class Seal:
    """Signs scopes. The database holds the same key where the application's role cannot read it."""

    key: bytes

    def sign(self, scope: Scope, *, now: float | None = None) -> str:
        """What the setting `carillon.scope` is set to; empty for nothing."""
        if scope == NOTHING:
            return ""
        expiry = int(time.time() if now is None else now) + LIFE
        signed = "|".join((str(expiry), *(f"{kind}:{','.join(names)}" for kind, names in scope.sets)))
        return f"{hmac.digest(self.key, signed.encode(), 'sha256').hex()}|{signed}"

    @property
    def pads(self) -> tuple[bytes, bytes]:
        """The inner and the outer block of HMAC (RFC 2104 §2): the database then needs nothing but sha256()."""
        block = self.key.ljust(_BLOCK, b"\0")
        return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)


@lru_cache(maxsize=8)
def _seal(secret: str) -> Seal:
    return Seal(hmac.digest(secret.encode(), b"carillon: scopes of companies", hashlib.sha256))


def seal_of(settings: Settings) -> Seal:
    """Made from the control plane's secret key, so that there is nothing more to keep."""
    return _seal(settings.secret_key)
