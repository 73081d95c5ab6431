"""A developer's checkout in which a node's call logic runs: real processes and files, Asterisk's side by hand."""

import asyncio
import base64
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from node_agent.asterisk.config.inputs import Places
from node_agent.settings import Settings, variable_of
from node_agent.store import Store
from tests.kit.checkout import Checkout
from tests.kit.companies import company
from tests.kit.ports import free_port
from tests.unit.fastagi.asterisk_side import TOKEN, AsteriskSide, header, usual_answer

PATIENCE: Final = 60.0


class Workplace:
    """Use as a context manager; what it started ends with it."""

    def __init__(self, folder: Path) -> None:
        self.checkout = Checkout(folder / "checkout")
        self.state = folder / "node"
        self.state.mkdir()
        key = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
        self.settings = Settings(
            node="n1", node_key=key, control_key=key, control_url="http://127.0.0.1:1", image=folder,
            node_redis_url="redis://127.0.0.1:1/0", node_state=self.state, ami_port=free_port(),
            fastagi_port=free_port(), reload_call_logic=True,
        )  # fmt: skip
        with_store = Store.open(self.state / "store.sqlite")
        with_store.replace(company("acme", {"101": "Anna", "102": "Boris"}), 0)
        with_store.close()
        token = Places(self.state).agi_token
        token.parent.mkdir(parents=True, exist_ok=True)
        token.write_text(TOKEN)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """The command of the Procfile; returns at once."""
        values = {name: getattr(self.settings, name) for name in Settings.model_fields}
        given = {variable_of(name): str(value) for name, value in values.items() if value is not None}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARILLON_", "RQ_"))}
        with (self.state / "calls.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "node_agent", "calls"], cwd=self.checkout.folder, env=kept | given, stdout=log,
                stderr=log,
            )  # fmt: skip

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    @property
    def log(self) -> str:
        return (self.state / "calls.log").read_text()

    def save(self, ring_seconds: str) -> None:
        self.checkout.save(ring_seconds)

    async def dial(self) -> AsteriskSide:
        """A call that is being rung. Raises ConnectionError, when nobody listens."""
        side = await AsteriskSide.connect(self.settings.fastagi_port, header(endpoint="acme-101"))
        await side.command(PATIENCE)
        return side

    async def rung(self) -> str:
        """A whole call; how long Boris was rung."""
        side = await self.dial()
        return await finish(side)

    async def until(self, wanted: str) -> float:
        """Call until Boris is rung for `wanted`; after how many seconds he was."""
        began = time.monotonic()
        while (found := await self._tried()) != wanted:
            assert time.monotonic() - began < PATIENCE, f"{found} and not {wanted}\n{self.log}"
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    async def until_logged(self, condition: Callable[[str], bool]) -> None:
        began = time.monotonic()
        while not condition(self.log):
            assert time.monotonic() - began < PATIENCE, self.log
            await asyncio.sleep(0.05)

    async def _tried(self) -> str:
        try:
            return await self.rung()
        except ConnectionError:
            return "nobody listens"


async def finish(side: AsteriskSide) -> str:
    """Boris answers and they talk; how long he was rung, as Asterisk was told."""
    (rung,) = [command.split(",")[1] for command in side.commands if command.startswith("EXEC Dial")]
    side.send(usual_answer(b"EXEC Dial"))
    await side.play()
    return rung
