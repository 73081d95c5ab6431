"""Signing in and out."""

from playwright.sync_api import Page, expect

from tests.portal.conftest import Door, sign_in


def test_wrong_password_says_what_to_do_and_keeps_the_login(watched: Page, door: Door) -> None:
    watched.goto(door.url)
    watched.fill("#login", "nobody@bluebell.example")
    watched.fill("#password", "guess")
    watched.click("main .btn-primary")
    expect(watched.get_by_role("alert")).to_contain_text("Login or password is wrong")
    expect(watched.locator("#login")).to_have_value("nobody@bluebell.example")
    expect(watched.locator("#password")).to_have_value("")


def test_whoever_signs_in_arrives_where_they_wanted_to_go(watched: Page, door: Door, at: str) -> None:
    watched.goto(f"{at}/employees")
    watched.fill("#login", door.login)
    watched.fill("#password", door.password)
    watched.click("main .btn-primary")
    expect(watched.get_by_role("heading", name="Employees")).to_be_visible()


def test_nobody_is_led_to_another_site(watched: Page, door: Door) -> None:
    for trap in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        watched.goto(f"{door.url}/sign-in?next={trap}")
        watched.fill("#login", door.login)
        watched.fill("#password", door.password)
        watched.click("main .btn-primary")
        watched.wait_for_url(f"{door.url}/companies/{door.company}")
        watched.context.clear_cookies()


def test_after_signing_out_the_page_is_closed(watched: Page, door: Door, at: str) -> None:
    office = watched
    sign_in(office, door)
    office.locator("summary", has_text="/").last.click()
    office.get_by_role("button", name="Sign out").click()
    expect(office.get_by_role("heading", name="Sign in")).to_be_visible()
    office.goto(f"{at}/employees")
    expect(office.get_by_role("heading", name="Sign in")).to_be_visible()


def test_somebody_elses_company_looks_like_none(office: Page, door: Door) -> None:
    for company in ("not-there", "carillon"):
        answer = office.goto(f"{door.url}/companies/{company}/employees")
        assert answer is not None
        assert answer.status == 404
        expect(office.get_by_role("heading", name="There is nothing here")).to_be_visible()


def test_a_session_that_ended_leads_a_live_part_to_the_door(office: Page, at: str) -> None:
    office.goto(f"{at}/employees")
    office.context.clear_cookies(name="session")
    office.fill("#search", "Anna")
    expect(office.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_second_browser_has_its_own_session(office: Page, door: Door, at: str) -> None:
    assert office.context.browser is not None
    other = office.context.browser.new_context(locale="en-US")
    page = other.new_page()
    sign_in(page, door)
    page.locator("summary", has_text="/").last.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    other.close()
    office.goto(at)
    expect(office.get_by_role("link", name="Overview")).to_be_visible()
