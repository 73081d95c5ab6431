"""Where a call's logic stops for its developer: at its first line, and wherever else they say."""

import asyncio
import dis
import inspect
import os
import pdb
import sys
from collections.abc import Awaitable, Callable
from types import CodeType, CoroutineType
from typing import Any, Final, Protocol, TypeAlias

from tenants.calls.outcome import Outcome

Logic: TypeAlias = "CoroutineType[Any, Any, Outcome]"
LOOPBACK: Final = "127.0.0.1"


class NoDebugger(Exception):
    """The text says what to do."""

    code = "no-debugger"


class Stops(Protocol):
    """One kind of debugger."""

    hint: str
    """For the developer, who has just started."""

    async def ready(self, say: Callable[[str], None]) -> None:
        """Until the developer can see something. `say` tells them what they have to do."""

    def at_first_line(self, logic: Logic) -> Awaitable[Outcome]:
        """What to await instead of `logic`, which has not begun."""


class Terminal:
    """pdb, here."""

    hint = "pdb comes up in this terminal when the call comes: `c` lets it go on, `q` gives it to the product."

    async def ready(self, say: Callable[[str], None]) -> None:
        pass

    def at_first_line(self, logic: Logic) -> Awaitable[Outcome]:
        code = logic.cr_code
        debugger = pdb.Pdb(nosigint=True)
        debugger.reset()
        debugger.set_break(code.co_filename, first_line(code), temporary=True)
        debugger.botframe = inspect.currentframe()
        debugger.set_continue()
        sys.settrace(debugger.trace_dispatch)
        return logic


class Adapter:
    """debugpy: whoever speaks its protocol (DAP) attaches, on this machine."""

    def __init__(self, port: int) -> None:
        """Listens. Raises NoDebugger."""
        os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        try:
            import debugpy  # noqa: PLC0415  # a developer's dependency: nodes do without
        except ImportError:
            raise NoDebugger("debugpy is not installed; install the developers' packages, or use --pdb.") from None
        self._debugpy = debugpy
        try:
            debugpy.listen((LOOPBACK, port))
        except RuntimeError as problem:
            raise NoDebugger(f"Port {port} cannot be used ({problem}); choose another one with --listen.") from None
        sys.breakpointhook = debugpy.breakpoint
        self.hint = f"Attach your editor to {LOOPBACK}:{port}, now or when the call has come."

    async def ready(self, say: Callable[[str], None]) -> None:
        if not self._debugpy.is_client_connected():
            say("The caller hears music until your editor is attached.")
        await asyncio.to_thread(self._debugpy.wait_for_client)

    def at_first_line(self, logic: Logic) -> Awaitable[Outcome]:
        import pydevd  # noqa: PLC0415  # comes with debugpy, which puts it in the path

        pydevd.settrace(
            suspend=True, trace_only_current_thread=True, patch_multiprocessing=False, stop_at_frame=logic.cr_frame
        )
        return logic


def first_line(code: CodeType) -> int:
    """The line of the first statement of a function, behind its docstring."""
    return next(line for _, line in dis.findlinestarts(code) if line is not None and line > code.co_firstlineno)
