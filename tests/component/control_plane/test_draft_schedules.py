"""Drafts that publish themselves at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, update
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.features.access.models import Membership
from control_plane.features.drafts.models import Draft
from control_plane.features.drafts.scheduler import Scheduler
from tests.component.control_plane.database import company_of
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"


@pytest.fixture
def scheduler(customers: Customers, engines: Engines) -> Iterator[Scheduler]:
    made = Scheduler(engines.settings)
    yield made
    made.engine.dispose()


def prepare(owner: Program, name: str, number: str, at: datetime | str) -> str:
    """A draft that adds a contact, scheduled."""
    draft = f"{PLACE}/drafts/{owner.post(f'{PLACE}/drafts', {'name': name, 'reason': 'Why not'})['id']}"
    owner.post(f"{draft}/objects/contact", {"data": {"name": name, "number": number}})
    at = at if isinstance(at, str) else at.isoformat()
    made = owner.post(f"{draft}/publish", {"at": at})
    assert (made["state"], made["change"]) == ("scheduled", None)
    return draft


def time_comes(engines: Engines, draft: str, ago: int = 1) -> None:
    """What was scheduled for later is due, in the order of `ago`."""
    with Session(engines.database) as session, session.begin():
        mine = Draft.id == draft.rpartition("/")[2]
        session.execute(update(Draft).where(mine).values(publish_at=func.now() - timedelta(seconds=ago)))


def contacts(owner: Program) -> list[str]:
    return [each["name"] for each in owner.get(f"{PLACE}/contacts")["items"]]


def test_a_draft_waits_for_its_time_and_is_then_one_version(
    owner: Program, rows: Session, engines: Engines, scheduler: Scheduler
) -> None:
    draft = prepare(owner, "Taxi", "+74951234567", now() + timedelta(hours=1))
    scheduler.work()
    assert contacts(owner) == []
    time_comes(engines, draft)
    scheduler.work()
    assert contacts(owner) == ["Taxi"]
    done = owner.get(draft)
    assert (done["state"], done["version"]) == ("published", 2)
    version = owner.get(f"{PLACE}/versions/2")
    assert (version["author"], version["reason"]) == ("Vera", "Why not"), "with the name of who scheduled it"
    assert company_of(rows, engines.settings, "bluebell").state_hash == version["state_hash"]
    scheduler.work()
    assert owner.get(PLACE)["version"] == 2, "once"


def test_a_time_without_an_offset_is_on_the_companys_clock(owner: Program) -> None:
    owner.patch(PLACE, {"time_zone": "Asia/Vladivostok"})
    local = (datetime.now(ZoneInfo("Asia/Vladivostok")) + timedelta(days=3)).replace(microsecond=0)
    draft = prepare(owner, "Taxi", "+74951234567", local.replace(tzinfo=None).isoformat())
    assert datetime.fromisoformat(owner.get(draft)["publish_at"]) == local.astimezone(UTC)


def test_what_came_due_while_nobody_was_there_is_caught_up_in_order(
    owner: Program, engines: Engines, scheduler: Scheduler
) -> None:
    first, second = (
        prepare(owner, name, f"+7495123456{count}", now() + timedelta(days=1 + count))
        for count, name in enumerate(("Later", "Earlier"))
    )
    time_comes(engines, first, ago=60)
    time_comes(engines, second, ago=3600)
    scheduler.work()
    assert [owner.get(draft)["version"] for draft in (second, first)] == [2, 3]


def test_a_draft_that_is_in_conflict_at_its_time_is_not_published_and_says_why(
    owner: Program, engines: Engines, scheduler: Scheduler
) -> None:
    anna = owner.post(f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    draft = prepare(owner, "Taxi", "+74951234567", now() + timedelta(hours=1))
    owner.ask("PATCH", f"{draft}/objects/employee/{anna['id']}", {"data": {"ring_seconds": 40}})
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 30})
    other = prepare(owner, "Doctor", "+74951234568", now() + timedelta(hours=1))
    time_comes(engines, draft, ago=2)
    time_comes(engines, other)
    scheduler.work()
    failed = owner.get(draft)
    assert failed["state"] == "failed"
    assert "Vera" in failed["problem"]
    assert contacts(owner) == ["Doctor"], "others are not held up, and nothing of this one is there"
    owner.ask("DELETE", f"{draft}/objects/employee/{anna['id']}")
    assert owner.post(f"{draft}/publish", {})["change"]["version"] == 5, "it can be mended and published"


def test_who_may_not_change_the_company_any_more_publishes_nothing_by_a_schedule(
    owner: Program, engines: Engines, scheduler: Scheduler, customers: Customers
) -> None:
    draft = prepare(owner, "Taxi", "+74951234567", now() + timedelta(hours=1))
    with Session(engines.database) as session, session.begin():
        session.execute(delete(Membership).where(Membership.company_id == "bluebell"))
    time_comes(engines, draft)
    scheduler.work()
    shown = customers.operator.get(draft)
    assert (shown["state"], shown["version"]) == ("failed", None)


def test_a_schedule_can_be_taken_back(owner: Program, engines: Engines, scheduler: Scheduler) -> None:
    draft = prepare(owner, "Taxi", "+74951234567", now() + timedelta(hours=1))
    time_comes(engines, draft)
    assert owner.post(f"{draft}/unschedule")["state"] == "open"
    scheduler.work()
    assert contacts(owner) == []


@pytest.mark.parametrize("at", ["2001-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "tomorrow"])
def test_only_times_that_will_come_are_taken(owner: Program, at: Any) -> None:
    draft = f"{PLACE}/drafts/{owner.post(f'{PLACE}/drafts', {'name': 'Old', 'reason': 'x'})['id']}"
    assert owner.ask("POST", f"{draft}/publish", {"at": at}).status == 422


def test_a_draft_that_would_be_refused_now_is_not_scheduled(owner: Program) -> None:
    draft = f"{PLACE}/drafts/{owner.post(f'{PLACE}/drafts', {'name': 'Sales'})['id']}"
    owner.post(f"{draft}/objects/team", {"data": {"name": "Sales", "members": []}})
    later = (now() + timedelta(days=1)).isoformat()
    refused = owner.ask("POST", f"{draft}/publish", {"at": later})
    assert (refused.status, "reason" in refused.fields) == (422, True)
    assert owner.post(f"{draft}/publish", {"at": later, "reason": "They come"})["state"] == "scheduled"
