"""The control plane in which webhooks may go to loopback, and the way from the outbox to listeners step by step."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import text
from sqlalchemy.orm import Session

from control_plane.app import create_app
from control_plane.core.context import SYSTEM, Context
from control_plane.core.logs import configure_logs
from control_plane.features.events.dispatcher import Dispatcher
from control_plane.features.events.telling import Telling
from control_plane.features.webhooks.sending import webhook_teller
from control_plane.settings import Settings
from tenants.extend.events.bus import BUS, Bus
from tests.component.control_plane.conftest import customers, engines, node, owner, rows
from tests.kit.customers import Program
from tests.kit.engines import Engines
from tests.kit.receiver import Receiver

__all__ = ["customers", "engines", "node", "owner", "rows"]
PLACE = "/companies/bluebell"


@pytest.fixture(scope="session")
def settings(engines: Engines) -> Settings:
    return engines.settings.model_copy(update={"private_webhooks": True})


@pytest.fixture(scope="session")
def app(settings: Settings) -> APIFlask:
    configure_logs()
    return create_app(settings)


@pytest.fixture(autouse=True)
def _nobody_listens() -> Iterator[None]:
    """Listeners of one test are not those of another one."""
    before = BUS.listeners
    yield
    BUS.forget("")
    for listener in before:
        BUS.register(listener)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def ctx(settings: Settings, engines: Engines, owner: Program) -> Iterator[Context]:
    with Session(engines.database) as session:
        yield Context(session=session, actor=SYSTEM, settings=settings)


@dataclass
class Courier:
    """Does what the two processes do, one round at a time."""

    engines: Engines
    dispatcher: Dispatcher
    telling: Telling

    def round(self) -> int:
        """Claim what is due, take the jobs from the real queue, and do them. Returns how many."""
        sent = self.dispatcher.dispatch_due()
        for job in self.jobs():
            self.telling.run(**job)
        return sent

    def jobs(self) -> list[dict[str, str]]:
        """What lies in the queue now, taken out."""
        found = []
        with self.engines.queue as queue:
            while job := queue.lpop("rqc:events:queue:jobs"):
                assert isinstance(job, bytes)
                data = queue.hget(f"rqc:events:job:{job.decode()}", "data")
                assert isinstance(data, bytes)
                name, _, arguments, named = json.loads(zlib.decompress(data))
                assert (name, arguments) == ("carillon.tell", [])
                found.append(named)
        return found

    def settle(self) -> int:
        """Rounds until nothing is due. Returns how many jobs there were."""
        done = 0
        while many := self.round():
            done += many
        return done

    def time_passes(self) -> None:
        """Whatever waits for its next attempt is due."""
        with self.engines.database.begin() as connection:
            now = "due_at = now(), queued_until = now(), busy_until = now()"
            connection.execute(text(f"UPDATE event_tasks SET {now} WHERE state = 'waiting'"))


@pytest.fixture
def courier(engines: Engines, settings: Settings) -> Iterator[Courier]:
    dispatcher = Dispatcher(settings)
    yield Courier(engines, dispatcher, Telling(engines.database, settings, {"webhook": webhook_teller}, BUS))
    dispatcher.engine.dispose()
    dispatcher.redis.close()


@pytest.fixture
def bus() -> Bus:
    return BUS


def hook(owner: Program, url: str, *topics: str, **other: Any) -> dict[str, Any]:
    """A webhook as its maker sees it, with its secret."""
    wish = {"name": "CRM", "url": url, "topics": list(topics) or ["employee.*"], **other}
    made: dict[str, Any] = owner.post(f"{PLACE}/webhooks", wish)
    return made


def hire(owner: Program, number: str, name: str = "Anna", **other: Any) -> str:
    return str(owner.post(f"{PLACE}/employees", {"name": name, "number": number, **other})["id"])
