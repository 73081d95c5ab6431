"""Two versions of a company side by side, in words."""

from typing import Any

import pytest

from tests.component.control_plane.database import to
from tests.kit.customers import Customers, Program

PLACE = "/companies/bluebell"
ANNA = {"name": "Anna", "number": "101"}


def compared(program: Program, first: int, second: int, **more: str) -> dict[str, Any]:
    """By kind of object: the objects that differ."""
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    answer = program.get(f"{PLACE}/versions/compare?from={first}&to={second}{asked}")
    assert (answer["from"], answer["to"]) == (first, second)
    return {each["kind"]: each for each in answer["objects"]}


def words(each: dict[str, Any]) -> list[str]:
    return [field["words"] for field in each["fields"]]


def test_a_changed_field_is_told_with_what_it_was_and_is(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 30, "do_not_disturb": True})
    told = compared(owner, 2, 3)["employee"]
    assert (told["done"], told["words"]) == ("changed", "Anna (101) changed")
    assert words(told) == ["Rings for: 20 → 30", "Do not disturb: no → yes"]
    assert told["fields"][0]["name"] == "ring_seconds"


def test_seen_from_the_other_side_it_is_the_other_way_round(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": 30})
    assert words(compared(owner, 3, 2)["employee"]) == ["Rings for: 30 → 20"]
    assert compared(owner, 3, 1)["employee"]["done"] == "removed"


def test_several_changes_between_two_versions_are_told_as_one(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    for seconds in (30, 40, 20):
        owner.patch(f"{PLACE}/employees/{anna['id']}", {"ring_seconds": seconds, "name": f"Anna {seconds}"})
    assert words(compared(owner, 2, 5)["employee"]) == ["Name: Anna → Anna 20"]
    assert compared(owner, 2, 2) == {}


def test_what_is_pointed_to_is_told_by_its_name_at_that_time(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    boris = owner.post(f"{PLACE}/employees", {"name": "Boris", "number": "102"})
    number = owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "destination": to(anna)})
    owner.patch(f"{PLACE}/numbers/{number['id']}", {"destination": to(boris)})
    owner.patch(f"{PLACE}/employees/{boris['id']}", {"name": "Boris Bell"})
    told = compared(owner, 4, 6)
    assert words(told["number"]) == ["Calls go to: 101 Anna → 102 Boris Bell"]
    assert words(told["employee"]) == ["Name: Boris → Boris Bell"]


def test_rows_of_lists_are_told_in_words(owner: Program) -> None:
    week = [{"days": ["monday", "friday"], "opens": "09:00", "closes": "18:00"}]
    hours = owner.post(f"{PLACE}/schedules", {"name": "Office", "weekly": week})
    owner.patch(f"{PLACE}/schedules/{hours['id']}", {"weekly": [week[0] | {"closes": "19:00"}]})
    (told,) = words(compared(owner, 2, 3)["schedule"])
    assert "Mon, Fri" in told
    assert "18:00" in told.partition("→")[0]
    assert "19:00" in told.partition("→")[2]


def test_a_new_password_is_told_and_not_shown(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    (phone,) = anna["phones"]
    owner.post(f"{PLACE}/phones/{phone['id']}/password")
    told = compared(owner, 2, 3)["phone"]
    assert words(told) == ["Password: changed, and not shown"]
    assert {(field["before"], field["after"]) for field in told["fields"]} == {("", "")}
    assert "digest" not in str(owner.get(f"{PLACE}/versions/3")["puts"])


def test_words_come_in_the_language_that_is_asked_for(owner: Program) -> None:
    anna = owner.post(f"{PLACE}/employees", ANNA)
    owner.patch(f"{PLACE}/employees/{anna['id']}", {"do_not_disturb": True})
    assert words(compared(owner, 2, 3, language="ru")["employee"]) == ["Не беспокоить: нет → да"]


@pytest.mark.parametrize(("first", "second", "status"), [(1, 99, 404), (99, 1, 404), (-1, 1, 422), ("x", 1, 422)])
def test_only_versions_that_are_there_are_compared(owner: Program, first: Any, second: int, status: int) -> None:
    assert owner.ask("GET", f"{PLACE}/versions/compare?from={first}&to={second}").status == status


def test_another_companys_versions_are_not_there(customers: Customers) -> None:
    assert customers.rival_owner.ask("GET", f"{PLACE}/versions/compare?from=0&to=1").status == 404
