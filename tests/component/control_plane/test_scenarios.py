"""Saved what-if questions: kept, asked again, and held against every change before it is accepted."""

import re
from collections.abc import Coroutine
from typing import Any

import pytest

from control_plane.features.scenarios import service, watching
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE
from tests.component.control_plane.test_extra_field_forms import values_of
from tests.kit.customers import Customers, Program

OUTSIDE = "+79161234567"
NUMBER = "+74951230001"
MOBILE = "+79160000001"
SUNDAY = {"name": "Sunday evening", "from": OUTSIDE, "to": NUMBER, "at": "sunday 19:00"}


class Office:
    """A number whose calls go to Anna 101 on weekdays, and to her mobile while closed; Boris is 102."""

    def __init__(self, owner: Program) -> None:
        self.owner = owner
        self.anna, self.boris = (self.hire(name, number) for name, number in (("Anna", "101"), ("Boris", "102")))
        owner.post(f"{PLACE}/lines", {"name": "City", "host": "127.0.0.1", "port": 5099})
        week = [{"days": ["monday", "friday"], "opens": "09:00", "closes": "18:00"}]
        self.hours = owner.post(f"{PLACE}/schedules", {"name": "Hours", "weekly": week})["id"]
        self.number = owner.post(
            f"{PLACE}/numbers",
            {
                "number": NUMBER,
                "destination": self.to(self.boris),
                "hours": self.hours,
                "closed": self.to(self.anna),
            },
        )["id"]
        owner.patch(f"{PLACE}/employees/{self.anna}", {"forward_always": {"kind": "outside", "number": MOBILE}})

    def hire(self, name: str, number: str) -> str:
        return str(self.owner.post(f"{PLACE}/employees", {"name": name, "number": number})["id"])

    @staticmethod
    def to(employee: str) -> dict[str, str]:
        return {"kind": "employee", "id": employee}

    def save(self, **more: Any) -> Any:
        return self.owner.post(f"{PLACE}/scenarios", SUNDAY | more)

    def run(self, language: str = "en") -> Any:
        return self.owner.post(f"{PLACE}/scenarios/run", {"language": language})

    def close(self, destination: object) -> Any:
        """What is to happen while closed. Returns the change."""
        return self.owner.patch(f"{PLACE}/numbers/{self.number}", {"closed": destination})["change"]


@pytest.fixture
def office(owner: Program) -> Office:
    return Office(owner)


def test_a_change_that_lets_a_scenario_come_out_differently_is_accepted_with_a_warning(office: Office) -> None:
    saved = office.save()
    assert saved["expected"]["words"] == "+7 916 000-00-01: answered"
    change = office.close(office.to(office.boris))
    (warning,) = change["warnings"]
    assert (warning["code"], warning["object"]) == ("scenario-differs", f"scenario/{saved['id']}")
    assert warning["text"] == (
        "The scenario “Sunday evening” comes out differently: Boris: answered; expected is +7 916 000-00-01: answered."
    )
    ran = office.run()
    assert (ran["differ"], ran["version"], ran["items"][0]["words"]) == (1, change["version"], warning["text"])
    assert office.run("ru")["items"][0]["words"].startswith("Сценарий «Sunday evening» получается иначе: Boris")


def test_a_difference_is_said_by_the_change_that_makes_it_and_by_no_later_one(office: Office) -> None:
    office.save()
    assert office.close(office.to(office.boris))["warnings"]
    hired = office.owner.post(f"{PLACE}/employees", {"name": "Clara", "number": "103"})
    assert hired["change"]["warnings"] == []
    assert office.close(office.to(office.anna))["warnings"] == []
    assert office.run()["differ"] == 0


def test_a_detour_to_the_same_person_is_no_difference(office: Office) -> None:
    office.save()
    steps = [
        {"name": "hello", "do": "say", "prompt": {"text": "Hello"}, "then": "anna"},
        {"name": "anna", "do": "hand", "destination": office.to(office.anna)},
    ]
    flow = office.owner.post(f"{PLACE}/flows", {"name": "Hello", "start": "hello", "steps": steps})["id"]
    assert office.close({"kind": "flow", "id": flow})["warnings"] == []
    assert office.run()["differ"] == 0


