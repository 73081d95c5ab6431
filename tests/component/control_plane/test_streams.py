"""A program that keeps a connection open hears what happens in its company, all of it, and only while it may."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from apiflask import APIFlask
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from control_plane.core.clock import now
from control_plane.features.access.models import ApiToken
from control_plane.features.events.models import StoredEvent
from control_plane.features.streams import service
from control_plane.features.streams.hub import Hub
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

PATIENCE = 30.0


@pytest.fixture
def address(app: APIFlask, engines: Engines, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real server for the app, with its own hub."""
    monkeypatch.setattr(service, "RECHECK", 0.2)
    hub = Hub(engines.settings.psycopg_url)
    monkeypatch.setitem(app.extensions, "carillon-streams", hub)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    hub.end()
    server.shutdown()
    thread.join(5)
    assert hub.open == 0, "every stream gives its place back"


@dataclass
class Listening:
    """A stream as a program reads it."""

    lines: Iterator[str]
    status: int
    answer: httpx.Response
    last: str = ""
    comments: list[str] = field(default_factory=list)

    def next(self) -> tuple[str, dict[str, Any]]:
        """Kind and data of the next event."""
        kind, data = "", ""
        for line in self.lines:
            name, _, value = line.partition(": ")
            match name:
                case "id":
                    self.last = value
                case "event":
                    kind = value
                case "data":
                    data = value
                case "" if value:
                    self.comments.append(value)
                case "" if kind:
                    return kind, json.loads(data)
        raise EOFError("the stream has ended")

    def until(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """All events up to one of this kind."""
        heard = [self.next()]
        while heard[-1][0] != kind:
            heard.append(self.next())
        return heard


@contextmanager
def listening(address: str, program: Program, question: str = "", **headers: str) -> Iterator[Listening]:
    sent = {"Authorization": f"Bearer {program.token or 'none'}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    with httpx.stream("GET", f"{address}{PLACE}/stream{question}", headers=sent, timeout=PATIENCE) as answer:
        made = Listening(answer.iter_lines(), answer.status_code, answer)
        if answer.status_code == 200:
            while not made.last:
                made.last = next(made.lines).partition("id: ")[2]
        yield made


def hire(program: Program, number: int) -> None:
    program.post(f"{PLACE}/employees", {"name": f"Person {number}", "number": str(number)})


def test_changes_are_told_while_they_happen(address: str, owner: Program) -> None:
    with listening(address, owner) as stream:
        hire(owner, 101)
        heard = stream.until("version.published")
        assert [kind for kind, _ in heard] == ["employee.created", "phone.created", "version.published"]
        assert heard[0][1]["data"]["object"]["name"] == "Person 101"
        hire(owner, 102)
        assert stream.until("version.published")[-1][1]["data"]["version"] == 3


def test_stream_goes_on_where_it_ended(address: str, owner: Program) -> None:
    with listening(address, owner, "?topics=employee.*") as stream:
        hire(owner, 101)
        stream.next()
        last = stream.last
    for number in (102, 103):
        hire(owner, number)
    with listening(address, owner, "?topics=employee.*", Last_Event_ID=last) as stream:
        names = [stream.next()[1]["data"]["object"]["name"] for _ in range(2)]
    assert names == ["Person 102", "Person 103"]


def test_nothing_is_missed_however_transactions_overlap(address: str, owner: Program, engines: Engines) -> None:
    """One who has begun earlier and commits later has a smaller number; it is told all the same."""
    with listening(address, owner, "?topics=employee.*") as stream:
        threads = [threading.Thread(target=hire, args=(owner, number)) for number in range(201, 213)]
        with Session(engines.database) as slow, slow.begin():
            slow.execute(update(ApiToken).values(label="slow"))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        heard = {stream.next()[1]["data"]["object"]["number"] for _ in threads}
    assert heard == {str(number) for number in range(201, 213)}


def test_stream_ends_when_its_token_is_revoked(address: str, owner: Program, engines: Engines) -> None:
    with listening(address, owner) as stream:
        with Session(engines.database) as session, session.begin():
            session.execute(update(ApiToken).values(revoked_at=now()))
        kind, problem = stream.next()
        assert (kind, problem["code"]) == ("end", "token-revoked")
        with pytest.raises(EOFError):
            stream.next()


def test_quiet_stream_is_kept_alive(address: str, owner: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "HEARTBEAT", 0.2)
    with listening(address, owner) as stream:
        for line in stream.lines:
            if line.startswith(": "):
                break
        else:
            pytest.fail("the stream has ended")


def test_streams_of_a_company_are_bounded_and_their_places_come_back(
    address: str, owner: Program, app: APIFlask
) -> None:
    hub: Hub = app.extensions["carillon-streams"]
    hub.per_company = 1
    with listening(address, owner) as stream:
        assert stream.status == 200
        with listening(address, owner) as refused:
            assert refused.status == 503
            assert json.loads(refused.answer.read())["code"] == "streams-full"
    hire(owner, 101)
    for _ in range(100):
        with listening(address, owner) as again:
            if again.status == 200:
                return
        threading.Event().wait(0.1)
    pytest.fail("the place of a stream whose program is gone did not come back")


def test_strangers_hear_nothing(address: str, customers: Customers) -> None:
    with listening(address, customers.rival_owner) as refused:
        assert refused.status == 404
    with listening(address, customers.nobody) as refused:
        assert refused.status == 401
    with listening(address, customers.rival_owner, Last_Event_ID="1-1") as refused:
        assert refused.status == 404


@pytest.mark.parametrize("place", ["x", "1", "-1-2", "1-2-3", "9" * 30 + "-1", "1-" + "9" * 19, "١-٢"])
def test_place_that_is_not_ours_is_refused(address: str, owner: Program, place: str) -> None:
    answer = owner.ask("GET", f"{PLACE}/stream", None, Last_Event_ID=place.encode().decode("latin-1"))
    assert (answer.status, answer.code) == (422, "invalid")


def test_what_nobody_streams_is_not_kept(owner: Program, rows: Session) -> None:
    hire(owner, 101)
    assert rows.query(StoredEvent).count() == 0
