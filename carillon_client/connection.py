"""The HTTP below: a token, time-outs, and asking again where that is safe.

A request is repeated when no answer came, or one that says "not now" (429, 502, 503, 504). Nothing is done twice: every
POST carries an `Idempotency-Key` that stays the same over its repetitions, the other methods may be repeated as they
are.
"""

import random
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

import httpx

from carillon_client.problems import CarillonError, Problem, Unreachable, problem_of

Content: TypeAlias = bytes
"""Of a file; the word stands for `bytes` where a thing has a field of that name."""

NOT_NOW = frozenset({429, 502, 503, 504})
LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Answer:
    """`data` is the parsed JSON; of other content the bytes; None when there is none."""

    status: int
    data: Any
    etag: str | None
    repeated: bool
    """Whether an earlier try of the request got no answer, and may have been carried out."""


class Connection:
    """One per program; may be used from several threads. `timeout` is in seconds and for each try.

    `token` may be a function that is asked for each request. Proxies that the environment names are heeded, but not on
    the way to this machine.
    """

    def __init__(
        self,
        url: str,
        token: str | Callable[[], str],
        *,
        timeout: float = 30.0,
        tries: int = 4,
        pause: float = 0.2,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise CarillonError(f"{url!r} is no address: it begins with https:// (or http://).")
        self.url = url.rstrip("/").removesuffix("/api/v1")
        self._token, self._tries, self._pause = token, max(1, tries), pause
        far = urlsplit(self.url).hostname not in ("127.0.0.1", "::1", "localhost")
        self._http = httpx.Client(base_url=f"{self.url}/api/v1/", timeout=timeout, transport=transport, trust_env=far)

    def close(self) -> None:
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        content: bytes | None = None,
        content_type: str = "application/octet-stream",
        query: Mapping[str, Any] | None = None,
        etag: str | None = None,
    ) -> Answer:
        """`body` is sent as JSON, `content` as it is; `path` is below `/api/v1`. Raises Problem, Unreachable."""
        headers: dict[str, str] = {}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        if etag is not None:
            headers["If-Match"] = etag
        sent: dict[str, Any] = {"json": body} if body is not None else {"content": content} if content else {}
        if content:
            headers["Content-Type"] = content_type
        return self._carry(self.request(method, path, query, headers, **sent))

    def request(
        self, method: str, path: str, query: Mapping[str, Any] | None, headers: Mapping[str, str], **sent: Any
    ) -> httpx.Request:
        """With the token, not sent yet."""
        token = self._token if isinstance(self._token, str) else self._token()
        params = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        return self._http.build_request(
            method,
            path.lstrip("/"),
            headers={"Authorization": f"Bearer {token}", **headers},
            params=params or None,
            **sent,
        )

    def open(self, request: httpx.Request) -> httpx.Response:
        """An answer whose content is still to be read; close it. Raises httpx.TransportError."""
        return self._http.send(request, stream=True)

    def _carry(self, request: httpx.Request) -> Answer:
        repeated = False
        for left in reversed(range(self._tries)):
            try:
                response = self._http.send(request)
            except httpx.TransportError as trouble:
                if not left:
                    raise Unreachable(f"{self.url} does not answer: {trouble or type(trouble).__name__}.") from trouble
                repeated = True
                self._wait(left, None)
                continue
            if left and _later(response, repeated):
                repeated = repeated or response.status_code != httpx.codes.TOO_MANY_REQUESTS
                self._wait(left, response.headers.get("Retry-After"))
                continue
            return read_answer(response, repeated)
        raise AssertionError("the last try answers or raises")

    def _wait(self, left: int, asked: str | None) -> None:
        """Twice as long each time, spread so that many clients do not come back at once; or as the server asks."""
        doubled = self._pause * 2 ** (self._tries - 1 - left) * random.uniform(0.5, 1.5)  # noqa: S311 (no secret)
        seconds = float(asked) if asked and asked.isdigit() else doubled
        time.sleep(min(seconds, LONGEST_PAUSE))


def place(*parts: object) -> str:
    """A path of the API, each part quoted."""
    return "/".join(quote(str(part), safe="") for part in parts)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(map(_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _later(response: httpx.Response, repeated: bool) -> bool:
    """Also when the first try of this very request is still being carried out."""
    if response.status_code == httpx.codes.CONFLICT and repeated:
        return bool(_parsed(response, {}).get("code") == "in-progress")
    return response.status_code in NOT_NOW


def _parsed(response: httpx.Response, otherwise: Any) -> Any:
    try:
        return response.json()
    except ValueError:
        return otherwise


def read_answer(response: httpx.Response, repeated: bool) -> Answer:
    """Raises Problem for a refusal."""
    if not response.is_success:
        problem: Problem = problem_of(response.status_code, _parsed(response, None))
        problem.repeated = repeated
        raise problem
    content = response.headers.get("Content-Type", "")
    data: Any = response.content or None
    if data is not None and ("json" in content or not content):
        data = _parsed(response, data)
    return Answer(response.status_code, data, response.headers.get("ETag"), repeated)