def test_a_scenario_that_cannot_be_asked_any_longer_warns_and_refuses_nothing(office: Office) -> None:
    office.save(**{"from": "102", "to": "101", "answers": {"102": "busy"}})
    change = office.owner.delete(f"{PLACE}/employees/{office.boris}?detach=true")["change"]
    (text,) = [each["text"] for each in change["warnings"] if each["code"] == "scenario-differs"]
    assert text.startswith("The scenario “Sunday evening” cannot be asked any longer: 102 is no employee")
    (ran,) = office.run()["items"]
    assert (ran["differs"], ran["now"]) == (True, None)
    answer = office.owner.ask("POST", f"{PLACE}/scenarios/{ran['id']}/accept")
    assert (answer.status, answer.fields) == (422, {"question"})


def test_what_happens_now_can_be_accepted(office: Office) -> None:
    saved = office.save()
    office.close(office.to(office.boris))
    accepted = office.owner.post(f"{PLACE}/scenarios/{saved['id']}/accept")
    assert accepted["expected"]["rang"] == ["102"]
    assert office.run()["differ"] == 0


def test_a_wish_for_later_differs_until_it_comes_true(office: Office) -> None:
    office.save(expected={"result": "answered", "rang": ["102"]})
    assert office.run()["differ"] == 1
    assert office.close(office.to(office.boris))["warnings"] == []
    assert office.run()["differ"] == 0


def test_scenarios_are_listed_changed_and_removed(office: Office) -> None:
    saved = office.save(at="19:00")
    assert re.fullmatch(r"[a-z]+day 19:00", saved["question"]["at"]), "of a time alone the weekday is kept"
    where = f"{PLACE}/scenarios/{saved['id']}"
    assert office.owner.get(where) == saved
    changed = office.owner.patch(where, {"name": "Inside", "question": {"from": "101", "to": "102", "at": "now"}})
    assert (changed["name"], changed["expected"]["words"]) == ("Inside", "Boris: answered")
    assert office.owner.get(f"{PLACE}/scenarios") == {"items": [changed], "next_cursor": None}
    office.owner.delete(where)
    assert office.owner.ask("GET", where).status == 404
    assert office.run() == {"version": office.run()["version"], "differ": 0, "items": [], "failure": None}


