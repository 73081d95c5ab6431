"""How a stored change reaches the call logic, over its real socket."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from node_agent.calls.control import Control, ControlSocket
from node_agent.calls.control_messages import Healthy
from node_agent.calls.directory import Directory
from node_agent.calls.services import Forgetfuls
from node_agent.store import Store
from tenants.model import Company
from tests.unit.calls.companies import company, person
from wire.operations import Item

Say = Callable[[Any], Awaitable[Any]]


def talk(folder: Path, directory: Directory, say: Callable[[Say], Awaitable[None]]) -> None:
    """Run `say` against a control socket in `folder`."""

    async def run() -> None:
        health = Healthy(companies=len(directory), calls=0, refused={}, decisions_lost=0)
        control = Control(directory, folder / "store.sqlite", lambda: health, Forgetfuls())
        listening = ControlSocket(folder / "calls.sock", control.answer)
        await listening.start()
        reader, writer = await asyncio.open_unix_connection(folder / "calls.sock")

        async def exchange(message: Any) -> Any:
            line = message if isinstance(message, bytes) else json.dumps(message).encode()
            writer.write(line + b"\n")
            return json.loads(await reader.readline())

        await say(exchange)
        writer.close()
        listening.close()

    asyncio.run(run())


def keep(folder: Path, kept: Company) -> None:
    store = Store.open(folder / "store.sqlite")
    store.replace(kept, 0)
    store.close()


def change(before: Company, after: Company, **more: Any) -> dict[str, Any]:
    """What the jobs process says when employee 102 has another name."""
    return {
        "op": "apply",
        "company": after.id,
        "version": after.version,
        "state_hash": after.state_hash,
        "base_version": before.version,
        "removed": False,
        "puts": [Item.of(after.employees["acme-102"]).model_dump(mode="json")],
        "removes": [],
        **more,
    }


def served(kept: Company) -> dict[str, Any]:
    return {"serving": {"version": kept.version, "state_hash": kept.state_hash}}


BEFORE = company()
AFTER = BEFORE.changed(2, [person("acme", "102", "Renamed")], [])


def test_a_change_is_served_when_the_answer_comes(tmp_path: Path) -> None:
    directory = Directory([BEFORE])

    async def say(exchange: Say) -> None:
        assert await exchange(change(BEFORE, AFTER)) == served(AFTER)
        assert directory.of_phone("acme-102-1").company.employees["acme-102"].name == "Renamed"
        assert await exchange({"op": "health"}) == {
            "companies": 1,
            "calls": 0,
            "refused": {},
            "decisions_lost": 0,
            "custom_failures": {},
            "customisations_off": [],
        }

    talk(tmp_path, directory, say)


def test_a_change_that_does_not_fit_is_read_from_the_store(tmp_path: Path) -> None:
    keep(tmp_path, AFTER)

    async def say(exchange: Say) -> None:
        misfits: list[dict[str, Any]] = [{"base_version": 7}, {"base_version": None}, {"puts": []}]
        for odd in misfits:
            directory.put(BEFORE)
            assert await exchange(change(BEFORE, AFTER, **odd)) == served(AFTER)

    directory = Directory([BEFORE])
    talk(tmp_path, directory, say)


def test_an_unknown_company_is_read_from_the_store(tmp_path: Path) -> None:
    keep(tmp_path, AFTER)
    directory = Directory()

    async def say(exchange: Say) -> None:
        assert await exchange(change(BEFORE, AFTER)) == served(AFTER)

    talk(tmp_path, directory, say)
    assert len(directory) == 1


def test_a_company_that_left_is_served_no_longer(tmp_path: Path) -> None:
    directory = Directory([BEFORE])

    async def say(exchange: Say) -> None:
        gone = {"version": 3, "state_hash": "0" * 64}
        answer = await exchange({**change(BEFORE, AFTER), **gone, "removed": True, "puts": []})
        assert answer == {"serving": gone}
        assert await exchange({"op": "forget", "company": "acme"}) == {"serving": None}

    talk(tmp_path, directory, say)
    assert len(directory) == 0


def test_nonsense_is_refused_and_the_next_message_is_served(tmp_path: Path) -> None:
    directory = Directory([BEFORE])
    Store.open(tmp_path / "store.sqlite").close()

    async def say(exchange: Say) -> None:
        for nonsense in (b"", b"{", b"[]", b'{"op":"eval"}', b'{"op":"apply"}', b"\xff\xfe"):
            assert (await exchange(nonsense))["error"] == "bad-message"
        assert (await exchange({"op": "load", "company": "nobody"}))["error"] == "unknown"
        assert await exchange(change(BEFORE, AFTER)) == served(AFTER)

    talk(tmp_path, directory, say)


def test_the_socket_is_ours_alone_and_works_below_a_long_path(tmp_path: Path) -> None:
    folder = tmp_path / ("long-" * 30)
    folder.mkdir()

    async def run() -> None:
        control = Control(Directory(), folder / "store.sqlite", lambda: None, Forgetfuls())  # type: ignore[arg-type, return-value]
        first, second = (ControlSocket(folder / "calls.sock", control.answer) for _ in range(2))
        await first.start()
        assert (folder / "calls.sock").stat().st_mode & 0o777 == 0o600
        await second.start()
        first.close()
        assert (folder / "calls.sock").is_socket()
        second.close()
        assert not (folder / "calls.sock").exists()

    asyncio.run(run())
