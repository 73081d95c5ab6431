"""Commands and answers: never off by one, whatever comes in between."""

import asyncio
from pathlib import Path

import pytest

from node_agent.asterisk.fastagi import dialling
from node_agent.asterisk.fastagi import session as session_module
from node_agent.asterisk.fastagi.commands import PROGRESS, Command
from node_agent.asterisk.fastagi.dialling import HOW_IT_ENDED, Offer
from node_agent.asterisk.fastagi.replies import Reply
from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.session import Refusal, Session, SessionOver
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving

ANSWERS = {
    "plain": (b"200 result=1 (ANSWER 16)\n", Reply(200, "1", "ANSWER 16")),
    "begun-first": (b"100 Trying...\n200 result=0\n", Reply(200, "0", "")),
    "brackets-inside": (b"200 result=1 (a (b) c)\n", Reply(200, "1", "a (b) c")),
    "end-position": (b"200 result=0 endpos=1234\n", Reply(200, "0", "")),
    "unknown-command": (b"510 Invalid or unknown command\n", Reply(510, "", "")),
    "dead-channel": (b"511 Command Not Permitted on a dead channel or intercept routine\n", Reply(511, "", "")),
    "usage": (b"520-Invalid command syntax.\nUsage: X\nHANGUP\n520 End of proper usage.\n", Reply(520, "", "")),
    "hang-up-before": (b"HANGUP\n200 result=-1\n", Reply(200, "-1", "")),
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("pieces", [1, 2, 1000])
def test_every_answer_belongs_to_its_command(name: str, pieces: int, tmp_path: Path) -> None:
    sent, expected = ANSWERS[name]
    got: list[Reply] = []

    async def ask_three_times(session: Session, _request: Request) -> None:
        got.extend([await session.run(command) for command in (PROGRESS, HOW_IT_ENDED, PROGRESS)])

    async def run() -> None:
        async with serving(tmp_path, ask_three_times) as served:
            side = await AsteriskSide.connect(served.port, header())
            await side.command()
            side.send(b"200 result=7\n")
            await side.command()
            size = -(-len(sent) // pieces)
            for start in range(0, len(sent), size):
                side.send(sent[start : start + size])
                await side.writer.drain()
                await asyncio.sleep(0.001)
            await side.command()
            side.send(b"200 result=8\n")
            assert await side.closed()

    asyncio.run(run())
    assert got == [Reply(200, "7", ""), expected, Reply(200, "8", "")]


def test_a_header_may_come_byte_by_byte(tmp_path: Path) -> None:
    seen: list[Request] = []

    async def look(_session: Session, request: Request) -> None:
        seen.append(request)

    async def run() -> None:
        async with serving(tmp_path, look) as served:
            side = await AsteriskSide.connect(served.port)
            for byte in header(caller_name="Иванова, Анна"):
                side.send(bytes([byte]))
                await side.writer.drain()
            assert await side.closed()

    asyncio.run(run())
    assert seen[0].caller_name == "Иванова, Анна"
    assert seen[0].endpoint == "acme-101-1"
    assert seen[0].number == "102"


@pytest.mark.parametrize("hard", [False, True])
def test_a_connection_that_ends_while_a_phone_rings_ends_the_session(hard: bool, tmp_path: Path) -> None:
    ended: list[bool] = []

    async def ring(session: Session, _request: Request) -> None:
        try:
            await session.run(dialling.ring(["PJSIP/acme-102-1"], 0, 20, Offer()))
        except SessionOver:
            ended.append(session.hung_up)

    async def run() -> None:
        async with serving(tmp_path, ring) as served:
            side = await AsteriskSide.connect(served.port, header())
            await side.command()
            if hard:
                side.hang_up_hard()
            else:
                side.writer.close()
            await served.empty()

    asyncio.run(run())
    assert ended == [True]


def test_no_deadline_cuts_a_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "DECISION_SECONDS", 0.1)

    async def ring(session: Session, _request: Request) -> None:
        await session.run(dialling.ring(["PJSIP/acme-102-1"], 0, 20, Offer()))
        await session.run(HOW_IT_ENDED)

    async def run() -> None:
        async with serving(tmp_path, ring) as served:
            side = await AsteriskSide.connect(served.port, header())
            assert b"Dial" in await side.command()
            await asyncio.sleep(0.4)
            side.send(b"200 result=0\n")
            assert b"DIALSTATUS" in await side.command()
            await served.refused(Refusal.DECISION_LATE)

    asyncio.run(run())


def test_a_call_that_somebody_debugs_has_all_the_time_until_they_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "DECISION_SECONDS", 0.1)

    async def think(session: Session, _request: Request) -> None:
        with session.unhurried(30):
            await asyncio.sleep(0.4)
            await session.run(PROGRESS)
            await asyncio.sleep(0.4)
            await session.run(dialling.ring(["PJSIP/acme-102-1"], 0, 20, Offer()))
            await asyncio.sleep(0.4)
        await session.run(HOW_IT_ENDED)
        await asyncio.sleep(30)

    async def run() -> None:
        async with serving(tmp_path, think) as served:
            side = await AsteriskSide.connect(served.port, header())
            for expected in (b"Progress", b"Dial", b"DIALSTATUS"):
                assert expected in await side.command()
                side.send(b"200 result=0\n")
            await served.refused(Refusal.DECISION_LATE)

    asyncio.run(run())