def test_what_makes_no_sense_is_not_kept(office: Office, customers: Customers, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = office.owner
    assert owner.ask("POST", f"{PLACE}/scenarios", SUNDAY | {"at": "never"}).fields == {"at"}
    assert owner.ask("POST", f"{PLACE}/scenarios", SUNDAY | {"name": ""}).fields == {"name"}
    office.save()
    again = owner.ask("POST", f"{PLACE}/scenarios", SUNDAY)
    assert (again.status, again.code, again.fields) == (409, "name-taken", {"name"})
    more = office.save(name="More")["id"]
    assert owner.ask("PATCH", f"{PLACE}/scenarios/{more}", {"name": SUNDAY["name"]}).code == "name-taken"
    monkeypatch.setattr(service, "MOST", 2)
    assert owner.ask("POST", f"{PLACE}/scenarios", SUNDAY | {"name": "Another"}).code == "too-many-scenarios"
    assert customers.developer.ask("POST", f"{PLACE}/scenarios", SUNDAY | {"name": "Dora's"}).status == 403
    kept, _ = owner.get(f"{PLACE}/scenarios")["items"]
    assert customers.rival_owner.ask("GET", f"/companies/rival/scenarios/{kept['id']}").status == 404


def test_without_time_a_change_says_how_many_scenarios_it_left_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.save()
    office.save(name="Another")
    monkeypatch.setattr(watching, "SECONDS", -1.0)
    (warning,) = office.close(office.to(office.boris))["warnings"]
    assert (warning["code"], warning["text"]) == ("scenarios-left-out", "There was time for 0 of 2 scenarios.")


def test_a_simulation_that_breaks_stands_in_no_changes_way(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.save()

    def broken(call: Coroutine[Any, Any, Any]) -> None:
        call.close()
        raise RuntimeError("call logic waits for something else than its call")

    monkeypatch.setattr(watching, "at_once", broken)
    change = office.close(office.to(office.boris))
    assert change["warnings"] == []
    monkeypatch.undo()
    assert (office.run()["differ"], office.run()["version"]) == (1, change["version"])


def test_a_company_with_code_of_its_own_is_asked_behind_walls_and_not_at_every_change(office: Office) -> None:
    office.owner.patch(PLACE, {"customisation": {"name": "clinic"}})
    office.save(**{"from": "101", "to": "102"})
    nurse = office.hire("Nina", "103")
    custom = {"custom": {"nurse": nurse}, "presence": "meeting"}
    changed = office.owner.patch(f"{PLACE}/employees/{office.boris}", custom)
    assert changed["change"]["warnings"] == []
    ran = office.run()
    assert (ran["differ"], ran["items"][0]["now"]["words"], ran["failure"]) == (1, "Nina: answered", None)


def test_a_way_that_a_scenario_takes_is_told_from_those_that_nothing_takes(office: Office, portal: Portal) -> None:
    office.save()
    found = office.owner.get(f"{PLACE}/coverage")
    tried = {(way["kind"], way["branch"]): way["scenarios"] for way in found["ways"]}
    assert tried["number", "closed"] == ["Sunday evening"]
    assert tried["number", "open"] == []
    assert found["untried"] == found["never"] - sum(bool(names) for names in tried.values())
    assert found["ways"][0]["scenarios"] == []
    page = portal.get(f"{PLACE}/coverage").text
    assert "Sunday evening" in page
    assert f"No scenario takes {found['untried']} of them either." in page


def test_one_button_keeps_a_question_and_the_list_tells_how_it_stands(office: Office, portal: Portal) -> None:
    asked = {"from": OUTSIDE, "to": NUMBER, "at": "sunday 19:00", f"does-{MOBILE}": "5s"}
    page = portal.get(f"{PLACE}/what-if", query_string=asked).text
    form = page[page.index(f'action="{PLACE}/scenarios"') :]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")]))
    assert asked.items() <= {name: value.replace("&#43;", "+") for name, value in sent.items()}.items()
    for _ in range(2):
        assert portal.post(f"{PLACE}/scenarios", data=asked).status_code == 303
    page = portal.get(f"{PLACE}/scenarios").text
    assert "sunday 19:00: +7 916 123-45-67 → +7 495 123-00-01 (2)" in page
    assert page.count("as expected") == 2
    office.close(office.to(office.boris))
    page = portal.get(f"{PLACE}/scenarios").text
    assert page.count("Boris: answered") == 2
    first, second = (each["id"] for each in office.owner.get(f"{PLACE}/scenarios")["items"])
    assert portal.post(f"{PLACE}/scenarios/{first}/do", data={"what": "accept"}).status_code == 303
    assert portal.post(f"{PLACE}/scenarios/{second}/do", data={"what": "remove"}).status_code == 303
    (left,) = office.run()["items"]
    assert (left["id"], left["differs"]) == (first, False)


def test_a_change_in_the_portal_tells_the_difference_on_the_next_page(office: Office, portal: Portal) -> None:
    office.save()
    where, russian = f"{PLACE}/numbers/{office.number}", {"Accept-Language": "ru"}
    sent = values_of(portal.get(where).text) | {"closed": f"employee:{office.boris}"}
    page = portal.post(where, data=sent, headers=russian, follow_redirects=True).text
    assert "Сценарий «Sunday evening» получается иначе: Boris: отвечен" in page
