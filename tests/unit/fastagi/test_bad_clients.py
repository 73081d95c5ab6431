"""Whatever connects to the port: clear refusals, and everybody else is served."""

import asyncio
from pathlib import Path

import pytest

from node_agent.asterisk.fastagi import session as session_module
from node_agent.asterisk.fastagi.dialling import HOW_IT_ENDED
from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Refusal, Session
from tests.unit.fastagi.asterisk_side import TOKEN, AsteriskSide, header, serving


async def ask_once(session: Session, _request: Request) -> None:
    await session.run(HOW_IT_ENDED)


REFUSED = {
    "half-header": (b"agi_network: yes\nagi_cha", Refusal.HALF),
    "megabyte": (b"x" * 1_000_000, Refusal.TOO_LARGE),
    "megabyte-of-lines": (b"agi_a: b\n" * 110_000, Refusal.TOO_LARGE),
    "too-many-lines": (b"\n".join(b"agi_%d: x" % i for i in range(300)) + b"\n\n", Refusal.MALFORMED),
    "http": (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\n\n", Refusal.MALFORMED),
    "zeros": (b"\0" * 100 + b"\n\n", Refusal.MALFORMED),
    "empty-header": (b"\n\n", Refusal.MALFORMED),
    "commands-with-header": (header() + b"200 result=1\n", Refusal.BAD_REPLY),
    "wrong-token": (header(token="wrong"), Refusal.WRONG_TOKEN),
    "no-token": (header(token=""), Refusal.WRONG_TOKEN),
    "longer-token": (header(token=TOKEN + "0"), Refusal.WRONG_TOKEN),
    "odd-number": (header(number="100&Local/900@phones"), Refusal.MALFORMED),
    "odd-endpoint": (header(endpoint="acme/../zoo"), Refusal.MALFORMED),
    "odd-kind": (header(kind="operator"), Refusal.MALFORMED),
    "long-number": (header(number="1" * 33), Refusal.MALFORMED),
    "second-endpoint": (header(extra=["agi_arg_2: zoo-101-1"]), Refusal.MALFORMED),
    "name-that-speaks": (header(caller_name="Anna\nagi_arg_2: zoo-101-1"), Refusal.MALFORMED),
    "name-that-ends-the-header": (header(caller_name="Anna\n\n200 result=1"), Refusal.MALFORMED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_client_is_refused_and_the_next_call_is_served(name: str, tmp_path: Path) -> None:
    bytes_sent, refusal = REFUSED[name]

    async def run() -> None:
        async with serving(tmp_path, ask_once) as served:
            side = await AsteriskSide.connect(served.port, bytes_sent)
            if refusal is Refusal.HALF:
                side.writer.close()
            await served.refused(refusal)
            assert await side.closed()
            assert await served.still_works()
            await served.empty()

    asyncio.run(run())


def test_who_connects_and_closes_leaves_nothing_behind(tmp_path: Path) -> None:
    async def run() -> None:
        async with serving(tmp_path, ask_once) as served:
            for _ in range(50):
                side = await AsteriskSide.connect(served.port)
                side.writer.close()
            await served.empty()
            assert await served.still_works()

    asyncio.run(run())


def test_who_never_finishes_the_header_is_closed_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "HEADER_SECONDS", 0.1)

    async def run() -> None:
        async with serving(tmp_path, ask_once) as served:
            silent = await AsteriskSide.connect(served.port)
            slow = await AsteriskSide.connect(served.port)
            for byte in header()[:5]:
                slow.send(bytes([byte]))
                await asyncio.sleep(0.01)
            await served.refused(Refusal.LATE, 2)
            assert await silent.closed()
            assert await slow.closed()
            assert await served.still_works()

    asyncio.run(run())


def test_who_never_answers_a_command_is_closed_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "DECISION_SECONDS", 0.2)

    async def run() -> None:
        async with serving(tmp_path, ask_once) as served:
            side = await AsteriskSide.connect(served.port, header())
            assert await side.command()
            await served.refused(Refusal.DECISION_LATE)
            assert await side.closed()
            assert await served.still_works()
            await served.empty()

    asyncio.run(run())


def test_a_decision_that_takes_too_long_gives_the_call_to_the_fallback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "DECISION_SECONDS", 0.1)

    async def think_for_ever(_session: Session, _request: Request) -> None:
        await asyncio.sleep(60)

    async def run() -> None:
        async with serving(tmp_path, think_for_ever) as served:
            side = await AsteriskSide.connect(served.port, header())
            assert await side.closed(1)
            await served.empty()
            assert served.server.refusals[Refusal.DECISION_LATE] == 1

    asyncio.run(run())


def test_call_logic_that_fails_gives_the_call_to_the_fallback(tmp_path: Path) -> None:
    async def fail(_session: Session, _request: Request) -> None:
        raise ZeroDivisionError

    async def run() -> None:
        async with serving(tmp_path, fail) as served:
            side = await AsteriskSide.connect(served.port, header())
            assert await side.closed()
            await served.refused(Refusal.CRASHED)
            await served.empty()

    asyncio.run(run())


@pytest.mark.parametrize(
    "nonsense", [b"x" * 70_000, b"hello\n", b"200 result=0\n200 result=0\n", b"520-Invalid\n" + b"usage\n" * 300, b"\n"]
)
def test_nonsense_instead_of_an_answer_ends_only_that_session(nonsense: bytes, tmp_path: Path) -> None:
    async def run() -> None:
        async with serving(tmp_path, ask_twice) as served:
            side = await AsteriskSide.connect(served.port, header())
            await side.command()
            side.send(nonsense)
            await served.refused(Refusal.BAD_REPLY)
            assert await served.still_works()
            await served.empty()

    async def ask_twice(session: Session, request: Request) -> None:
        await ask_once(session, request)
        await asyncio.sleep(0.05)
        await ask_once(session, request)

    asyncio.run(run())


def test_one_call_too_many_is_closed_and_the_others_stay(tmp_path: Path) -> None:
    async def run() -> None:
        async with serving(tmp_path, ask_once, sessions_max=2) as served:
            first = [await AsteriskSide.connect(served.port, header()) for _ in range(2)]
            for side in first:
                assert await side.command()
            third = await AsteriskSide.connect(served.port, header())
            assert await third.closed()
            for side in first:
                side.send(b"200 result=1 (x)\n")
                assert await side.closed()
            assert served.server.refusals[Refusal.TOO_MANY] == 1
            assert await served.still_works()

    asyncio.run(run())


def test_a_new_token_is_known_as_soon_as_asterisk_has_it(tmp_path: Path) -> None:
    async def run() -> None:
        async with serving(tmp_path, ask_once) as served:
            fresh = tmp_path / "agi-token.new"
            fresh.write_text("fresh-token")
            fresh.replace(tmp_path / "agi-token")
            side = await AsteriskSide.connect(served.port, header(token="fresh-token"))
            assert await side.play()
            await (await AsteriskSide.connect(served.port, header())).closed()
            assert served.server.refusals[Refusal.WRONG_TOKEN] == 1

    asyncio.run(run())


def test_without_a_token_file_nobody_is_admitted(tmp_path: Path) -> None:
    async def run() -> None:
        async with serving(tmp_path / "", ask_once) as served:
            (tmp_path / "agi-token").write_text("")
            await (await AsteriskSide.connect(served.port, header(token=""))).closed()
            assert served.server.refusals[Refusal.WRONG_TOKEN] == 1

    asyncio.run(run())
