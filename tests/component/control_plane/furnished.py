"""A company with something of everything that an address can name: one id for each argument of a route."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.db import new_id
from control_plane.features.access.models import ApiToken, Membership
from control_plane.features.events.models import StoredEvent, Task, TaskState
from control_plane.features.faxes.models import FaxDocument
from control_plane.features.journeys.draft import Direction, Result, State
from control_plane.features.journeys.models import Journey
from control_plane.features.mails.models import Mail
from control_plane.features.messages.models import Message
from control_plane.features.recordings.models import Recording
from control_plane.features.visits.models import SupportVisit
from tests.component.control_plane.objects import samples, settle_office
from tests.kit.customers import Program
from tests.kit.engines import Engines

Ids = dict[str, str]
"""By the name of the argument; objects that share the argument `identifier` by their plural."""


def furnish(operator: Program, engines: Engines, company: str, outside: str) -> Ids:
    """`outside` is a public number that nobody has."""
    office = settle_office(operator, engines, company, outside)
    place = f"/companies/{company}"
    phone = operator.get(f"{place}/employees/{office.anna}")["phones"][0]["id"]
    ids: Ids = {"employee": office.anna, "phone": phone, "number": office.number, "line": office.line}
    ids |= {"sound": office.sound, "sounds": office.sound, "schedules": office.schedule, "numbers": office.number}
    for plural, sample in samples(office).items():
        made = operator.post(f"{place}/{plural}", sample.new)
        ids[plural] = made["id"]
    hook = {"name": "CRM", "url": "https://crm.example.com/bells", "topics": ["*"]}
    ids["webhook"] = operator.post(f"{place}/webhooks", hook)["id"]
    ids["scenario"] = operator.post(f"{place}/scenarios", {"name": "Anna", "from": "102", "to": "101"})["id"]
    return ids | _rows(engines.database, company)


def _rows(database: Engine, company: str) -> Ids:
    """What nodes, mails and events leave behind."""
    with Session(database) as session, session.begin():
        ids = {name: new_id() for name in ("recording", "message", "fax", "mail", "journey", "delivery", "visit")}
        event = _event(company)
        session.add_all(
            [*_files(company, ids), _mail(company, ids["mail"]), journey_of(company, ids["journey"]), event]
        )
        session.flush()
        session.add_all([_task(company, ids["delivery"], event.number), _visit(company, ids["visit"])])
        member = session.scalar(select(Membership.user_id).where(Membership.company_id == company))
        token = session.scalar(select(ApiToken.public_id).where(ApiToken.user_id == member))
    assert member is not None, f"{company} has nobody"
    assert token is not None, f"{company}'s people have no token"
    return ids | {"call": ids["journey"], "person": member, "token": token}


def _file(company: str, identifier: str) -> dict[str, Any]:
    """Columns of a file of a node whose content is nowhere."""
    stored = {"node": "n1", "file": identifier, "storage": identifier, "at": now(), "sha256": "", "key_id": ""}
    return {"company_id": company, "id": identifier, "call": "n1:1.1", "number": "+79161234567", "bytes": 1, **stored}


def message_in(company: str, identifier: str, mailbox: str) -> Message:
    row = _file(company, identifier)
    return Message(**row, mailbox=mailbox, message=identifier, seconds=1.0, name="", heard_at=None, due=None)


def _files(company: str, ids: Ids) -> list[Any]:
    def file(kind: str) -> dict[str, Any]:
        return _file(company, ids[kind])

    return [
        Recording(**file("recording"), seconds=1.0, object_kind="", object_id="", name="", legal_hold=False),
        message_in(company, ids["message"], "sales"),
        FaxDocument(**file("fax"), fax="fax", pages=1),
    ]


def _mail(company: str, identifier: str) -> Mail:
    late = now() + timedelta(days=1)
    return Mail(
        id=identifier, company_id=company, recipient="a@example.com", subject="", text="", about="", due_at=late
    )


def journey_of(company: str, identifier: str) -> Journey:
    numbers = {"caller_number": "102", "caller_name": "Boris", "dialled": "101", "callee_name": "Anna", "label": ""}
    lists: dict[str, Any] = {"calls": [identifier], "participants": [], "story": []}
    return Journey(
        id=identifier,
        company_id=company,
        call=identifier,
        state=State.COMPLETE,
        direction=Direction.INTERNAL,
        result=Result.ANSWERED,
        started_at=now(),
        waiting_seconds=1.0,
        talking_seconds=1.0,
        **numbers,
        **lists,
    )


def _event(company: str) -> StoredEvent:
    return StoredEvent(id=new_id(), company_id=company, topic="call.ended", at=now(), data={})


def _task(company: str, identifier: str, event: int) -> Task:
    return Task(
        id=identifier,
        company_id=company,
        listener="webhook:none",
        event_number=event,
        state=TaskState.DEAD,
        due_at=now(),
        queued_until=now(),
        busy_until=now(),
        attempts=1,
        problem="Nobody there",
        settled_at=now(),
    )


def _visit(company: str, identifier: str) -> SupportVisit:
    return SupportVisit(
        company_id=company,
        id=identifier,
        user_id="gone",
        visitor="Somebody",
        reason="Once upon a time",
        may_change=False,
        began_at=now(),
        ends_at=now() + timedelta(hours=1),
        ended_by="",
    )
