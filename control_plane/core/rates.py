"""How much one program may ask per minute: counted in Valkey by token, and by address for those who are not known.

A token is counted as it was sent, before anybody looks whether it is good; who tries many has many refusals, and those
are counted by address. Without Valkey nobody is held up. Sources: RFC 6585 §4 (429), RFC 9110 §10.2.3 (Retry-After),
draft-ietf-httpapi-ratelimit-headers-07.
"""

import hashlib
import time
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from flask import Flask, Response, g, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import RedisError

from control_plane.core.problems import TooMany
from control_plane.settings import Settings

log = structlog.get_logger(__name__)
QUICK: Final = 0.25
"""Seconds that Valkey has for an answer."""
PAUSE: Final = 5.0
"""Seconds without counting after it had none: nobody waits again and again for what is away."""
HEADERS: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


@dataclass(frozen=True)
class Left:
    """How many requests are left, and after how many seconds there are more."""

    limit: int
    remaining: int
    seconds: int


@dataclass
class Counter:
    """Counts in Valkey; while that is away it says None, which holds nobody up."""

    url: str
    _away_until: float = 0.0
    _limiter: SlidingWindowCounterRateLimiter = field(init=False)

    def __post_init__(self) -> None:
        options: dict[str, Any] = {"socket_timeout": QUICK, "socket_connect_timeout": QUICK}
        self._limiter = SlidingWindowCounterRateLimiter(RedisStorage(self.url, key_prefix="carillon:rate", **options))

    def count(self, item: RateLimitItem, whose: str, *, cost: int = 1) -> Left | None:
        """Count `cost` for `whose`; with 0 only look. None: nothing was counted."""
        if time.monotonic() < self._away_until:
            return None
        try:
            fits = self._limiter.hit(item, whose, cost=cost) if cost else self._limiter.test(item, whose)
            reset, remaining = self._limiter.get_window_stats(item, whose)
        except RedisError as problem:
            self._away_until = time.monotonic() + PAUSE
            log.warning("rates-not-counted", why=f"{type(problem).__name__}: {problem}"[:200], seconds=PAUSE)
            return None
        return Left(item.amount, max(0, remaining) if fits else -1, max(1, round(reset - time.time())))


def limit_rates(app: Flask, settings: Settings) -> None:
    """Install the count before everything else; a limit of 0 is none."""
    counter = Counter(settings.redis_url)
    asked = RateLimitItemPerMinute(settings.requests_per_minute or 1, namespace="asked")
    refused = RateLimitItemPerMinute(settings.refusals_per_minute or 1, namespace="refused")

    @app.before_request
    def count() -> None:
        if not request.path.startswith("/api/"):
            return
        address = request.remote_addr or ""
        if settings.refusals_per_minute:
            _refuse(counter.count(refused, address, cost=0))
        if settings.requests_per_minute:
            g.rate = counter.count(asked, _whose(request.headers.get("Authorization", ""), address))
            _refuse(g.rate)

    @app.after_request
    def tell(answer: Response) -> Response:
        if answer.status_code == 401 and request.path.startswith("/api/") and settings.refusals_per_minute:
            counter.count(refused, request.remote_addr or "")
        left: Left | None = g.get("rate")
        if left is not None:
            for name, value in zip(HEADERS, (left.limit, max(0, left.remaining), left.seconds), strict=True):
                answer.headers[name] = str(value)
            if answer.status_code == TooMany.status:
                answer.headers["Retry-After"] = str(left.seconds)
        return answer


def _refuse(left: Left | None) -> None:
    """Raises TooMany."""
    if left is not None and left.remaining < 0:
        g.rate = left
        words = f"More than {left.limit} requests in a minute; wait {left.seconds} s, then go on more slowly."
        raise TooMany(words)


def _whose(authorization: str, address: str) -> str:
    """The token's hash, so that Valkey never holds a token."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return hashlib.sha256(token.strip().encode("utf-8", "surrogatepass")).hexdigest()
    return f"from {address}"
