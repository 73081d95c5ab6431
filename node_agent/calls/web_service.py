"""Asking a company's web service during a call: bounded in time and size, and never inside our own network.

The name is resolved once, in a thread; every address it has must be public; then exactly that address is connected to,
so that a name which changes its address meanwhile gains nothing. Redirects are answers like any other: not usable.
"""

import asyncio
import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import httpx

from tenants.calls.call import Fetched

ANSWER_BYTES_MAX: Final = 64 * 1024
FIELDS_MAX: Final = 100
TEXT_MAX: Final = 1000
LONGEST_MS: Final = 10_000


@cache
def trusted() -> ssl.SSLContext:
    """Whom to trust; read from the disk once, which takes longer than a call should wait. Call it in a thread."""
    return ssl.create_default_context()


class Unusable(Exception):
    """Why there is no answer that a flow can use; the sentence is for the decision trace."""

    code = "web-service-unusable"


async def fetch(url: str, body: Mapping[str, object], *, milliseconds: int, private: bool = False) -> Fetched:
    """POST `body` as JSON; never raises, never longer than `milliseconds`. `private`: inner addresses are allowed."""
    try:
        async with asyncio.timeout(min(milliseconds, LONGEST_MS) / 1000):
            await asyncio.to_thread(trusted)
            address = await _address(url, private=private)
            return await _post(address, body)
    except TimeoutError:
        return Fetched(None, f"no answer within {milliseconds} ms")
    except Unusable as problem:
        return Fetched(None, str(problem))
    except (httpx.HTTPError, OSError, ValueError) as problem:
        return Fetched(None, f"not reachable: {type(problem).__name__}")


class _Address:
    """A URL and the one address of its host that is connected to."""

    def __init__(self, url: httpx.URL, ip: str) -> None:
        self.url, self.ip = url, ip


async def _address(text: str, *, private: bool) -> _Address:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise Unusable("the address of the web service is no URL") from None
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise Unusable("the address of the web service must be http:// or https:// without a password")
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        # getaddrinfo blocks; asyncio runs it in a thread.
        found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Unusable("the web service's name is unknown") from None
    ips = [str(place[4][0]) for place in found]
    if not ips or not (private or all(is_public(ip) for ip in ips)):
        raise Unusable("the web service is inside our own network, which is not allowed")
    return _Address(url, ips[0])


def is_public(ip: str) -> bool:
    """Whether an address is one of the public Internet, also behind IPv6's ways to write IPv4."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


async def _post(address: _Address, body: Mapping[str, object]) -> Fetched:
    url = address.url
    headers = {"host": url.netloc.decode("ascii"), "accept": "application/json", "user-agent": "Carillon"}
    async with (
        httpx.AsyncClient(verify=trusted(), trust_env=False, follow_redirects=False, timeout=None) as client,  # noqa: S113  # see fetch
        client.stream(
            "POST",
            url.copy_with(host=address.ip),
            content=json.dumps(body, ensure_ascii=False, default=str),
            headers={**headers, "content-type": "application/json"},
            extensions={"sni_hostname": url.host},
        ) as response,
    ):
        if response.status_code != 200:
            raise Unusable(f"the web service answered {response.status_code}")
        content = b""
        async for part in response.aiter_bytes(8192):
            content += part
            if len(content) > ANSWER_BYTES_MAX:
                raise Unusable(f"the web service answered with more than {ANSWER_BYTES_MAX} bytes")
    return Fetched(_fields(content))


def _fields(content: bytes) -> dict[str, str]:
    try:
        answer: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise Unusable("the web service's answer is no JSON") from None
    if not isinstance(answer, dict) or len(answer) > FIELDS_MAX:
        raise Unusable(f"the web service's answer is no object with at most {FIELDS_MAX} fields")
    texts = {str(name)[:TEXT_MAX]: _text(value) for name, value in answer.items()}
    return {name: text[:TEXT_MAX] for name, text in texts.items() if text is not None}


def _text(value: object) -> str | None:
    """Texts, numbers and truth; what is nested or null is left out."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return "".join(character for character in str(value) if character.isprintable())
        case _:
            return None
