"""Every kind of object on its pages: what can be seen, added, changed and removed without a script."""

from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.features.objects.forms.choices import Choices
from control_plane.features.objects.forms.form import form_of
from control_plane.features.objects.kinds.every import KINDS
from tenants.model.objects import CLASSES
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.database import company_of
from tests.component.control_plane.objects import PLACE, Office, samples, settle_office
from tests.kit.customers import Program
from tests.kit.engines import Engines


@pytest.fixture
def office(owner: Program, engines: Engines) -> Office:
    return settle_office(owner, engines)


PATHS = {kind.plural: kind for kind in KINDS}


@pytest.mark.parametrize("plural", [kind.plural for kind in KINDS if kind.creates])
def test_what_a_form_shows_of_an_object_is_the_object_when_it_is_sent_back(
    portal: Portal, owner: Program, office: Office, engines: Engines, app: APIFlask, plural: str
) -> None:
    """Sent back untouched nothing is changed; sent as a new one it makes the same object."""
    kind = PATHS[plural]
    sample = samples(office)[plural]
    wish = {name: value for name, value in sample.new.items() if name != "pin"}
    made = owner.post(f"{PLACE}/{plural}", wish)
    with Session(engines.database) as session, app.test_request_context():
        company = company_of(session, engines.settings, "bluebell")
        item = company.objects[(kind.kind, made["id"])]
        form = form_of(kind.cls, kind.groups, Choices(company), item.model_dump(mode="json"))
    version = owner.get(PLACE)["version"]
    answer = portal.post(f"{PLACE}/telephony/{plural}/{made['id']}", data=form.values)
    assert answer.status_code == 303
    assert owner.get(PLACE)["version"] == version
    values = form.values.copy()
    for field in ("number", "first_slot"):
        if field in values and kind.plural != "contacts":
            values[field] = str(int(values[field]) + 20)
    if plural == "short-codes":
        values["service"], values["code"] = "park", "*611"
    answer = portal.post(f"{PLACE}/telephony/{plural}/add", data=values)
    assert answer.status_code == 303, answer.text
    items = owner.get(f"{PLACE}/{plural}")["items"]
    (fresh,) = [each for each in items if each["id"] not in (made["id"], office.schedule)]
    same = {
        name: value for name, value in fresh.items() if name not in ("id", "number", "first_slot", "service", "code")
    }
    assert same == {name: made[name] for name in same}


@pytest.mark.parametrize("plural", [kind.plural for kind in KINDS])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_of_every_kind_opens(
    portal: Portal, owner: Program, office: Office, plural: str, language: str
) -> None:
    portal.set_cookie("language", language)
    places = [""]
    if PATHS[plural].creates:
        made = owner.post(f"{PLACE}/{plural}", samples(office)[plural].new)
        places += ["/add", f"/{made['id']}", f"/{made['id']}/remove"]
    for place in places:
        answer = portal.get(f"{PLACE}/telephony/{plural}{place}")
        assert answer.status_code == 200
        assert str(answer.text.count("<h1")) == "1"


def test_a_refused_form_comes_back_as_it_was_typed_with_a_sentence_beside_the_field(
    portal: Portal, office: Office
) -> None:
    sent = {
        "name": "Main",
        "choices.0.digits": "1",
        "choices.0.destination": "outside",
        "choices.0.destination.number": "abc",
        "choices.3.digits": "x9",
        "choices.3.destination": f"employee:{office.anna}",
        "attempts": "many",
    }
    answer = portal.post(f"{PLACE}/telephony/menus/add", data=sent)
    assert answer.status_code == 422
    for kept in ('value="abc"', 'value="x9"', 'value="many"', 'value="Main"'):
        assert kept in answer.text
    assert 'id="choices.0.destination.number-error"' in answer.text or 'id="choices.1.digits-error"' in answer.text
    sent["choices.0.destination.number"] = "8 916 123-45-67"
    answer = portal.post(f"{PLACE}/telephony/menus/add", data=sent)
    for wrong in ("choices.1.digits", "attempts"):
        assert f'id="{wrong}-error"' in answer.text


