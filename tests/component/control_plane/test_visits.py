"""Support looks into a company for a while, with a reason; the company sees it, decides, and may end it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from control_plane.core.roles import Role
from control_plane.features.access.service import create_token
from control_plane.features.audit.models import Audit
from control_plane.features.versions.models import Version
from control_plane.features.visits.models import SupportVisit
from tests.component.control_plane.conftest import Portal
from tests.kit.customers import PASSWORD, Customers, Program, person
from tests.kit.engines import Engines

PLACE = "/companies/bluebell"
WISH = {"reason": "Ticket 4711: callers hear the wrong greeting", "minutes": 20}


@pytest.fixture
def support(customers: Customers, engines: Engines) -> Program:
    """Ivan of the platform's support."""
    with Session(engines.database) as session, session.begin():
        user = person("ivan", Role.OPERATOR_SUPPORT)
        session.add(user)
        session.flush()
        return Program(customers.operator.app, create_token(session, user, "tests", now=now()))


def audit(rows: Session) -> list[tuple[str, str]]:
    """Who did what in the company, the newest last."""
    told = select(Audit.actor, Audit.action).where(Audit.company_id == "bluebell").order_by(Audit.id)
    return [(row.actor, row.action) for row in rows.execute(told)]


def test_support_sees_nothing_of_a_company_but_its_name_until_a_visit_begins(support: Program) -> None:
    assert [each["id"] for each in support.get("/companies")["items"]] == ["bluebell", "rival"]
    refused = support.ask("GET", f"{PLACE}/employees")
    assert (refused.status, refused.code) == (403, "visit-needed")
    assert f"POST /api/v1{PLACE}/visits" in refused.json["detail"]
    support.post(f"{PLACE}/visits", WISH)
    assert support.get(f"{PLACE}/employees")["items"] == []
    assert support.get(f"{PLACE}/calls")["items"] == []
    assert support.ask("GET", "/companies/rival/employees").code == "visit-needed"


def test_visit_is_for_looking_and_never_for_listening(support: Program, owner: Program) -> None:
    visit = support.post(f"{PLACE}/visits", WISH)
    hire = {"name": "Anna", "number": "101"}
    assert support.ask("POST", f"{PLACE}/employees", hire).code == "forbidden"
    owner.post(f"{PLACE}/visits/{visit['id']}/let-change")
    support.post(f"{PLACE}/employees", hire)
    for closed in ("recordings", "messages", "received-faxes", "mails"):
        assert support.ask("GET", f"{PLACE}/{closed}").code == "forbidden"
    assert support.ask("DELETE", PLACE).code == "forbidden"


def test_what_support_changed_stands_in_the_history_as_supports(
    support: Program, owner: Program, rows: Session
) -> None:
    visit = support.post(f"{PLACE}/visits", WISH)
    owner.post(f"{PLACE}/visits/{visit['id']}/let-change")
    support.post(f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    newest = rows.scalar(select(Version.author).where(Version.company_id == "bluebell").order_by(Version.number.desc()))
    assert newest == "Ivan (support)"
    began, let, hired = audit(rows)[-3:]
    assert began == ("Ivan", f"Support's visit begins, for 20 minutes: {WISH['reason']}")
    assert let[0] == "Vera"
    assert let[1].startswith("Ivan of support may change something until")
    assert hired[0] == "Ivan (support)"


def test_visit_ends_by_itself(support: Program, rows: Session) -> None:
    visit = support.post(f"{PLACE}/visits", WISH)
    assert datetime.fromisoformat(visit["ends_at"]) - datetime.fromisoformat(visit["began_at"]) == timedelta(minutes=20)
    rows.execute(update(SupportVisit).values(ends_at=now()))
    assert support.ask("GET", f"{PLACE}/employees").code == "visit-needed"
    support.post(f"{PLACE}/visits", WISH)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": 61}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"reason": "  x  "}, "reason"),
        ({"reason": None}, "reason"),
    ],
)
def test_visit_without_a_reason_or_longer_than_an_hour_is_refused(
    support: Program, wrong: dict[str, Any], field: str
) -> None:
    refused = support.ask("POST", f"{PLACE}/visits", WISH | wrong)
    assert (refused.status, refused.fields) == (422, {field})


def test_owner_sees_every_visit_and_ends_it(support: Program, owner: Program, portal: Portal) -> None:
    visit = support.post(f"{PLACE}/visits", WISH)
    (listed,) = owner.get(f"{PLACE}/visits")["items"]
    assert (listed["visitor"], listed["reason"], listed["ended_by"]) == ("Ivan", WISH["reason"], "")
    for page in (PLACE, f"{PLACE}/employees", f"{PLACE}/visits"):
        assert "Ivan of support looks into this company" in portal.get(page).text
    assert portal.post(f"{PLACE}/visits/{visit['id']}/end").status_code == 303
    assert support.ask("GET", f"{PLACE}/employees").code == "visit-needed"
    assert "Ivan of support looks into this company" not in portal.get(PLACE).text
    assert owner.get(f"{PLACE}/visits")["items"][0]["ended_by"] == "Vera"
    assert owner.ask("POST", f"{PLACE}/visits/{visit['id']}/let-change").code == "visit-over"


def test_visitor_leaves_by_themselves_and_one_visit_at_a_time_is_enough(support: Program) -> None:
    visit = support.post(f"{PLACE}/visits", WISH)
    assert support.ask("POST", f"{PLACE}/visits", WISH).code == "already-visiting"
    assert [each["id"] for each in support.get("/me/visits")["items"]] == [visit["id"]]
    support.post(f"/me/visits/{visit['id']}/end")
    assert support.ask("POST", f"/me/visits/{visit['id']}/end").code == "visit-over"
    assert support.ask("GET", PLACE + "/employees").code == "visit-needed"


def test_nobody_but_support_begins_visits_and_nobody_but_the_owner_hosts_them(
    customers: Customers, support: Program
) -> None:
    visit = support.post(f"{PLACE}/visits", WISH)
    for program in (customers.owner, customers.reseller, customers.developer):
        assert program.ask("POST", f"{PLACE}/visits", WISH).status == 403
    for program in (support, customers.reseller):
        assert program.ask("POST", f"{PLACE}/visits/{visit['id']}/let-change").status == 403
    theirs = f"/companies/rival/visits/{visit['id']}/end"
    assert customers.rival_owner.ask("POST", theirs).status == 404
    assert customers.operator.ask("POST", f"/me/visits/{visit['id']}/end").status == 404


def test_portal_asks_support_for_a_reason_before_it_shows_a_company(support: Program) -> None:
    browser = Portal(support.app, support.app.response_class)
    assert browser.post("/sign-in", data={"login": "ivan@example.com", "password": PASSWORD}).status_code == 303
    assert f"{PLACE}/visits/begin" in browser.get("/").text
    answer = browser.get(f"{PLACE}/employees")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PLACE}/visits/begin")
    assert browser.post(f"{PLACE}/visits/begin", data={"reason": "", "minutes": "30"}).status_code == 422
    assert browser.post(f"{PLACE}/visits/begin", data=WISH).status_code == 303
    page = browser.get(f"{PLACE}/employees").text
    assert "Ivan of support looks into this company" in page
    assert browser.get(f"{PLACE}/settings").status_code == 403
