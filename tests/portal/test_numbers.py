"""Where a public number leads."""

import re

from playwright.sync_api import Page, expect


def test_a_number_is_sent_to_another_employee_and_back(office: Page, at: str) -> None:
    office.goto(f"{at}/numbers")
    first = office.locator("tbody tr").first
    first.get_by_role("link", name=re.compile("Edit")).click()
    before = office.locator("#destination option:checked").inner_text()
    for choice in ("103 Catherine Bell", before):
        office.select_option("#destination", label=choice)
        office.get_by_role("button", name="Save").last.click()
        expect(office.locator(".change-status.is-live")).to_be_visible()
        expect(first).to_contain_text(choice)
        first.get_by_role("link", name=re.compile("Edit")).click()


def test_a_number_outside_is_understood_as_people_write_it(office: Page, at: str) -> None:
    office.goto(f"{at}/numbers")
    first = office.locator("tbody tr").first
    first.get_by_role("link", name=re.compile("Edit")).click()
    before, address = office.input_value("#destination"), office.url
    office.select_option("#destination", "outside")
    office.fill("[id='destination.number']", "8 916 12")
    office.get_by_role("button", name="Save").last.click()
    expect(office.locator("[id='destination.number-error']")).to_contain_text("no telephone number")
    office.fill("[id='destination.number']", "8 916 123-45-67")
    office.get_by_role("button", name="Save").last.click()
    expect(first).to_contain_text("+7 916 123-45-67")
    office.goto(address)
    office.select_option("#destination", before)
    office.get_by_role("button", name="Save").last.click()


def test_a_number_that_leads_nowhere_is_told_so(office: Page, at: str) -> None:
    office.goto(f"{at}/numbers")
    office.locator("tbody tr").first.get_by_role("link", name=re.compile("Edit")).click()
    before = office.input_value("#destination")
    address = office.url
    office.select_option("#destination", "")
    office.get_by_role("button", name="Save").last.click()
    expect(office.locator("tbody tr").first).to_contain_text("leads nowhere")
    expect(office.locator(".notice.is-warning")).to_contain_text("callers hear that it does not exist")
    office.goto(address)
    office.select_option("#destination", before)
    office.get_by_role("button", name="Save").last.click()
    expect(office.locator("tbody tr").first).not_to_contain_text("leads nowhere")