def test_rows_can_be_added_and_removed_without_a_script(portal: Portal, owner: Program, office: Office) -> None:
    sent = {
        "name": "Main",
        "choices.0.digits": "1",
        "choices.0.destination": f"employee:{office.anna}",
        "_more": "choices",
    }
    answer = portal.post(f"{PLACE}/telephony/menus/add", data=sent)
    assert answer.status_code == 200
    assert 'name="choices.5.digits"' in answer.text
    assert owner.get(f"{PLACE}/menus")["items"] == []
    menu = owner.post(f"{PLACE}/menus", samples(office)["menus"].new)
    values = {**sent, "choices.0._remove": "yes", "choices.1.digits": "2", "choices.1.destination": "hang-up:bluebell"}
    del values["_more"]
    portal.post(f"{PLACE}/telephony/menus/{menu['id']}", data=values)
    (choice,) = owner.get(f"{PLACE}/menus/{menu['id']}")["choices"]
    assert choice["digits"] == "2"


def test_pin_stays_until_it_is_replaced_or_taken_away(portal: Portal, owner: Program) -> None:
    def has_pin() -> bool:
        (room,) = owner.get(f"{PLACE}/rooms")["items"]
        return bool(room["has_pin"])

    portal.post(f"{PLACE}/telephony/rooms/add", data={"name": "Board", "pin": "7319", "people_max": "50"})
    assert has_pin()
    (room,) = owner.get(f"{PLACE}/rooms")["items"]
    portal.post(f"{PLACE}/telephony/rooms/{room['id']}", data={"name": "Board room", "people_max": "50"})
    assert has_pin()
    portal.post(
        f"{PLACE}/telephony/rooms/{room['id']}", data={"name": "Board", "pin._remove": "yes", "people_max": "50"}
    )
    assert not has_pin()


def test_what_others_use_is_removed_only_with_a_tick(portal: Portal, owner: Program, office: Office) -> None:
    team = owner.post(f"{PLACE}/teams", samples(office)["teams"].new)
    owner.patch(f"{PLACE}/numbers/{office.number}", {"destination": {"kind": "team", "id": team["id"]}})
    asked = portal.get(f"{PLACE}/telephony/teams/{team['id']}/remove")
    assert "+7 495 123-00-01" in asked.text
    assert portal.post(f"{PLACE}/telephony/teams/{team['id']}/remove").status_code == 409
    assert portal.post(f"{PLACE}/telephony/teams/{team['id']}/remove", data={"detach": "yes"}).status_code == 303
    assert owner.get(f"{PLACE}/numbers/{office.number}")["destination"] is None


def test_settings_of_the_company_are_saved_and_refused_with_their_field(portal: Portal, owner: Program) -> None:
    values: dict[str, Any] = {"name": "Bluebell", "language": "ru", "country": "RU", "time_zone": "Mars/Base"}
    answer = portal.post(f"{PLACE}/settings", data=values)
    assert answer.status_code == 422
    assert 'id="time_zone-error"' in answer.text
    answer = portal.post(f"{PLACE}/settings", data=values | {"time_zone": "Europe/Moscow", "recording_days": "30"})
    assert answer.status_code == 303
    company = owner.get(PLACE)
    assert (company["time_zone"], company["recording_days"]) == ("Europe/Moscow", 30)


def test_every_field_of_every_kind_has_its_place_on_a_form() -> None:
    for kind in KINDS:
        # A customisation's own fields are a group of their own, for the companies that have it.
        shown = {entry.name for entry in kind.entries} | kind.fixed | {"id"}
        shown |= {"custom"} & set(CLASSES[kind.kind].model_fields)
        assert shown == set(CLASSES[kind.kind].model_fields), kind.plural
