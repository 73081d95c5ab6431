"""Real processes in the real sandbox, with scripted callers: what a customisation of a test does to their calls."""

import asyncio
import hashlib
import textwrap
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from node_agent.custom.messages import Entry, Take
from node_agent.custom.parent.code import RELEASE
from node_agent.custom.parent.logic import CustomLogic
from node_agent.custom.parent.one_call import Failed
from tenants.model import Company, Line, Profile, TelephonyObject
from tenants.model.custom import Customised
from tenants.simulate.script import Script
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import Story, who
from tests.kit.companies import company

Result = TypeVar("Result")
OUR = "+74951234567"
HEAD = """
import asyncio, os, signal, sys, time
from tenants.calls.call import Target
from tenants.calls.decision import Decision, Rule
from tenants.calls.employee import EmployeeDestination
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.calls.words import Kept
from tenants.extend import Customisation
"""
CLASS = """
class Changed(EmployeeDestination):
    async def ring(self, call):
        note = lambda text: call.decide(Decision(Rule.CUSTOM, text=str(text)))
{body}
        return await super().ring(call)

CUSTOMISATION = Customisation("{name}", title="Changed", descendants=[Changed])
"""


class Lab:
    """One node's custom code, in an event loop of its own."""

    def __init__(self, folder: Path, release: Path = RELEASE) -> None:
        self.bundles, self._release = folder / "bundles", release
        self.runner = asyncio.Runner()
        self.logic = self.run(self._made())

    async def _made(self) -> CustomLogic:
        logic = CustomLogic(self.bundles, watch=True, release=self._release)
        await logic.processes.warm()
        return logic

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def close(self) -> None:
        async def stop() -> None:
            self.logic.stop()

        self.run(stop())
        self.runner.close()

    def bundle(self, source: str, name: str = "changed") -> Customised:
        """An unpacked bundle with this in its `__init__.py`."""
        digest = hashlib.sha256(source.encode()).hexdigest()
        folder = self.bundles / digest / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(source)
        return Customised(name=name, bundle=digest)

    def ringing(self, body: str, name: str = "changed") -> Customised:
        """A bundle whose employees do `body` before they are rung; `call` and `note(text)` are at hand there."""
        indented = textwrap.indent(textwrap.dedent(body).strip("\n"), " " * 8)
        return self.bundle(HEAD + CLASS.format(body=indented, name=name), name)

    async def call(self, call: ScriptedCall, entry: Entry | None = None) -> Story:
        return Story(call, await self.logic.run(call, entry or Take()))

    async def started(self, where: Company) -> None:
        """Its process runs, so that no caller of a test waits for that."""
        code = self.logic.codes.of(where)
        if code is None or not self.logic.codes.is_here(code) or self.logic.probation.seconds_off(code):
            return
        worker = await self.logic.processes.of(code)
        await worker.bring(where)

    async def alive(self, where: Company) -> bool:
        code = self.logic.codes.of(where)
        return code is not None and self.logic.processes.runs(code)

    @property
    def sandbox(self) -> int:
        """Its process id."""
        pid = self.logic.processes.zygote.pid
        assert pid is not None
        return pid

    def told(self, where: Company, caller: str = "102", dials: str = "101", **script: Any) -> Story:
        """A call from beginning to end; the process, where the code can be loaded at all, runs before it comes."""
        with suppress(Failed):
            self.run(self.started(where))
        return self.run(self.call(scripted(where, caller, dials, **script)))


def customised(which: Customised | None, *more: TelephonyObject, name: str = "acme", version: int = 1) -> Company:
    line = Line(id="l1", name="Provider", host="sip.example.net", caller_number=OUR, password="secret")
    profile = Profile(id=name, name=name.title(), customisation=which)
    return company(name, {"101": "Anna", "102": "Boris", "103": "Clara"}, version=version, more=(profile, line, *more))


def scripted(where: Company, caller: str = "102", dials: str = "101", **script: Any) -> ScriptedCall:
    return ScriptedCall(where, who(where, caller), dials, Script(**script))
