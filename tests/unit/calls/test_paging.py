"""Announcements."""

from typing import Any

from tenants.calls import Reason
from tenants.model import Paging
from tests.unit.calls.office import OUTSIDE, call, colleague, office


def group(*members: str, **fields: Any) -> Paging:
    return Paging(id="all", name="All", number="900", members=tuple(f"acme-{member}" for member in members), **fields)


def test_an_announcement_is_heard_at_all_members_but_who_makes_it() -> None:
    told = call(office(group("101", "102", "103")), "101", "900")
    assert told.did == ["paged acme-102-1, acme-103-1"]
    assert "paged paging: All: 2 phones (answered)" in told.why


def test_members_may_speak_back_where_the_group_wants_that() -> None:
    assert call(office(group("102", two_way=True)), "101", "900").did == ["paged acme-102-1 both ways"]


def test_who_wants_no_calls_is_left_in_peace() -> None:
    told = call(office(group("102", "103"), colleague("102", do_not_disturb=True)), "101", "900")
    assert told.did == ["paged acme-103-1"]
    assert "skipped employee: Boris of All (do not disturb)" in told.why


def test_only_those_whom_the_group_names_may_announce() -> None:
    firm = office(group("102", callers=("acme-103",)))
    assert call(firm, "103", "900").did
    told = call(firm, "101", "900")
    assert told.did == []
    assert told.ended_with is Reason.NOT_PERMITTED


def test_nobody_outside_announces_also_when_transferred() -> None:
    told = call(office(group("102")), OUTSIDE, "900", transferred_by="101")
    assert told.did == []
    assert told.ended_with is Reason.NOT_PERMITTED


def test_a_group_of_nobody_cannot_be_reached() -> None:
    assert call(office(group()), "101", "900").ended_with is Reason.UNREACHABLE
    assert call(office(group("101", "109")), "101", "900").ended_with is Reason.UNREACHABLE


def test_a_member_named_twice_is_paged_once() -> None:
    assert call(office(group("102", "102")), "101", "900").did == ["paged acme-102-1"]
