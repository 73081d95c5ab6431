"""The typed client on the real control plane: a program reads as people talk about what it does."""

from datetime import UTC, datetime

import pytest
from apiflask import APIFlask

from carillon_client import (
    BadValue,
    Carillon,
    Change,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NotLive,
    NotSignedIn,
    UnknownField,
    lists,
)
from carillon_client.generated.companies import Company
from carillon_client.generated.menus import MenuChoice
from carillon_client.generated.values import Destination, Prompt
from tests.kit.client import Wire, client_of
from tests.kit.customers import Customers, Program
from tests.kit.reporter import Reporter


@pytest.fixture
def wire(app: APIFlask) -> Wire:
    return Wire(app)


@pytest.fixture
def bluebell(owner: Program, wire: Wire) -> Company:
    return client_of(owner, wire).company("bluebell")


def hire(bluebell: Company, name: str, number: str) -> None:
    bluebell.employees.new(name=name, number=number).save()


def test_a_person_is_hired_changed_found_and_dismissed_as_people_say_it(bluebell: Company, owner: Program) -> None:
    person = bluebell.employees.new()
    person.name = "Anna Ivanova"
    person.number = "501"
    person.ring_seconds = 25
    assert person.is_new
    change = person.save()
    assert isinstance(change, Change)
    assert (change.version, change.state, person.is_new) == (2, "publishing", False)
    assert person.phones[0].password
    shown = owner.get(f"/companies/bluebell/employees/{person.id}")
    assert (shown["name"], shown["number"], shown["ring_seconds"]) == ("Anna Ivanova", "501", 25)

    found = bluebell.employees["501"]
    assert (found.id, found.name, found.do_not_disturb) == (person.id, "Anna Ivanova", False)
    assert bluebell.employees["Anna Ivanova"].id == person.id
    found.do_not_disturb = True
    found.save()
    assert person.reload().do_not_disturb

    assert found.delete() == Change(4, "publishing", ())
    assert "501" not in bluebell.employees


def test_only_what_was_changed_is_sent(bluebell: Company, wire: Wire) -> None:
    hire(bluebell, "Anna", "501")
    assert wire.sent("POST") == [{"name": "Anna", "number": "501"}]
    person = bluebell.employees["501"]
    person.ring_seconds = 20
    assert person.save() is None
    assert wire.sent("PATCH") == []
    person.ring_seconds, person.name = 30, "Anna"
    person.save()
    assert wire.sent("PATCH") == [{"ring_seconds": 30}]
    assert person.save() is None


def test_changes_inside_of_lists_are_noticed(bluebell: Company, wire: Wire) -> None:
    hire(bluebell, "Anna", "501")
    anna = Destination(kind="employee", id=bluebell.employees["501"].id)
    menu = bluebell.menus.new(name="Main", greeting=Prompt(text="Hello"), on_silence=anna)
    menu.choices.append(MenuChoice(digits="1", destination=anna))
    menu.save()
    again = bluebell.menus["Main"]
    assert again.choices[0].destination == anna
    again.choices[0].digits = "2"
    again.save()
    assert wire.sent("PATCH") == [
        {"choices": [{"digits": "2", "destination": {**vars(anna)}, "language": None, "label": None}]}
    ]
    assert bluebell.menus["Main"].choices[0].digits == "2"


