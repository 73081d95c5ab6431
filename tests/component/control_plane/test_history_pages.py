"""History, drafts and the audit trail in the portal."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests.component.control_plane.database import to
from tests.kit.customers import Program

PLACE = "/companies/bluebell"
ANNA = {"name": "Anna", "number": "101"}


def page(portal: FlaskClient, path: str, status: int = 200) -> str:
    answer = portal.get(f"{PLACE}{path}", headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.text


def send(portal: FlaskClient, path: str, fields: dict[str, str] | None = None, status: int = 303, **more: str) -> str:
    answer = portal.post(f"{PLACE}{path}", data=(fields or {}) | more, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.headers.get("Location", "")


@pytest.fixture
def anna(owner: Program) -> Any:
    return owner.post(f"{PLACE}/employees", ANNA)


def new_draft(portal: FlaskClient, name: str = "New year") -> str:
    return send(portal, "/drafts", name=name).partition("/companies/bluebell")[2]


def test_a_change_is_told_with_its_fields_its_reason_and_its_nodes(
    portal: FlaskClient, owner: Program, anna: Any
) -> None:
    fields = {"name": "Anne", "number": "101", "ring_seconds": "20", "change_reason": "She <married>"}
    send(portal, f"/employees/{anna['id']}", fields)
    shown = page(portal, "/versions/3")
    for words in ("Name: Anna → Anne", "Why: She &lt;married&gt;", "Vera", "n1", "has not answered"):
        assert words in shown
    assert "She &lt;married&gt;" in page(portal, "/versions")


def test_two_versions_are_compared(portal: FlaskClient, owner: Program, anna: Any) -> None:
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 40})
    assert "Rings for: 20 → 40" in page(portal, "/versions/compare?from=2&to=3")
    assert "Rings for: 40 → 20" in page(portal, "/versions/compare?from=3&to=2")
    assert page(portal, "/versions/compare?from=x&to=")
    page(portal, "/versions/compare?from=1&to=99", 404)


def test_a_change_is_undone_after_a_look_at_what_that_does(portal: FlaskClient, owner: Program, anna: Any) -> None:
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 40})
    assert "Rings for: 40 → 20" in page(portal, "/versions/3/revert/undo")
    send(portal, "/versions/3/revert/undo", change_reason="Too long")
    made = owner.get(f"{PLACE}/versions/4")
    assert (made["summary"], made["reason"]) == ("Change No. 3 undone", "Too long")


def test_what_stands_in_the_way_of_an_undo_is_told_and_there_is_no_button(
    portal: FlaskClient, owner: Program, anna: Any
) -> None:
    for seconds in (40, 50):
        owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": seconds})
    shown = page(portal, "/versions/3/revert/undo")
    assert "Rings for was changed by Vera in change No. 4." in shown
    assert 'name="change_reason"' not in shown
    send(portal, "/versions/3/revert/undo", status=409)


def test_one_goes_back_to_a_version(portal: FlaskClient, owner: Program, anna: Any) -> None:
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 40})
    owner.post(f"{PLACE}/contacts", {"name": "Taxi", "number": "+74951234567"})
    assert "Contact “Taxi” removed" in page(portal, "/versions/2/revert/restore")
    send(portal, "/versions/2/revert/restore")
    assert owner.get(f"{PLACE}/contacts")["items"] == []
    page(portal, "/versions/2/revert/nonsense", 404)


def test_a_draft_is_made_filled_looked_at_and_published(portal: FlaskClient, owner: Program, anna: Any) -> None:
    draft = new_draft(portal)
    form = f"{draft}/objects/employee/{anna['id']}"
    assert 'value="Anna"' in page(portal, form)
    send(portal, form, name="Anne", number="101", ring_seconds="45")
    shown = page(portal, draft)
    assert "Name: Anna → Anne" in shown
    assert "Rings for: 20 → 45" in shown
    assert 'value="Anne"' in page(portal, form), "the form shows what the draft wants"
    assert owner.get(f"{PLACE}/employees/{anna['id']}")["name"] == "Anna"
    send(portal, draft, what="publish", change_reason="New year")
    assert owner.get(f"{PLACE}/employees/{anna['id']}")["name"] == "Anne"
    assert "published as No. 3" in page(portal, draft)
    assert "New year" in page(portal, "/drafts")


def test_something_new_is_added_in_a_draft_and_taken_out_again(portal: FlaskClient, owner: Program, anna: Any) -> None:
    draft = new_draft(portal)
    address = portal.get(f"{PLACE}{draft}/object?object=team:").headers["Location"].partition(PLACE)[2]
    member = f"employee:{anna['id']}"
    send(portal, address, {"name": "Sales", "number": "301", "members.0": member, "members": member})
    assert "Team “Sales” added" in page(portal, draft)
    send(portal, draft, what=f"take-out team:{address.rpartition('/')[2]}")
    assert "Nothing differs." in page(portal, draft)


def test_a_mistake_in_a_form_comes_back_with_what_was_typed(portal: FlaskClient, anna: Any) -> None:
    draft = new_draft(portal)
    answer = portal.post(f"{PLACE}{draft}/objects/employee/{anna['id']}", data={"name": "Anne", "number": "x"})
    assert answer.status_code == 422
    assert 'value="Anne"' in answer.text


def test_a_removal_in_a_draft_names_who_would_go(portal: FlaskClient, owner: Program, anna: Any) -> None:
    draft = new_draft(portal)
    send(portal, f"{draft}/objects/employee/{anna['id']}", what="remove")
    assert "is to be removed" in page(portal, draft)
    owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "destination": to(anna)})
    assert "It cannot be published so:" in page(portal, draft)


def test_warnings_of_a_draft_need_a_reason(portal: FlaskClient, owner: Program) -> None:
    draft = new_draft(portal)
    address = portal.get(f"{PLACE}{draft}/object?object=team:").headers["Location"].partition(PLACE)[2]
    send(portal, address, name="Sales", number="301")
    assert "Look at this" in page(portal, draft)
    send(portal, draft, what="publish")
    assert "say why it is to be published all the same" in page(portal, draft)
    send(portal, draft, what="publish", change_reason="They come on Monday")
    assert owner.get(f"{PLACE}/teams")["items"]


def test_a_draft_is_scheduled_and_taken_back_and_discarded(portal: FlaskClient, owner: Program, anna: Any) -> None:
    draft = new_draft(portal)
    send(portal, f"{draft}/objects/employee/{anna['id']}", name="Anne", number="101", ring_seconds="20")
    later = (datetime.now(UTC) + timedelta(days=9)).replace(microsecond=0).isoformat()[:16]
    send(portal, draft, what="schedule", at=later)
    assert "Do not publish by itself" in page(portal, draft)
    send(portal, draft, what="unschedule")
    assert "being prepared" in page(portal, draft)
    send(portal, draft, what="schedule", at="nonsense")
    send(portal, draft, what="discard")
    page(portal, draft, 404)


def test_a_question_is_asked_of_a_draft(portal: FlaskClient, owner: Program, anna: Any) -> None:
    owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})
    draft = new_draft(portal)
    fields = {"name": "Anna", "number": "101", "ring_seconds": "20", "do_not_disturb": "yes", "presence": "available"}
    send(portal, f"{draft}/objects/employee/{anna['id']}", fields)
    question = {"from": "102", "to": "101"}
    now = page(portal, f"/what-if?{urlencode(question)}")
    asked = page(portal, f"/what-if?{urlencode(question | {'draft': draft.rpartition('/')[2]})}")
    assert "What would happen: answered" in now
    assert "As the draft “New year” would make it." in asked
    assert "What would happen: answered" not in asked


def test_the_audit_trail_is_shown_checked_and_saved(portal: FlaskClient, owner: Program, anna: Any) -> None:
    shown = page(portal, "/audit?verify=1")
    assert "All 2 records are as they were written" in shown
    assert "Anna (101) added" in shown
    assert "Anna (101) added" in page(portal, "/audit/export/csv")
    assert page(portal, "/audit/export/jsonl").count("\n") == 2
    page(portal, "/audit/export/xml", 404)


def test_everything_is_there_in_russian(portal: FlaskClient, owner: Program, anna: Any) -> None:
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"do_not_disturb": True})
    draft = new_draft(portal)
    headers = {"Accept": "text/html", "Accept-Language": "ru"}
    for path, words in (
        ("/versions/3", "Не беспокоить: нет → да"),
        ("/versions/3/revert/undo", "Отменить изменение?"),
        (draft, "Опубликовать сейчас"),
        ("/drafts", "Черновики"),
        ("/audit?verify=1", "Журнал действий"),
        ("/versions/compare", "Сравнить"),
    ):
        assert words in portal.get(f"{PLACE}{path}", headers=headers).text