def test_a_sentence_that_never_ends_is_cut(tmp_path: Path) -> None:
    async def speak(session: Session, _request: Request) -> None:
        await session.run(Command(b"EXEC Playback x\n", 0.1))

    async def run() -> None:
        async with serving(tmp_path, speak) as served:
            side = await AsteriskSide.connect(served.port, header())
            await side.command()
            assert await side.closed()
            assert served.server.refusals[Refusal.DECISION_LATE] == 1

    asyncio.run(run())


def test_two_hundred_calls_at_once_are_all_served(tmp_path: Path) -> None:
    async def ring(session: Session, _request: Request) -> None:
        await session.run(dialling.ring(["PJSIP/acme-102-1"], 0, 20, Offer()))
        await session.run(HOW_IT_ENDED)

    async def run() -> None:
        async with serving(tmp_path, ring) as served:
            sides = await asyncio.gather(*(AsteriskSide.connect(served.port, header()) for _ in range(200)))
            for side in sides:
                assert await side.command()
            assert served.server.sessions == 200
            for side in sides:
                side.send(b"200 result=0\n")
            asked = await asyncio.gather(*(side.play() for side in sides))
            assert all(len(commands) == 2 for commands in asked)
            await served.empty()
            assert not served.server.refusals

    asyncio.run(run())


def test_old_calls_finish_while_a_second_server_takes_the_new_ones(tmp_path: Path) -> None:
    async def ring(session: Session, _request: Request) -> None:
        await session.run(dialling.ring(["PJSIP/acme-102-1"], 0, 20, Offer()))

    async def run() -> None:
        async with serving(tmp_path, ring) as old:
            side = await AsteriskSide.connect(old.port, header())
            assert await side.command()
            old.server.stop_accepting()
            new_server = type(old.server)(ring, old.server._token, host="127.0.0.1", port=old.port)
            await new_server.start()
            late = await AsteriskSide.connect(old.port, header())
            assert await late.command()
            assert (old.server.sessions, new_server.sessions) == (1, 1)
            side.send(b"200 result=0\n")
            assert await side.closed()
            assert await old.server.finish(1) == 0
            late.hang_up_hard()
            assert await new_server.finish(1) == 0
            new_server.stop_accepting()

    asyncio.run(run())


def test_both_may_listen_while_one_takes_over(tmp_path: Path) -> None:
    async def nothing(_session: Session, _request: Request) -> None: ...

    async def run() -> None:
        async with serving(tmp_path, nothing) as old:
            successor = type(old.server)(nothing, old.server._token, host="127.0.0.1", port=old.port)
            assert await successor.start() == old.port
            successor.stop_accepting()

    asyncio.run(run())
