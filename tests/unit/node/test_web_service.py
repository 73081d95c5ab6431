"""A company's web service answers, hangs, lies or is a trap; the call goes on in time."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from node_agent.calls.web_service import ANSWER_BYTES_MAX, fetch
from tenants.calls.call import Fetched

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def service(answer: Answer) -> AsyncIterator[tuple[str, list[bytes]]]:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[16:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length: "))
        heard.extend((head, await reader.readexactly(length)))
        try:
            await answer(writer)
            writer.close()
        except ConnectionError:
            pass

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}/who", heard
    finally:
        server.close()


def says(content: bytes, status: str = "200 OK", more: str = "") -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status}\r\ncontent-length: {len(content)}\r\n{more}\r\n".encode() + content)
        await writer.drain()

    return answer


async def hangs(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def drips(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


async def floods(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(100):
        writer.write(b"x" * ANSWER_BYTES_MAX)
        await writer.drain()


def asked(answer: Answer, milliseconds: int = 2000, *, private: bool = True) -> tuple[Fetched, list[bytes]]:
    async def run() -> tuple[Fetched, list[bytes]]:
        async with service(answer) as (url, heard):
            return await fetch(url, {"caller": "+79161234567"}, milliseconds=milliseconds, private=private), heard

    return asyncio.run(run())


def test_the_answer_is_texts_by_name() -> None:
    content = {"name": "Анна\n", "vip": True, "orders": 3, "nested": {"a": 1}, "nothing": None}
    fetched, heard = asked(says(json.dumps(content).encode()))
    assert fetched.fields == {"name": "Анна", "vip": "true", "orders": "3"}
    assert heard[0].startswith(b"POST /who HTTP/1.1\r\n")
    assert b"\r\nhost: localhost:" in heard[0].lower()
    assert json.loads(heard[1]) == {"caller": "+79161234567"}


@pytest.mark.parametrize("answer", [hangs, drips])
def test_a_service_that_hangs_costs_no_more_than_was_allowed(answer: Answer) -> None:
    began = time.monotonic()
    fetched, _ = asked(answer, 300)
    assert fetched.fields is None
    assert "300 ms" in fetched.why
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "answer",
    [
        says(b"no json"),
        says(b"[1]"),
        says(b"[" * 50_000),
        says(json.dumps({str(i): i for i in range(101)}).encode()),
        says(b"{}", "404 Not Found"),
        says(b"{}", "302 Found", "location: http://localhost/\r\n"),
        says(b"\xff\xfe"),
        floods,
    ],
)
def test_nonsense_is_no_answer(answer: Answer) -> None:
    fetched, _ = asked(answer)
    assert fetched.fields is None
    assert fetched.why


def test_our_own_network_is_not_asked() -> None:
    fetched, heard = asked(says(b"{}"), private=False)
    assert fetched.fields is None
    assert "own network" in fetched.why
    assert not heard


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "nonsense", "http://", "http://user:secret@example.com/", "file:///"]
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    assert asyncio.run(fetch(url, {}, milliseconds=500)).fields is None
