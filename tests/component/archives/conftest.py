"""A control plane, a company with one of everything, and the work on archives done at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.context import SYSTEM, Context
from control_plane.features.archives.models import ArchiveJob, JobState
from control_plane.features.archives.running import run_job
from tests.component.control_plane.conftest import app, customers, engines, node, owner, plates, rows
from tests.component.control_plane.objects import Office, samples
from tests.component.files.conftest import Uploading, _empty_storage, about, message
from tests.kit import audio
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter

__all__ = ["_empty_storage", "app", "customers", "engines", "node", "owner", "plates", "rows"]
PASSPHRASE = "four bells ring at sea"


@dataclass(frozen=True)
class Works:
    """Orders work on archives and does it at once, as the `archives` process would."""

    engines: Engines
    app: APIFlask
    program: Program

    def by(self, program: Program) -> "Works":
        return replace(self, program=program)

    def do(self) -> None:
        """Everything that waits."""
        while waiting := self._waiting():
            for job in waiting:
                run_job(self.engines.database, self.engines.settings, job)

    def export(self, company: str = "bluebell", **wish: Any) -> bytes:
        """The archive, fetched through its link."""
        job = self.program.post(f"/companies/{company}/exports", wish)
        self.do()
        after = self.program.get(f"/companies/{company}/exports/{job['id']}")
        assert after["state"] == "done", after
        link = self.program.post(f"/companies/{company}/exports/{job['id']}/link")["url"]
        answer = self.app.test_client().get(link)
        assert answer.status_code == 200, answer.text
        return bytes(answer.data)

    def upload(self, archive: bytes, job: str = "upload-1") -> dict[str, Any]:
        answer = self.program.ask("PUT", f"/archive-jobs/{job}", archive)
        assert answer.status == 202, answer.text
        self.do()
        found: dict[str, Any] = self.program.get(f"/archive-jobs/{job}")
        return found

    def check(self, job: str = "upload-1", **place: Any) -> dict[str, Any]:
        return self._go_on("check", job, place)

    def bring(self, job: str = "upload-1", **place: Any) -> dict[str, Any]:
        return self._go_on("import", job, place)

    def finish(self, ordered: dict[str, Any]) -> dict[str, Any]:
        """Of a clone or a template."""
        self.do()
        found: dict[str, Any] = self.program.get(f"/archive-jobs/{ordered['id']}")
        return found

    def _go_on(self, what: str, job: str, place: dict[str, Any]) -> dict[str, Any]:
        self.program.post(f"/archive-jobs/{job}/{what}", place)
        self.do()
        found: dict[str, Any] = self.program.get(f"/archive-jobs/{job}")
        return found

    def _waiting(self) -> list[str]:
        with Session(self.engines.database) as session:
            return list(session.scalars(select(ArchiveJob.id).where(ArchiveJob.state == JobState.WAITING)))


@pytest.fixture
def works(engines: Engines, app: APIFlask, customers: Customers) -> Works:
    return Works(engines, app, customers.owner)


@pytest.fixture
def elsewhere(works: Works, customers: Customers) -> Works:
    """Another reseller, to whom nothing of bluebell belongs."""
    return works.by(customers.rival_reseller)


def furnish(owner: Program) -> dict[str, Any]:
    """One of every kind in bluebell, pointing to each other, with PINs, passwords and sounds."""
    place = "/companies/bluebell"
    anna = owner.post(f"{place}/employees", {"name": "Анна Иванова", "number": "101", "pin": "5826"})
    boris = owner.post(f"{place}/employees", {"name": "Boris", "number": "102", "secretary": anna["id"]})
    sent = {"Authorization": f"Bearer {owner.token}"}
    client = owner.app.test_client()
    uploaded = client.post(f"/api/v1{place}/sounds?name=Hello", data=audio.wav(1.0), headers=sent)
    assert uploaded.status_code == 201, uploaded.text
    account = {"authentication": "registration", "username": "acme", "password": "s3cret-of-provider"}
    line = {"name": "Provider", "host": "sip.example.com", "caller_number": "+74951230001", **account}
    to_boris = {"kind": "employee", "id": boris["id"]}
    made: dict[str, Any] = {"anna": anna, "boris": boris, "line": owner.post(f"{place}/lines", line)}
    made["number"] = owner.post(f"{place}/numbers", {"number": "+74951230001", "destination": to_boris})
    hours = {"name": "Hours", "weekly": [{"days": ["monday"], "opens": "09:00", "closes": "18:00"}]}
    schedule = owner.post(f"{place}/schedules", hours)
    sound = (uploaded.get_json())["id"]
    office = Office(anna["id"], boris["id"], made["line"]["id"], made["number"]["id"], sound, schedule["id"])
    for plural, sample in samples(office).items():
        made[plural] = owner.post(f"{place}/{plural}", sample.new)
    box = {"name": "Sales", "number": "830", "pin": "4715", "greeting": {"sound": sound}}
    made["mailbox"] = owner.post(f"{place}/mailboxes", box)
    return made


def with_files(uploading: Uploading, mailbox: str) -> None:
    assert uploading.upload(about()).json["kept"]
    assert uploading.upload(message(object_id=mailbox)).json["kept"]


@pytest.fixture
def uploading(node: Reporter, customers: Customers) -> Uploading:
    return Uploading(node)


@pytest.fixture
def ctx(engines: Engines) -> Iterator[Context]:
    with Session(engines.database) as session:
        yield Context(session=session, actor=SYSTEM, settings=engines.settings, clock=now)
