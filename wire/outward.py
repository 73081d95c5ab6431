"""Asking addresses on the Internet that customers name: bounded in time and size, and never inside our own network.

The name is resolved once, in a thread; every address it has must be public; then exactly that address is connected to,
so that a name which changes its address meanwhile gains nothing. Redirects are answers like any other: not followed.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import httpx

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class Unusable(Exception):
    """Why there is no answer; the sentence names no address of ours."""

    code = "outward-unusable"


class NotAllowed(Unusable):
    """The address itself may not be asked, now or later."""

    code = "outward-not-allowed"


@dataclass(frozen=True)
class Answered:
    """`body` is at most as long as was wanted; `more`: the answer was longer."""

    status: int
    body: bytes
    more: bool


@cache
def trusted() -> ssl.SSLContext:
    """Whom to trust; read from the disk once, which takes longer than a call should wait. Call it in a thread."""
    return ssl.create_default_context()


def parsed(text: str, schemes: frozenset[str] = frozenset({"http", "https"})) -> httpx.URL:
    """The URL. Raises NotAllowed for other schemes, passwords and what is none."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise NotAllowed("the address is no URL") from None
    if url.scheme not in schemes or not url.host or url.userinfo:
        wanted = " or ".join(f"{scheme}://" for scheme in sorted(schemes))
        raise NotAllowed(f"the address must begin with {wanted}, without a password")
    return url


async def post(
    text: str,
    content: bytes,
    *,
    seconds: float,
    answer_max: int,
    headers: Mapping[str, str] | None = None,
    schemes: frozenset[str] = frozenset({"http", "https"}),
    private: bool = False,
) -> Answered:
    """POST `content` as JSON. `private`: inner addresses are allowed. Raises Unusable."""
    sent = {"content-type": "application/json", **(headers or {})}
    return await ask(
        "POST", text, content, seconds=seconds, answer_max=answer_max, headers=sent, schemes=schemes, private=private
    )


async def ask(
    method: str,
    text: str,
    content: bytes = b"",
    *,
    seconds: float,
    answer_max: int,
    headers: Mapping[str, str] | None = None,
    schemes: frozenset[str] = frozenset({"http", "https"}),
    private: bool = False,
) -> Answered:
    """Any other request, with the same guard. Raises Unusable."""
    url = parsed(text, schemes)
    try:
        async with asyncio.timeout(seconds):
            await asyncio.to_thread(trusted)
            ip = await address_of(url, private=private)
            return await _ask(method, url, ip, content, headers or {}, answer_max)
    except TimeoutError:
        raise Unusable(f"no answer within {round(seconds * 1000)} ms") from None
    except (httpx.HTTPError, OSError, ValueError) as problem:
        raise Unusable(f"not reachable: {type(problem).__name__}") from problem


async def address_of(url: httpx.URL, *, private: bool) -> str:
    """The one address of its host that is connected to. Raises Unusable, NotAllowed."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        # getaddrinfo blocks; asyncio runs it in a thread.
        found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unusable("its name is unknown") from None
    ips = [str(place[4][0]) for place in found]
    if not ips or not (private or all(is_public(ip) for ip in ips)):
        raise NotAllowed("it is inside our own network, which is not allowed")
    return ips[0]


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


async def _ask(method: str, url: httpx.URL, ip: str, content: bytes, headers: Mapping[str, str], most: int) -> Answered:
    ours = {"host": url.netloc.decode("ascii"), "accept": "application/json", "user-agent": "Carillon"}
    async with (
        httpx.AsyncClient(verify=trusted(), trust_env=False, follow_redirects=False, timeout=None) as client,  # noqa: S113  # see post
        client.stream(
            method,
            url.copy_with(host=ip),
            content=content,
            headers={**ours, **headers},
            extensions={"sni_hostname": url.host},
        ) as response,
    ):
        body = b""
        async for part in response.aiter_bytes(8192):
            body += part
            if len(body) > most:
                break
    return Answered(response.status_code, body[:most], len(body) > most)
