"""The typed client straight into the application, without a socket; and a wire that loses answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
from apiflask import APIFlask

from carillon_client import Carillon
from tests.kit.customers import Program


class Wire(httpx.BaseTransport):
    """Carries each request to the application and remembers it. `lose` says which answers never arrive."""

    def __init__(self, app: APIFlask) -> None:
        self._inside = httpx.WSGITransport(app=app)
        self.requests: list[httpx.Request] = []
        self.lose: Callable[[httpx.Request], bool] = lambda request: False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._inside.handle_request(request)
        if self.lose(request):
            answer.read()
            raise httpx.ReadError("the connection was closed")
        return answer

    def lose_once(self, method: str) -> None:
        """The next answer to a request with this method."""
        left = [method]

        def lost(request: httpx.Request) -> bool:
            return bool(left) and request.method == left[0] and bool(left.pop())

        self.lose = lost

    def sent(self, method: str) -> list[Any]:
        """The bodies of all requests with this method."""
        return [json.loads(each.content) for each in self.requests if each.method == method and each.content]


def client_of(program: Program, wire: Wire | None = None) -> Carillon:
    """What a person with the token of `program` writes programs with."""
    return Carillon(
        "http://carillon.test", program.token, pause=0.01, transport=wire or httpx.WSGITransport(app=program.app)
    )
