"""The process of one company: it has one customisation and runs the logic of that company's calls."""

import asyncio
import gc
import importlib
import socket
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from node_agent.custom.child.link import Link
from node_agent.custom.child.remote_call import RemoteCall
from node_agent.custom.messages import (
    TRACEBACK_MAX,
    Begin,
    Drop,
    Ended,
    Objects,
    Ready,
    Seen,
    Serve,
    Unusable,
)
from node_agent.custom.originals import Originals
from tenants.calls.call import CallerGone
from tenants.calls.opening_hours import warm_schedules
from tenants.calls.outcome import Outcome
from tenants.calls.outside.rates import warm_rates
from tenants.calls.outside_number import warm
from tenants.extend import Customisation
from tenants.extend.loader import OFFERS, BadCustomisation, load_folder
from tenants.extend.registry import register
from tenants.model import Company, Kind, RateTable, Schedule, TelephonyObject
from tenants.model.trusted import stored_objects

DROPPED: Final = "the node gave the call up"


async def serve(connection: socket.socket, name: str, bundle: str | None, folder: Path | None) -> None:
    """Load, then run calls until the parent closes the socket. `folder` None: the customisation of the release."""
    served = Served(connection)
    try:
        load(name, bundle, folder)
    except Exception:  # noqa: BLE001  # custom code may raise anything
        served.link.send(Unusable(traceback=last_lines(traceback.format_exc())))
        return
    gc.collect()
    gc.freeze()
    served.link.send(Ready())
    await asyncio.get_running_loop().create_future()


def load(name: str, bundle: str | None, folder: Path | None) -> None:
    """Raises BadCustomisation, and whatever the customisation's modules raise."""
    # Code that was changed twice in one second looks unchanged to cached byte code.
    sys.pycache_prefix, sys.dont_write_bytecode = "/nowhere", True
    try:
        if folder is not None:
            load_folder(folder, bundle)
            return
        offered = getattr(importlib.import_module(f"tenants.custom.{name}"), OFFERS, None)
        if not isinstance(offered, Customisation):
            raise BadCustomisation(f"{name}/__init__.py must offer {OFFERS} = Customisation(…)")
        register(offered)
    finally:
        sys.pycache_prefix = None


class Served:
    """The company as this process knows it, and its calls."""

    def __init__(self, connection: socket.socket) -> None:
        self.link = Link(connection, self._heard)
        self._company: Company | None = None
        self._rows: list[tuple[str, str]] = []
        self._calls: dict[int, asyncio.Task[None]] = {}
        self._logic = Originals()
        """For whom descendants answer by now."""

    def _heard(self, message: object) -> None:
        match message:
            case Objects():
                self._rows += message.rows
            case Serve():
                self._serve(message)
            case Begin():
                task = asyncio.get_running_loop().create_task(self._take(message))
                self._calls[message.call] = task
            case Drop():
                self._drop(message.call)

    def _serve(self, message: Serve) -> None:
        puts: list[TelephonyObject] = list(stored_objects(self._rows))
        self._rows.clear()
        if message.whole or self._company is None:
            self._company = Company.build(message.company, message.version, puts, state=0)
        else:
            removes = [(Kind(kind), identifier) for kind, identifier in message.removes]
            self._company = self._company.changed(message.version, puts, removes)
        warm(self._company.profile.country)
        warm_rates(self._company.all_of(RateTable))
        warm_schedules(self._company.all_of(Schedule), datetime.now(UTC).year)
        self.link.send(Seen(version=message.version))

    async def _take(self, begin: Begin) -> None:
        ended = Ended(call=begin.call)
        try:
            ended = Ended(call=begin.call, outcome=await self._run(begin))
        except CallerGone:
            ended = Ended(call=begin.call, gone=True)
        except BaseException as problem:  # noqa: BLE001  # also where a call hung that was dropped, and sys.exit()
            ended = Ended(call=begin.call, traceback=written(problem))
        finally:
            self._calls.pop(begin.call, None)
            self.link.send(ended)

    async def _run(self, begin: Begin) -> Outcome:
        company = self._company
        assert company is not None, "a company comes before its calls"
        return await self._logic.run(RemoteCall(self.link, company, begin), begin.entry)

    def _drop(self, call: int) -> None:
        """Its traceback tells where it hung."""
        if task := self._calls.get(call):
            task.cancel(DROPPED)


def written(problem: BaseException) -> str:
    """For a developer: most of all the end."""
    return last_lines("".join(traceback.format_exception(problem)))


def last_lines(text: str) -> str:
    """The end is what tells."""
    return text if len(text) <= TRACEBACK_MAX else "…" + text[-TRACEBACK_MAX + 1 :]
