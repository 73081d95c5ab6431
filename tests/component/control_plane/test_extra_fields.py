"""Extra fields of a customised company: checked, stored, shown and hidden, over the API."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from control_plane.features.companies.models import Company
from control_plane.features.versions import current
from control_plane.features.versions.current import company_now
from control_plane.features.versions.models import Version
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import Customers, Program

HOURS = {"monday": [{"opens": "09:00", "closes": "18:00"}]}


@pytest.fixture
def clinic(owner: Program) -> Program:
    owner.patch(PLACE, {"customisation": {"name": "clinic"}})
    return owner


@pytest.fixture
def hire(owner: Program) -> Callable[..., str]:
    def hired(name: str, number: str, **more: Any) -> str:
        return str(owner.post(f"{PLACE}/employees", {"name": name, "number": number, **more})["id"])

    return hired


def test_a_doctor_has_a_nurse(clinic: Program, hire: Callable[..., str]) -> None:
    nurse = hire("Nina", "102")
    doctor = hire("Dmitri", "101", custom={"nurse": nurse})
    shown = clinic.get(f"{PLACE}/employees/{doctor}")
    assert shown["custom"] == {"nurse": nurse, "appointments": None}
    changed = clinic.patch(f"{PLACE}/employees/{doctor}", {"custom": {"nurse": None}})
    assert changed["custom"] == {"nurse": None, "appointments": None}


def test_what_is_left_out_of_the_extra_fields_stays(clinic: Program, hire: Callable[..., str]) -> None:
    nurse = hire("Nina", "102")
    doctor = hire("Dmitri", "101", custom={"nurse": nurse})
    hours = clinic.post(f"{PLACE}/schedules", {"name": "Patients", "weekly": []})["id"]
    assert clinic.patch(f"{PLACE}/employees/{doctor}", {"custom": {"appointments": hours}})["custom"] == {
        "nurse": nurse,
        "appointments": hours,
    }
    assert clinic.patch(f"{PLACE}/employees/{doctor}", {"custom": None})["custom"] == {
        "nurse": None,
        "appointments": None,
    }


def test_extra_fields_are_in_the_document_that_nodes_get(
    clinic: Program, hire: Callable[..., str], rows: Session
) -> None:
    nurse = hire("Nina", "102")
    doctor = hire("Dmitri", "101", custom={"nurse": nurse, "appointments": None})
    version = clinic.get(f"{PLACE}/versions")["items"][0]["number"]
    puts = {item["data"]["id"]: item["data"] for item in rows.get_one(Version, ("bluebell", version)).puts}
    assert puts[doctor]["custom"] == {"nurse": nurse}, "defaults are not stored"
    now = company_now(rows, rows.get_one(Company, "bluebell"))
    assert now is not None
    assert dict(now.employees[doctor].custom) == {"nurse": nurse}


@pytest.mark.parametrize(
    ("custom", "field", "told"),
    [
        ({"nurses": "x"}, "custom.nurses", "has only nurse, appointments here"),
        ({"nurse": "nobody"}, "custom.nurse", "does not exist"),
        ({"nurse": 5}, "custom.nurse", "must be a text"),
        ({"nurse": "No Id"}, "custom.nurse", "does not have the form"),
        ({"nurse": "x" * 4096}, "custom", "must not take more than 4096 bytes"),
        ({"Bad name": 1}, "custom", "small letters"),
        ({"nurse": {"deep": 1}}, "custom", "nurse: must be a text"),
    ],
)
def test_unknown_and_wrong_extra_fields_are_refused_by_name(
    clinic: Program, hire: Callable[..., str], custom: dict[str, Any], field: str, told: str
) -> None:
    doctor = hire("Dmitri", "101")
    answer = clinic.ask("PATCH", f"{PLACE}/employees/{doctor}", {"custom": custom})
    assert answer.status == 422
    assert answer.fields == {field}, answer.text
    assert told in answer.text
    assert clinic.get(f"{PLACE}/employees/{doctor}")["custom"]["nurse"] is None


def test_a_company_without_a_customisation_refuses_extra_fields_and_says_why(
    owner: Program, hire: Callable[..., str]
) -> None:
    answer = owner.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101", "custom": {"nurse": "x"}})
    assert (answer.status, answer.fields) == (422, {"custom.nurse"})
    assert "this company has no customisation" in answer.text
    assert hire("Anna", "101", custom={})


def test_a_nurse_who_is_somebodys_is_not_removed_unnoticed(clinic: Program, hire: Callable[..., str]) -> None:
    nurse = hire("Nina", "102")
    doctor = hire("Dmitri", "101", custom={"nurse": nurse})
    refused = clinic.ask("DELETE", f"{PLACE}/employees/{nurse}")
    assert refused.code == "in-use"
    assert "Dmitri" in refused.text
    clinic.delete(f"{PLACE}/employees/{nurse}?detach=true")
    assert clinic.get(f"{PLACE}/employees/{doctor}")["custom"]["nurse"] is None


def test_leaving_a_customisation_hides_its_fields_and_coming_back_finds_them(
    clinic: Program, hire: Callable[..., str]
) -> None:
    nurse = hire("Nina", "102")
    doctor = hire("Dmitri", "101", custom={"nurse": nurse})
    clinic.patch(PLACE, {"customisation": None})
    here = f"{PLACE}/employees/{doctor}"
    assert clinic.get(here)["custom"] == {}
    assert clinic.patch(here, {"name": "Dr. Dmitri", "custom": {}})["custom"] == {}
    refused = clinic.ask("PATCH", here, {"custom": {"nurse": None}})
    assert (refused.status, refused.fields) == (422, {"custom.nurse"})
    clinic.patch(PLACE, {"customisation": {"name": "taxi"}})
    assert clinic.get(here)["custom"] == {}
    clinic.patch(PLACE, {"customisation": {"name": "clinic"}})
    assert clinic.get(here)["custom"]["nurse"] == nurse


def test_who_comes_back_finds_no_nurse_who_has_left_meanwhile(clinic: Program, hire: Callable[..., str]) -> None:
    nurse, other = hire("Nina", "102"), hire("Olga", "103")
    doctor = hire("Dmitri", "101", custom={"nurse": nurse})
    clinic.patch(PLACE, {"customisation": None})
    clinic.delete(f"{PLACE}/employees/{nurse}")
    clinic.patch(PLACE, {"customisation": {"name": "clinic"}})
    here = f"{PLACE}/employees/{doctor}"
    assert clinic.patch(here, {"name": "Dr. Dmitri"})["name"] == "Dr. Dmitri", "no edit is held up by it"
    assert clinic.patch(here, {"custom": {"nurse": other}})["custom"]["nurse"] == other


def test_phones_numbers_and_generic_objects_have_extra_fields_too(owner: Program, hire: Callable[..., str]) -> None:
    owner.patch(PLACE, {"customisation": {"name": "taxi"}})
    driver = hire("Dina", "101")
    number = owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "custom": {"trips": True}})
    assert number["custom"] == {"trips": True}
    passenger = {"name": "Petr", "number": "+79161234567", "custom": {"driver": driver}}
    contact = owner.post(f"{PLACE}/contacts", passenger)
    assert contact["custom"] == {"driver": driver}
    assert owner.get(f"{PLACE}/contacts")["items"][0]["custom"] == {"driver": driver}
    assert owner.get(f"{PLACE}/numbers")["items"][0]["custom"] == {"trips": True}
    phone = owner.get(f"{PLACE}/employees/{driver}")["phones"][0]
    assert phone["custom"] == {}
    refused = owner.ask("PATCH", f"{PLACE}/phones/{phone['id']}", {"custom": {"trips": True}})
    assert (refused.status, refused.fields) == (422, {"custom.trips"})
    assert "has no extra fields here" in refused.text


def test_phones_keep_their_extra_fields(customers: Customers, hire: Callable[..., str], plates: None) -> None:
    owner = customers.owner
    owner.patch(PLACE, {"customisation": {"name": "plates"}})
    driver = hire("Dina", "101")
    first = owner.get(f"{PLACE}/employees/{driver}")["phones"][0]
    assert first["custom"] == {"plate": "", "seats": 4}
    one = owner.patch(f"{PLACE}/phones/{first['id']}", {"custom": {"plate": "A001"}})
    assert (one["label"], one["custom"]) == ("Desk", {"plate": "A001", "seats": 4})
    assert owner.get(f"{PLACE}/phones/{first['id']}")["custom"]["plate"] == "A001"
    two = owner.post(f"{PLACE}/phones", {"employee_id": driver, "label": "Car", "custom": {"seats": 6}})
    assert two["custom"] == {"plate": "", "seats": 6}
    assert owner.post(f"{PLACE}/phones/{two['id']}/password")["custom"]["seats"] == 6
    assert {each["custom"]["seats"] for each in owner.get(f"{PLACE}/phones")["items"]} == {4, 6}
    assert owner.patch(PLACE, {"custom": {"fleet": "black"}})["custom"] == {"fleet": "black"}
    assert owner.get(PLACE)["custom"] == {"fleet": "black"}
    refused = owner.ask("PATCH", f"{PLACE}/phones/{two['id']}", {"custom": {"seats": 99}})
    assert (refused.status, refused.fields) == (422, {"custom.seats"})


def test_the_schemas_of_extra_fields_are_told_in_both_languages(clinic: Program) -> None:
    told = clinic.get(f"{PLACE}/customisation")
    assert (told["name"], told["bundle"], told["title"], told["known"]) == ("clinic", None, "Clinic", True)
    assert told["fields"]["employee"]["properties"]["nurse"]["title"] == "Nurse"
    russian = clinic.get(f"{PLACE}/customisation?language=ru")
    assert russian["title"] == "Клиника"
    assert russian["fields"]["employee"]["properties"]["nurse"]["title"] == "Медсестра"
    schema = clinic.get(f"{PLACE}/document-schema")
    assert schema["$defs"]["EmployeeCustom"]["properties"]["nurse"]["anyOf"][0]["x-refers-to"] == "employee"
    assert schema["$defs"]["Employee"]["properties"]["custom"]["$ref"] == "#/$defs/EmployeeCustom"


def test_a_company_chooses_among_those_of_the_release(owner: Program) -> None:
    found = owner.get(f"{PLACE}/customisations?language=ru")["items"]
    assert {each["name"]: each["title"] for each in found}["shop"] == "Магазин"
    assert not any(each["chosen"] for each in found)
    owner.patch(PLACE, {"customisation": {"name": "shop"}})
    assert [each["name"] for each in owner.get(f"{PLACE}/customisations")["items"] if each["chosen"]] == ["shop"]
    refused = owner.ask("PATCH", PLACE, {"customisation": {"name": "bakery"}})
    assert (refused.status, refused.fields) == (422, {"customisation.name"})
    assert "clinic, shop, taxi" in refused.text


def test_a_bundle_that_the_company_does_not_have_is_refused(customers: Customers) -> None:
    wish = {"customisation": {"name": "clinic", "bundle": "ab" * 32}}
    answer = customers.owner.ask("PATCH", PLACE, wish)
    assert answer.status == 403, answer.text
    refused = customers.operator.ask("PATCH", PLACE, wish)
    assert (refused.status, refused.fields) == (422, {"customisation.bundle"})


def test_a_change_that_is_refused_first_thing_after_a_start_leaves_nothing_behind(
    owner: Program, hire: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hire("Anna", "101")
    monkeypatch.setattr(current, "_KEPT", current._Kept())  # as in a process that has just started
    taken = {"name": "Boris", "number": "101"}
    assert owner.ask("POST", f"{PLACE}/employees", taken).status == 409
    hire("Boris", "102")
    items = owner.get(f"{PLACE}/document")["items"]
    assert [each["data"]["number"] for each in items if each["data"].get("name") == "Boris"] == ["102"]


def test_rivals_do_not_see_which_customisation_a_company_has(clinic: Program, customers: Customers) -> None:
    for path in ("customisation", "customisations", "document-schema"):
        assert customers.rival_owner.ask("GET", f"{PLACE}/{path}").status == 404
        assert customers.nobody.ask("GET", f"{PLACE}/{path}").status == 401