def test_lists_are_walked_through_page_by_page(bluebell: Company, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    for number in range(501, 506):
        hire(bluebell, f"Person {number}", str(number))
    wire.requests.clear()
    assert [person.number for person in bluebell.employees] == ["501", "502", "503", "504", "505"]
    assert len(wire.requests) == 3
    assert [person.number for person in bluebell.employees.where(search="Person 503")] == ["503"]


def test_what_a_list_does_not_show_is_read_when_it_is_asked_for(bluebell: Company, wire: Wire) -> None:
    hire(bluebell, "Anna", "501")
    (person,) = bluebell.employees
    wire.requests.clear()
    assert person.name == "Anna"
    assert wire.requests == []
    assert [phone.label for phone in person.phones] == ["Desk"]
    assert len(wire.requests) == 1
    with pytest.raises(AttributeError, match="does not show"):
        _ = person.pin


def test_unknown_fields_and_impossible_values_are_refused_before_anything_is_sent(
    bluebell: Company, wire: Wire
) -> None:
    person = bluebell.employees.new()
    with pytest.raises(UnknownField, match="Did you mean `ring_seconds`"):
        setattr(person, "ring_second", 20)  # noqa: B010 (type checkers refuse it, too)
    with pytest.raises(UnknownField, match="Did you mean `digits`"):
        MenuChoice(digit="1", destination=Destination(kind="employee", id="x"))  # type: ignore[call-arg]
    with pytest.raises(BadValue, match=r"Employee\.presence: Input should be 'available'"):
        person.presence = "asleep"  # type: ignore[assignment]
    with pytest.raises(BadValue, match="is only read"):
        person.id = "mine"
    with pytest.raises(AttributeError, match="not set yet"):
        _ = person.name
    assert wire.requests == []


def test_refusals_say_code_sentence_and_fields(bluebell: Company, customers: Customers) -> None:
    hire(bluebell, "Anna", "501")
    with pytest.raises(Conflict) as taken:
        hire(bluebell, "Boris", "501")
    assert (taken.value.code, taken.value.status) == ("number-taken", 409)
    assert "Anna" in str(taken.value)
    with pytest.raises(Invalid) as invalid:
        bluebell.employees.new(name="", number="x").save()
    assert {fault.field for fault in invalid.value.faults} == {"name", "number"}
    assert "number: " in str(invalid.value)
    with pytest.raises(NotFound, match=r"There is no 510 in employees\. Did you mean 501\?"):
        _ = bluebell.employees["510"]
    with pytest.raises(KeyError):
        _ = bluebell.teams["nobody"]
    with pytest.raises(NotFound):
        client_of(customers.rival_owner).company("bluebell").reload()
    with pytest.raises(Forbidden):
        bluebell.delete()
    with pytest.raises(NotSignedIn):
        client_of(customers.nobody).company("bluebell").reload()


def test_two_of_one_name_are_told_apart_by_their_ids(bluebell: Company) -> None:
    hire(bluebell, "Anna", "501")
    hire(bluebell, "Anna", "502")
    with pytest.raises(NotFound, match="2 of employees are called Anna") as ambiguous:
        _ = bluebell.employees["Anna"]
    assert bluebell.employees.get(bluebell.employees["502"].id).number == "502"
    assert bluebell.employees["502"].id in str(ambiguous.value)


def test_whoever_is_used_elsewhere_is_removed_only_together_with_the_uses(bluebell: Company) -> None:
    hire(bluebell, "Anna", "501")
    hire(bluebell, "Boris", "502")
    members = [Destination(kind="employee", id=person.id) for person in bluebell.employees]
    bluebell.teams.new(name="Sales", number="301", members=members).save()
    with pytest.raises(Conflict):
        bluebell.employees["501"].delete()
    bluebell.employees["501"].delete(detach=True)
    assert bluebell.teams["301"].members == members[1:]


def test_a_change_is_awaited_until_it_is_live_on_the_node(bluebell: Company, node: Reporter, owner: Program) -> None:
    person = bluebell.employees.new(name="Anna", number="501")
    with pytest.raises(NotLive, match=r"Version 2 is kept.*n1: no answer yet"):
        person.save(wait_live=0.1)
    assert person.change is not None
    detail = owner.get("/companies/bluebell/versions/2")
    node.acknowledge("bluebell", 2, detail["state_hash"], refused="the disk is full")
    with pytest.raises(NotLive, match="n1: the disk is full"):
        bluebell.versions.wait_live(person.change, seconds=0.1)
    node.acknowledge("bluebell", 2, detail["state_hash"])
    live = bluebell.versions.wait_live(person.change)
    assert (live.state, live.number, live.deliveries[0].node) == ("live", 2, "n1")
    assert isinstance(live.at, datetime)
    assert live.at.astimezone(UTC) <= datetime.now(UTC)


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE", "GET"])
def test_nothing_is_done_twice_when_an_answer_is_lost(bluebell: Company, wire: Wire, method: str) -> None:
    wire.lose_once(method)
    person = bluebell.employees.new(name="Anna", number="501")
    person.save()
    person.name = "Anna Bell"
    person.save()
    assert [each.name for each in bluebell.employees] == ["Anna Bell"]
    assert {version.number for version in bluebell.versions} == {1, 2, 3}
    assert person.name == "Anna Bell"
    person.delete()
    assert list(bluebell.employees) == []
    assert {version.number for version in bluebell.versions} == {1, 2, 3, 4}
    repeated = [each for each in wire.requests if each.method == method][:2]
    assert repeated[0].content == repeated[1].content
    assert repeated[0].headers.get("Idempotency-Key") == repeated[1].headers.get("Idempotency-Key")


def test_companies_are_made_changed_and_removed(customers: Customers) -> None:
    with client_of(customers.reseller) as carillon:
        made = carillon.companies.new(id="tulip", name="Tulip", language="ru")
        made.save()
        assert list(made.employees) == []
        assert {each.id for each in carillon.companies} == {"bluebell", "tulip"}
        tulip = carillon.company("tulip")
        tulip.area_code = "495"
        tulip.save()
        assert carillon.companies["Tulip"].area_code == "495"
        tulip.delete()
        assert "tulip" not in carillon.companies


def test_what_would_happen_to_a_call_is_asked_with_words_of_python(bluebell: Company) -> None:
    from carillon_client.generated.companies import SimulationWish

    hire(bluebell, "Anna", "501")
    hire(bluebell, "Boris", "502")
    wish = SimulationWish(from_="501", to="502", at="2026-05-04T12:00", answers={"502": "5s"})
    told = bluebell.simulate_call(wish)
    assert (told.rang, told.result) == (["502"], "answered")


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(Exception, match="is no address"):
        Carillon("pbx.example.com", "token")
