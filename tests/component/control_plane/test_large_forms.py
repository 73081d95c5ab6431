"""Forms of a company with more objects than a select box can list: nothing is lost, and everything can be chosen."""

from html.parser import HTMLParser
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Program


class Browser(HTMLParser):
    """What a browser would send of a page's form, untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: MultiDict[str, str] = MultiDict()
        self._select, self._chosen, self._first = "", False, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "select":
            self._select, self._chosen, self._first = name, False, "?"
        elif tag == "option" and self._select:
            self._first = value if self._first == "?" else self._first
            if "selected" in given and not self._chosen:
                self._chosen = True
                self.values.add(self._select, value)
        elif tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.values.add(name, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            if not self._chosen and self._first != "?":
                self.values.add(self._select, self._first)
            self._select = ""


@pytest.fixture
def people(owner: Program, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Four, of whom a select box lists one."""
    monkeypatch.setattr("control_plane.features.objects.forms.choices.LONGEST", 1)
    made = [owner.post(f"{PLACE}/employees", {"name": f"P{n}", "number": str(n)}) for n in (301, 302, 303, 304)]
    return [{"kind": "employee", "id": each["id"]} for each in made]


@pytest.fixture
def team(owner: Program, people: list[dict[str, str]]) -> str:
    wish = {"name": "Sales", "number": "390", "members": people[2:], "overflow": people[3]}
    return str(owner.post(f"{PLACE}/teams", wish)["id"])


def opened(portal: Portal, path: str) -> tuple[str, MultiDict[str, str]]:
    page = portal.get(f"{PLACE}/telephony/{path}").text
    return page, Browser(page).values


def test_what_no_box_lists_is_shown_and_stays(
    portal: Portal, owner: Program, team: str, people: list[dict[str, str]]
) -> None:
    page, values = opened(portal, f"teams/{team}")
    assert "3 more are not in the list" in page
    values["name"] = "Sales and more"
    assert portal.post(f"{PLACE}/telephony/teams/{team}", data=values).status_code == 303
    after = owner.get(f"{PLACE}/teams/{team}")
    assert after["name"] == "Sales and more"
    assert [each["id"] for each in after["members"]] == [each["id"] for each in people[2:]]
    assert after["overflow"]["id"] == people[3]["id"]


def test_what_no_box_lists_is_chosen_by_number_or_name(
    portal: Portal, owner: Program, team: str, people: list[dict[str, str]]
) -> None:
    _, values = opened(portal, f"teams/{team}")
    values["members._typed"] = "302, P301"
    values["overflow._typed"] = "303"
    assert portal.post(f"{PLACE}/telephony/teams/{team}", data=values).status_code == 303
    after = owner.get(f"{PLACE}/teams/{team}")
    assert {each["id"] for each in after["members"]} == {each["id"] for each in people}
    assert after["overflow"]["id"] == people[2]["id"]


def test_number_that_nobody_has_is_told_and_the_rest_is_kept(portal: Portal, owner: Program, team: str) -> None:
    before: dict[str, Any] = owner.get(f"{PLACE}/teams/{team}")
    _, values = opened(portal, f"teams/{team}")
    values["name"], values["overflow._typed"] = "Changed", "999"
    answer = portal.post(f"{PLACE}/telephony/teams/{team}", data=values)
    assert answer.status_code == 422
    assert "Changed" in answer.text
    assert owner.get(f"{PLACE}/teams/{team}") == before


def test_menu_keeps_where_its_digits_lead(portal: Portal, owner: Program, people: list[dict[str, str]]) -> None:
    wish = {"name": "Main", "number": "400", "choices": [{"digits": "1", "destination": people[3]}]}
    menu = owner.post(f"{PLACE}/menus", wish)["id"]
    _, values = opened(portal, f"menus/{menu}")
    values["name"] = "First"
    assert portal.post(f"{PLACE}/telephony/menus/{menu}", data=values).status_code == 303
    (choice,) = owner.get(f"{PLACE}/menus/{menu}")["choices"]
    assert choice["destination"]["id"] == people[3]["id"]
