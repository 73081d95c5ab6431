"""What-if questions over the API: the company's own call logic answers, and nothing is changed."""

import pytest

from tests.kit.customers import Customers, Program

OUTSIDE = "+79161234567"
NUMBER = "+74951230001"


@pytest.fixture
def office(customers: Customers) -> Program:
    """Anna 101 and Boris 102; the number's calls go to a menu: 1 is Anna, 2 the team of both."""
    owner = customers.owner
    anna, boris = (
        owner.post("/companies/bluebell/employees", {"name": name, "number": number})["id"]
        for name, number in (("Anna", "101"), ("Boris", "102"))
    )
    owner.post("/companies/bluebell/lines", {"name": "City", "host": "127.0.0.1", "port": 5099})
    members = [{"kind": "employee", "id": each} for each in (anna, boris)]
    team = owner.post("/companies/bluebell/teams", {"name": "Sales", "members": members})["id"]
    choices = [
        {"digits": "1", "destination": members[0], "label": "Anna"},
        {"digits": "2", "destination": {"kind": "team", "id": team}},
    ]
    menu = owner.post("/companies/bluebell/menus", {"name": "Welcome", "choices": choices})["id"]
    owner.post("/companies/bluebell/numbers", {"number": NUMBER, "destination": {"kind": "menu", "id": menu}})
    return owner


def test_the_story_says_who_rings_when_and_why(office: Program) -> None:
    wish = {
        "from": OUTSIDE,
        "to": NUMBER,
        "at": "2026-03-01 19:00",
        "presses": ["2"],
        "answers": {"101": "busy", "102": "5s"},
    }
    story = office.post("/companies/bluebell/simulations", wish)
    assert (story["result"], story["rang"], story["assumed"]) == ("answered", ["102"], [])
    words = [step["words"] for step in story["steps"] if step["words"]]
    assert words[0] == "The caller dials +7 495 123-00-01"
    assert "Menu: Welcome: 2" in words
    assert "Anna of Sales is left out: busy" in words
    assert any(word.startswith("The phone of Boris rings: ") for word in words)
    assert words[-1] == "Boris answers after 5 s; they talk"
    assert story["at"] == "2026-03-01T19:00:00Z"


def test_the_story_is_told_in_the_language_that_is_asked_for(office: Program) -> None:
    story = office.post("/companies/bluebell/simulations", {"from": OUTSIDE, "to": NUMBER, "language": "ru"})
    assert story["steps"][0]["words"] == "Звонящий набирает +7 495 123-00-01"


def test_who_is_not_mentioned_answers_and_is_named(office: Program) -> None:
    story = office.post("/companies/bluebell/simulations", {"from": "102", "to": "101"})
    assert (story["result"], story["assumed"]) == ("answered", ["Anna"])


def test_a_draft_is_asked_and_not_stored(office: Program) -> None:
    document = office.get("/companies/bluebell/document")
    for item in document["items"]:
        if item["kind"] == "employee" and item["data"]["number"] == "101":
            item["data"]["do_not_disturb"] = True
    story = office.post("/companies/bluebell/simulations", {"from": "102", "to": "101", "draft": document})
    assert (story["version"], story["result"], story["rang"]) == (0, "do-not-disturb", [])
    assert office.get("/companies/bluebell/document")["version"] == document["version"]
    assert office.post("/companies/bluebell/simulations", {"from": "102", "to": "101"})["result"] == "answered"


def test_an_older_version_can_be_asked(office: Program) -> None:
    before = office.get("/companies/bluebell/document")["version"]
    anna = office.get("/companies/bluebell/employees")["items"][0]["id"]
    office.patch(f"/companies/bluebell/employees/{anna}", {"do_not_disturb": True})
    asked = {"from": "102", "to": "101"}
    assert office.post("/companies/bluebell/simulations", asked)["result"] == "do-not-disturb"
    assert office.post("/companies/bluebell/simulations", asked | {"version": before})["result"] == "answered"


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"from": "999", "to": "101"}, "from"),
        ({"from": OUTSIDE, "to": "+74950000000"}, "to"),
        ({"from": "101", "to": "102", "at": "never"}, "at"),
        ({"from": "101", "to": "102", "answers": {"102": "dances"}}, "answers"),
        ({"from": "101", "to": "102", "presses": ["one"]}, "presses"),
        ({"from": "101", "to": "102", "draft": {"items": []}}, "draft.items"),
        (
            {"from": "101", "to": "102", "draft": {"items": [{"kind": "employee", "data": {"id": "e", "name": "E"}}]}},
            "draft.items.0.number",
        ),
        ({"from": "101", "to": "102", "draft": {"items": []}, "version": 1}, "draft"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_field(office: Program, wish: object, field: str) -> None:
    answer = office.ask("POST", "/companies/bluebell/simulations", wish)
    assert answer.status == 422
    assert field in answer.fields


def test_a_version_that_does_not_exist_is_not_found(office: Program) -> None:
    answer = office.ask("POST", "/companies/bluebell/simulations", {"from": "101", "to": "102", "version": 999})
    assert answer.status == 404
