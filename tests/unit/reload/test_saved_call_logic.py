"""In the development stack, saved call logic serves the next call, and calls finish on what they began with."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.reload.workplace import Workplace, finish

WITHIN = 2.0
SLOW_MACHINE = 5
"""Tests share their machine; alone it takes about a second."""


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path) as made:
        made.start()
        yield made


def test_saved_call_logic_serves_the_next_call_and_a_call_in_progress_finishes_on_the_old(workplace: Workplace) -> None:
    async def story() -> None:
        await workplace.until("20")
        ringing = await workplace.dial()
        workplace.save("7")
        assert await workplace.until("7") < WITHIN * SLOW_MACHINE
        again = await workplace.dial()
        workplace.save("8")
        await workplace.until("8")
        assert await finish(ringing) == "20"
        assert await finish(again) == "7"
        await workplace.until_logged(lambda _: len(_generations(workplace)) == 1)

    asyncio.run(story())


def test_no_call_is_refused_or_dropped_while_call_logic_is_replaced(workplace: Workplace) -> None:
    async def story() -> list[str]:
        await workplace.until("20")
        found: list[str] = []
        workplace.save("7")
        while "7" not in found[-50:-49]:
            # Raises ConnectionError when one is refused, and ValueError when one gets no answer.
            found.append(await workplace.rung())
        return found

    found = asyncio.run(story())
    assert set(found) == {"20", "7"}
    assert found == sorted(found, key=["20", "7"].index)


def test_code_that_cannot_be_loaded_leaves_calls_to_the_code_before_and_is_told_in_the_log(
    workplace: Workplace,
) -> None:
    async def story() -> None:
        await workplace.until("20")
        workplace.save("half (")
        await workplace.until_logged(lambda log: "SyntaxError" in log and "calls go on with the code before" in log)
        assert await workplace.rung() == "20"
        workplace.save("9")
        await workplace.until("9")

    asyncio.run(story())


def test_two_saves_in_one_second_end_with_the_second_one(workplace: Workplace) -> None:
    async def story() -> None:
        await workplace.until("20")
        workplace.save("7")
        moment = workplace.checkout.file.stat().st_mtime
        await workplace.until("7")
        workplace.save("8")
        # Of the same size and second as the one before, to the eyes of who compares them.
        os.utime(workplace.checkout.file, (moment, int(moment)))
        await workplace.until("8")

    asyncio.run(story())


def test_a_checkout_whose_code_is_broken_when_it_starts_serves_as_soon_as_it_is_mended(tmp_path: Path) -> None:
    async def story(broken: Workplace) -> None:
        await broken.until_logged(lambda log: "the fallback serves until it is saved again" in log)
        with pytest.raises(ConnectionError):
            await broken.rung()
        broken.save("9")
        await broken.until("9")

    with Workplace(tmp_path) as made:
        made.save("half (")
        made.start()
        asyncio.run(story(made))


def test_call_logic_that_dies_leaves_the_port_so_that_the_fallback_serves(workplace: Workplace) -> None:
    asyncio.run(workplace.until("20"))
    (serving,) = _generations(workplace)
    os.kill(serving, signal.SIGKILL)
    assert workplace.process is not None
    assert workplace.process.wait(30) != 0
    with pytest.raises(ConnectionError):
        asyncio.run(workplace.rung())


def _generations(workplace: Workplace) -> list[int]:
    """Processes that may serve calls; each of them has a watchdog as a child of its own."""
    assert workplace.process is not None
    pid = workplace.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children]
