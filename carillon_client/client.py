"""The way in: an address and a token."""

from typing import Self

import httpx

from carillon_client.connection import Connection
from carillon_client.generated.companies import Company
from carillon_client.generated.root import Root


class Carillon(Root):
    """One Carillon, seen with one token.

    `timeout` is in seconds for each try, `tries` how often a request without an answer is sent, `transport` another way
    to send (httpx), such as straight into an application under test. Use it in `with`, or `close()` it.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout: float = 30.0,
        tries: int = 4,
        pause: float = 0.2,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        made = Connection(url, token, timeout=timeout, tries=tries, pause=pause, transport=transport)
        super().__init__(made)

    def company(self, key: str) -> Company:
        """The company with this id. Nothing is asked until something of it is read."""
        return Company(self.connection, "companies", key, key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()
