"""Where a public number leads."""

import re

from playwright.sync_api import Page, expect


def test_a_number_is_sent_to_another_employee_and_back(office: Page, at: str) -> None:
    office.goto(f"{at}/numbers")
    first = office.locator("tbody tr").first
    first.get_by_role("link", name=re.compile("Change where")).click()
    before = office.locator("#employee_id option:checked").inner_text()
    for choice in ("103 Catherine Bell", before):
        office.select_option("#employee_id", label=choice)
        office.get_by_role("button", name="Save").click()
        expect(office.locator(".change-status.is-live")).to_be_visible()
        expect(first).to_contain_text(choice.split(" ", 1)[1])
        first.get_by_role("link", name=re.compile("Change where")).click()


def test_a_number_without_an_employee_is_marked(office: Page, at: str) -> None:
    office.goto(f"{at}/numbers")
    office.locator("tbody tr").first.get_by_role("link", name=re.compile("Change where")).click()
    before = office.input_value("#employee_id")
    address = office.url
    office.select_option("#employee_id", "")
    office.get_by_role("button", name="Save").click()
    expect(office.locator("tbody tr").first).to_contain_text("nobody")
    office.goto(address)
    office.select_option("#employee_id", before)
    office.get_by_role("button", name="Save").click()
    expect(office.locator("tbody tr").first).not_to_contain_text("nobody")
