"""Extra fields on pages: a group of their own, in the reader's language, with the right kind of input."""

import re

from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Program

RUSSIAN = {"Accept-Language": "ru"}


def hire(owner: Program, name: str, number: str) -> str:
    return str(owner.post(f"{PLACE}/employees", {"name": name, "number": number})["id"])


def values_of(page: str) -> dict[str, str]:
    """What the page's form would send back, untouched."""
    sent = {}
    for field in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)
        if name and value and ("checkbox" not in field or " checked" in field):
            sent[name[1]] = value[1]
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    return {name: value for name, value in sent.items() if not name.startswith("_") and name != "csrf_token"}


def test_a_doctors_form_has_the_clinics_fields_under_a_heading_of_their_own(portal: Portal, owner: Program) -> None:
    owner.patch(PLACE, {"customisation": {"name": "clinic"}})
    nurse, doctor = hire(owner, "Nina", "102"), hire(owner, "Dmitri", "101")
    page = portal.get(f"{PLACE}/employees/{doctor}").text
    assert "<summary>Clinic" in page
    assert re.search(r'<label for="custom\.nurse">Nurse</label>', page)
    assert re.search(rf'<select[^>]*name="custom\.nurse".*?<option value="{nurse}">102 Nina', page, re.DOTALL)
    russian = portal.get(f"{PLACE}/employees/{doctor}", headers=RUSSIAN).text
    assert "<summary>Клиника" in russian
    assert "Медсестра" in russian
    answer = portal.post(f"{PLACE}/employees/{doctor}", data=values_of(page) | {"custom.nurse": nurse})
    assert answer.status_code == 303, answer.text
    assert owner.get(f"{PLACE}/employees/{doctor}")["custom"]["nurse"] == nurse
    again = portal.get(f"{PLACE}/employees/{doctor}").text
    assert f'<option value="{nurse}" selected' in again
    sent_back = portal.post(f"{PLACE}/employees/{doctor}", data=values_of(again))
    assert sent_back.status_code == 303
    assert owner.get(f"{PLACE}/employees/{doctor}")["custom"]["nurse"] == nurse


def test_a_new_object_is_made_with_its_extra_fields(portal: Portal, owner: Program) -> None:
    owner.patch(PLACE, {"customisation": {"name": "taxi"}})
    driver = hire(owner, "Dina", "101")
    page = portal.get(f"{PLACE}/telephony/contacts/add").text
    sent = values_of(page) | {"name": "Petr", "number": "+79161234567", "custom.driver": driver}
    assert portal.post(f"{PLACE}/telephony/contacts/add", data=sent).status_code == 303
    assert owner.get(f"{PLACE}/contacts")["items"][0]["custom"] == {"driver": driver}
    page = portal.get(f"{PLACE}/numbers/add").text
    assert re.search(r'<input[^>]*type="checkbox"[^>]*name="custom\.trips"', page)
    sent = values_of(page) | {"number": "+74951230001", "custom.trips": "yes"}
    assert portal.post(f"{PLACE}/numbers/add", data=sent).status_code == 303
    assert owner.get(f"{PLACE}/numbers")["items"][0]["custom"] == {"trips": True}


def test_a_wrong_extra_field_is_told_beside_it_and_nothing_is_lost(portal: Portal, owner: Program) -> None:
    owner.patch(PLACE, {"customisation": {"name": "shop"}})
    hire(owner, "Anna", "101")
    page = portal.get(f"{PLACE}/telephony/menus/add").text
    sent = values_of(page) | {"name": "Main", "custom.lookup": "not an address"}
    answer = portal.post(f"{PLACE}/telephony/menus/add", data=sent)
    assert answer.status_code == 422
    assert 'id="custom.lookup-error"' in answer.text
    assert 'value="not an address"' in answer.text
    assert 'value="Main"' in answer.text


def test_companies_without_a_customisation_see_nothing_of_it(portal: Portal, owner: Program) -> None:
    anna = hire(owner, "Anna", "101")
    for path in (f"employees/{anna}", "numbers/add", "telephony/menus/add", "settings"):
        assert 'name="custom.' not in portal.get(f"{PLACE}/{path}").text


def test_the_customisation_is_chosen_on_the_settings_page(portal: Portal, owner: Program, plates: None) -> None:
    page = portal.get(f"{PLACE}/settings").text
    choice = re.search(r'<select[^>]*name="customisation".*?</select>', page, re.DOTALL)
    assert choice is not None
    assert re.findall(r'<option value="([^"]*)"', choice[0]) == ["", "clinic", "plates", "shop", "taxi"]
    saved = portal.post(f"{PLACE}/settings", data=values_of(page) | {"customisation": "plates"})
    assert saved.status_code == 303, saved.text
    assert owner.get(PLACE)["customisation"] == {"name": "plates", "bundle": None}
    page = portal.get(f"{PLACE}/settings").text
    assert "<summary>Plates" in page
    assert re.search(r'<select[^>]*name="custom\.fleet".*?<option value="yellow" selected', page, re.DOTALL)
    assert portal.post(f"{PLACE}/settings", data=values_of(page) | {"custom.fleet": "black"}).status_code == 303
    assert owner.get(PLACE)["custom"] == {"fleet": "black"}
    page = portal.get(f"{PLACE}/settings").text
    assert portal.post(f"{PLACE}/settings", data=values_of(page) | {"customisation": ""}).status_code == 303
    assert owner.get(PLACE)["customisation"] is None
    refused = portal.post(f"{PLACE}/settings", data=values_of(page) | {"customisation": "bakery"})
    assert refused.status_code == 422
    assert 'id="customisation-error"' in refused.text
