"""Hiring, changing and removing an employee, as an office manager does it."""

import re

import pytest
from playwright.sync_api import Page, expect

LIVE = re.compile(r"^Live on 1 of 1 nodes in [0-9.]+ s$")

pytestmark = pytest.mark.usefixtures("leaves_no_trace")


def hire(page: Page, at: str, name: str, number: str = "") -> None:
    page.goto(f"{at}/employees/add")
    page.fill("#name", name)
    if number:
        page.fill("#number", number)
    page.get_by_role("button", name="Add employee").click()


def test_new_employee_gets_a_phone_and_is_live_at_once(office: Page, at: str) -> None:
    hire(office, at, "Ольга Новикова", "170")
    expect(office.get_by_role("heading", name="Phone of Ольга Новикова")).to_be_visible()
    expect(office.locator(".change-status")).to_have_text(LIVE, use_inner_text=True)
    for label in ("Server", "Login", "Password"):
        expect(office.get_by_role("button", name=f"Copy {label}")).to_be_visible()
    office.get_by_role("link", name="Done").click()
    expect(office.get_by_role("row", name=re.compile("Ольга Новикова.*170"))).to_be_visible()


def test_the_password_is_shown_only_once(office: Page, at: str) -> None:
    hire(office, at, "Once Only", "171")
    password = office.locator("dd code").last.inner_text()
    office.goto(f"{at}/employees")
    office.get_by_role("link", name="Once Only", exact=True).click()
    expect(office.get_by_role("heading", name="Phones")).to_be_visible()
    assert password not in office.content()


def test_the_next_free_number_is_suggested(office: Page, at: str) -> None:
    office.goto(f"{at}/employees/add")
    suggested = office.input_value("#number")
    hire(office, at, "Next Free")
    expect(office.get_by_role("heading", name="Phone of Next Free")).to_be_visible()
    office.goto(f"{at}/employees/add")
    assert int(office.input_value("#number")) > int(suggested)


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(office: Page, at: str) -> None:
    hire(office, at, "Typed With Care", "101")
    expect(office.locator("#number-error")).to_contain_text("belongs to")
    expect(office.locator("#number")).to_be_focused()
    expect(office.locator("#number")).to_have_attribute("aria-invalid", "true")
    expect(office.locator("#name")).to_have_value("Typed With Care")
    office.fill("#number", "1x")
    office.fill("#ring_seconds", "900")
    office.fill("#outside_number", "call me")
    office.get_by_role("button", name="Add employee").click()
    expect(office.locator("#number-error")).to_contain_text("Write two to six digits")
    expect(office.locator("#ring_seconds-error")).to_contain_text("at most 180")
    expect(office.locator("#outside_number")).to_have_value("call me")
    office.fill("#number", "172")
    office.fill("#ring_seconds", "30")
    office.get_by_role("button", name="Add employee").click()
    expect(office.locator("#outside_number-error")).to_contain_text("no telephone number")


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "{{ 7*7 }} ${7*7}", "👩‍🚀 Дарья & Co"],
)
def test_a_hostile_name_is_only_a_name(office: Page, at: str, name: str) -> None:
    office.on("dialog", lambda _dialog: pytest.fail("a name ran as a script"))
    hire(office, at, name, "173")
    expect(office.locator(".change-words")).to_have_text(f"{name} was added.")
    for section in ("employees", "versions", ""):
        office.goto(f"{at}/{section}".rstrip("/"))
        expect(office.get_by_text(name).first).to_be_visible()


@pytest.mark.parametrize("name", ["", "   ", "x" * 10_000])
def test_an_impossible_name_is_refused_in_words(office: Page, at: str, name: str) -> None:
    hire(office, at, name, "174")
    expect(office.locator("#name-error")).to_be_visible()


def test_renaming_is_live_and_a_change_without_a_change_says_so(office: Page, at: str) -> None:
    hire(office, at, "Before Wedding", "175")
    expect(office.get_by_role("heading", name="Phone of Before Wedding")).to_be_visible()
    office.goto(f"{at}/employees")
    office.get_by_role("link", name="Before Wedding", exact=True).click()
    office.fill("#name", "After Wedding")
    office.get_by_role("button", name="Save").click()
    expect(office.locator(".change-words")).to_have_text("After Wedding was saved.")
    expect(office.locator(".change-status")).to_have_text(LIVE, use_inner_text=True)
    office.get_by_role("link", name="After Wedding", exact=True).click()
    office.get_by_role("button", name="Save").click()
    expect(office.get_by_text("Nothing was changed.")).to_be_visible()


def test_removing_asks_first_and_escape_keeps_the_employee(office: Page, at: str) -> None:
    hire(office, at, "Leaving Soon", "176")
    expect(office.get_by_role("heading", name="Phone of Leaving Soon")).to_be_visible()
    office.goto(f"{at}/employees")
    office.get_by_role("link", name="Remove Leaving Soon").click()
    question = office.get_by_role("dialog", name="Remove Leaving Soon?")
    expect(question).to_be_visible()
    office.keyboard.press("Escape")
    expect(question).to_be_hidden()
    office.get_by_role("link", name="Remove Leaving Soon").click()
    question.get_by_role("button", name="Remove").click()
    expect(office.locator(".change-words")).to_have_text("Leaving Soon was removed.")
    expect(office.get_by_role("link", name="Leaving Soon", exact=True)).to_be_hidden()


def test_searching_shows_who_fits(office: Page, at: str) -> None:
    hire(office, at, "Зоя Щукина", "177")
    expect(office.get_by_role("heading", name="Phone of Зоя Щукина")).to_be_visible()
    office.goto(f"{at}/employees")
    office.get_by_role("searchbox").press_sequentially("щук")
    expect(office.get_by_role("row")).to_have_count(2)
    office.get_by_role("searchbox").fill("nobody like this")
    expect(office.get_by_role("heading", name="Nobody was found")).to_be_visible()


def test_hiring_works_without_scripts(page: Page, office: Page, at: str) -> None:
    browser = office.context.browser
    assert browser is not None
    plain = browser.new_context(locale="en-US", java_script_enabled=False, storage_state=office.context.storage_state())
    bare = plain.new_page()
    hire(bare, at, "No Scripts", "178")
    expect(bare.get_by_role("heading", name="Phone of No Scripts")).to_be_visible()
    bare.goto(f"{at}/employees")
    bare.get_by_role("link", name="Remove No Scripts").click()
    bare.get_by_role("button", name="Remove").click()
    expect(bare.locator(".change-words")).to_have_text("No Scripts was removed.")
    plain.close()
