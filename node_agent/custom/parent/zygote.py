"""The process from which companies' processes are forked, as the parent sees it."""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from node_agent.custom.parent.sandbox import command

READY_SECONDS: Final = 30.0
"""For the imports of a busy machine that has just started."""
FORK_SECONDS: Final = 5.0

log = logging.getLogger(__name__)


class NoProcess(Exception):
    """Custom code cannot be run on this node now; the text says why."""

    code = "no-process"


@dataclass(slots=True)
class Born:
    """A company's process: our end of its socket, a handle of the process, and where its last words come from."""

    connection: socket.socket
    process: int
    last_words: int

    def end(self) -> None:
        """Harmless when it has ended."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)

    def say_where(self) -> None:
        """Have it write where it is; see `heard`."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGUSR1)

    def heard(self) -> str:
        """What it has written about its end, printable."""
        with suppress(BlockingIOError):
            text = os.read(self.last_words, 64 * 1024).decode("utf-8", "replace")
            return "".join(each for each in text if each.isprintable() or each == "\n")
        return ""

    def close(self) -> None:
        os.close(self.process)
        os.close(self.last_words)


class Zygote:
    """Started when it is first needed, and again when it has died. Use it in one event loop's thread."""

    def __init__(self, bundles: Path, release: Path) -> None:
        self._bundles, self._release = bundles, release
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._ready: asyncio.Future[None] | None = None
        self._waiting: dict[str, asyncio.Future[int]] = {}
        self._numbers = count(1)

    @property
    def pid(self) -> int | None:
        """Of the sandbox, while it runs."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Until it is ready. Raises NoProcess."""
        if self._ready is None:
            self._launch()
        assert self._ready is not None
        try:
            async with asyncio.timeout(READY_SECONDS):
                await asyncio.shield(self._ready)
        except TimeoutError:
            raise NoProcess(f"the sandbox was not ready within {READY_SECONDS:.0f} s") from None

    async def fork(self, name: str, bundle: str | None) -> Born:
        """A new process that loads this customisation. Raises NoProcess."""
        await self.start()
        assert self._orders is not None
        ours, theirs = socket.socketpair()
        words, writing = os.pipe()
        number = f"{next(self._numbers)}"
        handle = self._waiting[number] = asyncio.get_running_loop().create_future()
        order = json.dumps({"order": number, "name": name, "bundle": bundle}).encode()
        try:
            socket.send_fds(self._orders, [order], [theirs.fileno(), writing])
            async with asyncio.timeout(FORK_SECONDS):
                process = await handle
        except (OSError, TimeoutError) as problem:
            ours.close()
            os.close(words)
            raise NoProcess(f"no process for {name}: {problem or 'the sandbox does not answer'}") from None
        except NoProcess:
            ours.close()
            os.close(words)
            raise
        finally:
            del self._waiting[number]
            theirs.close()
            os.close(writing)
        os.set_blocking(words, False)
        return Born(ours, process, words)

    def stop(self) -> None:
        """It ends, and everything that came from it."""
        if self._orders is not None:
            asyncio.get_running_loop().remove_reader(self._orders.fileno())
            self._orders.close()
            self._orders = None
        if self._process is not None:
            self._process.kill()
            self._process.wait(5)
            self._process = None
        if self._ready is not None and not self._ready.done():
            self._ready.cancel()
        self._ready = None

    def _launch(self) -> None:
        """In this very thread, which lives as long as the process: the sandbox ends with whoever started it."""
        loop = asyncio.get_running_loop()
        self._bundles.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._ready = loop.create_future()
        self._ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = subprocess.Popen(
                command(self._bundles, self._release), stdin=theirs.fileno(), stdout=subprocess.DEVNULL
            )
        except OSError as problem:
            self._ready.set_exception(NoProcess(f"bubblewrap cannot be started: {problem}"))
            return
        finally:
            theirs.close()
        self._orders.setblocking(False)
        loop.add_reader(self._orders.fileno(), self._answered)

    def _answered(self) -> None:
        assert self._orders is not None
        try:
            text, descriptors, _, _ = socket.recv_fds(self._orders, 4096, 1)
        except BlockingIOError:
            return
        except ConnectionError:
            text, descriptors = b"", []
        if not text:
            self._died()
            return
        answer = json.loads(text)
        assert self._ready is not None
        if not self._ready.done():
            self._ready.set_result(None)
            return
        waiting = self._waiting.get(answer["order"])
        if waiting is None or waiting.done():
            for descriptor in descriptors:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
                os.close(descriptor)
        elif descriptors:
            waiting.set_result(descriptors[0])
        else:
            waiting.set_exception(NoProcess(str(answer.get("problem"))))

    def _died(self) -> None:
        log.error("ALERT the sandbox for custom code has ended; companies with customisations are served by originals")
        ready = self._ready
        self.stop()
        if ready is not None and not ready.done():
            ready.set_exception(NoProcess("the sandbox did not start; the log of this process says why"))
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(NoProcess("the sandbox has ended"))
