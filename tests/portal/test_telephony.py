"""Teams, menus, opening hours and all the rest, as an office manager makes them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from control_plane.features.objects.kinds.every import KINDS
from tests.portal.conftest import Door
from tests.portal.test_every_page import speak


@pytest.fixture(autouse=True)
def leaves_nothing_behind(door: Door) -> Iterator[None]:
    """What a test makes is removed afterwards, also when it failed."""
    with door.api() as api:
        before = {(kind.plural, item["id"]) for kind in KINDS for item in api.get(f"/{kind.plural}").json()["items"]}
        yield
        for kind in KINDS:
            for item in api.get(f"/{kind.plural}").json()["items"]:
                if (kind.plural, item["id"]) not in before:
                    api.delete(f"/{kind.plural}/{item['id']}", params={"detach": "true"}).raise_for_status()


def add(office: Page, at: str, plural: str) -> None:
    office.goto(f"{at}/telephony/{plural}/add")


def save(office: Page) -> None:
    office.locator(".object-form .btn-primary").click()


def test_a_team_is_made_changed_and_removed(office: Page, at: str) -> None:
    add(office, at, "teams")
    office.fill("#name", "Sales")
    office.fill("#number", "610")
    office.locator("select[name=members]").first.select_option(label="101 Анна Иванова")
    save(office)
    expect(office.locator(".change-status.is-live")).to_be_visible()
    office.get_by_role("link", name="Sales", exact=True).click()
    expect(office.locator("#number")).to_have_value("610")
    expect(office.locator("select[name=members]").first).to_have_value(re.compile("employee:"))
    office.fill("#ring_seconds", "35")
    save(office)
    office.get_by_role("link", name="Sales", exact=True).click()
    expect(office.locator("#ring_seconds")).to_have_value("35")
    office.goto(f"{at}/telephony/teams")
    office.get_by_role("link", name="Remove Sales").click()
    office.locator("#dialog .btn-danger").click()
    expect(office.get_by_role("link", name="Sales", exact=True)).to_have_count(0)


def test_opening_hours_keep_their_rows(office: Page, at: str) -> None:
    add(office, at, "schedules")
    office.fill("#name", "Shop")
    for day in ("monday", "friday"):
        office.locator(f"input[name='weekly.0.days'][value={day}]").check()
    office.fill("input[name='weekly.0.opens']", "09:00")
    office.fill("input[name='weekly.0.closes']", "18:00")
    save(office)
    office.get_by_role("link", name="Shop", exact=True).click()
    expect(office.locator("input[name='weekly.0.opens']")).to_have_value("09:00")
    expect(office.locator("input[name='weekly.0.days']:checked")).to_have_count(2)
    expect(office.locator("input[name='weekly.1.opens']")).to_have_value("")


def test_a_menu_leads_where_it_is_told(office: Page, at: str) -> None:
    add(office, at, "menus")
    office.fill("#name", "Reception")
    office.fill("textarea[name='greeting.text']", "Press one for the office.")
    office.fill("input[name='choices.0.digits']", "1")
    office.locator("select[name='choices.0.destination'] option[value^='employee:']").first.evaluate(
        "option => { option.selected = true; }"
    )
    save(office)
    office.get_by_role("link", name="Reception", exact=True).click()
    expect(office.locator("textarea[name='greeting.text']")).to_have_value("Press one for the office.")
    expect(office.locator("select[name='choices.0.destination']")).to_have_value(re.compile("employee:"))


def test_a_mistake_is_told_beside_the_entry_and_nothing_typed_is_lost(office: Page, at: str) -> None:
    add(office, at, "teams")
    office.fill("#name", "Sales")
    office.fill("#number", "1")
    save(office)
    expect(office.locator("#number-error")).to_contain_text("two to six digits")
    expect(office.locator("#name")).to_have_value("Sales")
    add(office, at, "flows")
    office.fill("#name", "Night")
    office.fill("#start", "hello")
    office.fill("#steps", "no json {")
    save(office)
    expect(office.locator("#steps-error")).to_be_visible()
    expect(office.locator("#steps")).to_have_value("no json {")


def test_a_number_that_somebody_has_is_refused_with_their_name(office: Page, at: str) -> None:
    add(office, at, "teams")
    office.fill("#name", "Sales")
    office.fill("#number", "101")
    save(office)
    expect(office.locator(".object-form")).to_contain_text("101 belongs to")


@pytest.mark.parametrize("language", ["English", "Русский"])
def test_every_kind_has_a_list_and_a_form_in_both_languages(office: Page, at: str, language: str) -> None:
    speak(office, language)
    office.goto(f"{at}/telephony")
    expect(office.locator(".kind-tile")).to_have_count(len(KINDS))
    for kind in KINDS:
        answer = office.goto(f"{at}/telephony/{kind.plural}")
        assert answer is not None
        assert answer.ok, kind.plural
        if kind.creates:
            answer = office.goto(f"{at}/telephony/{kind.plural}/add")
            assert answer is not None
            assert answer.ok, kind.plural
            expect(office.locator("#name, #service").first).to_be_visible()
