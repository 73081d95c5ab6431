"""What a call process makes ready once it takes calls, because making it first would keep the first callers waiting."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Collection, Iterator, Mapping
from typing import Final, Protocol

from node_agent.calls.directory import warm_up
from tenants.calls.call import Fetched
from tenants.model import Company, Schedule
from tenants.model.document import Document

EVERYTHING: Final = "what calls seldom need is ready too"
log = logging.getLogger(__name__)
PAUSE: Final = 0.005
"""Seconds for calls between two steps, of which the longest takes some 20 ms."""


class Fetch(Protocol):
    """See node_agent.calls.web_service."""

    def __call__(
        self, url: str, body: Mapping[str, object], *, milliseconds: int, private: bool = False
    ) -> Awaitable[Fetched]: ...


def web_client() -> Fetch:
    """What asks web services; to be called in a thread, since the first import takes longer than a call should wait."""
    from node_agent.calls import web_service  # noqa: PLC0415  # a tenth of a start, and few calls need it
    from wire import outward  # noqa: PLC0415

    outward.trusted()
    return web_service.fetch


async def get_ready(companies: Collection[Company]) -> None:
    """Import what was put off, and work out what calls need. Calls are served meanwhile."""
    try:
        await asyncio.to_thread(_warm_up, companies)
        for document in list(_documents(Document)):
            document.model_rebuild()
            await asyncio.sleep(PAUSE)
        await asyncio.to_thread(web_client)
        log.info(EVERYTHING)
    finally:
        gc.freeze()
        gc.enable()


def _warm_up(companies: Collection[Company]) -> None:
    """Numbering plans, public holidays: half a second for two hundred companies."""
    for company in companies:
        warm_up(company, company.all_of(Schedule))


def _documents(base: type[Document]) -> Iterator[type[Document]]:
    for cls in base.__subclasses__():
        yield cls
        yield from _documents(cls)
