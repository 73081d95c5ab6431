"""What holds on every page: both languages, a narrow window, names for everything, strict headers."""

import pytest
from playwright.sync_api import Page, expect

PAGES = (
    "",
    "/employees",
    "/employees/add",
    "/numbers",
    "/lines",
    "/lines/add",
    "/telephony",
    "/freepbx",
    "/telephony/teams",
    "/telephony/schedules/add",
    "/telephony/waiting-lines/add",
    "/telephony/menus/add",
    "/telephony/flows/add",
    "/settings",
    "/everything",
    "/calls",
    "/calls?result=missed",
    "/mails",
    "/what-if",
    "/coverage",
    "/what-if?from=101&to=102",
    "/scenarios",
    "/single-sign-on",
    "/webhooks",
    "/webhooks/add",
    "/archive",
    "/versions",
    "/versions/1",
    "/versions/compare",
    "/drafts",
    "/audit",
    "/audit?verify=1",
    "/people",
    "/visits",
    "/../../tokens",
)

_NAMELESS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
  .filter(e => e.checkVisibility())
  .filter(e => !(e.innerText?.trim() || e.ariaLabel || e.labels?.length || e.textContent?.trim()))
  .map(e => e.outerHTML)"""

# WCAG 2.2 §1.4.3 over every visible text: the text's colour against the nearest opaque ground below it.
_PALE = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor);
    if (c[3] > 250) return c; } return rgba('Canvas'); };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pale = [];
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !e.checkVisibility({opacityProperty: true})) continue;
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) pale.push(`${texts.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return pale;
}"""


@pytest.mark.parametrize("page_path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_has_a_name_and_enough_contrast(office: Page, at: str, page_path: str, scheme: str) -> None:
    office.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    office.goto(at + page_path)
    assert office.evaluate(_NAMELESS) == []
    assert office.evaluate(_PALE) == []
    assert office.locator("h1").count() == 1


@pytest.mark.parametrize("page_path", PAGES)
@pytest.mark.parametrize("language", ["English", "Русский"])
def test_a_narrow_window_never_scrolls_sideways(office: Page, at: str, page_path: str, language: str) -> None:
    office.set_viewport_size({"width": 360, "height": 740})
    speak(office, language)
    office.goto(at + page_path)
    assert office.evaluate("document.documentElement.scrollWidth") <= 360
    if "/.." not in page_path:  # a page of a company
        expect(office.get_by_role("navigation").first).to_be_in_viewport()


@pytest.mark.parametrize("page_path", PAGES)
def test_the_russian_portal_speaks_russian_only(office: Page, at: str, page_path: str) -> None:
    speak(office, "Русский")
    office.goto(at + page_path)
    assert office.locator("html").get_attribute("lang") == "ru"
    for english in ("Employees", "Numbers", "Calls", "Changes", "Overview", "Live on", "today", "Save", "added"):
        expect(office.locator("body").get_by_text(english, exact=True)).to_have_count(0)


def test_the_chosen_language_stays(office: Page, at: str) -> None:
    speak(office, "Русский")
    office.goto(f"{at}/employees")
    expect(office.get_by_role("heading", name="Сотрудники")).to_be_visible()
    speak(office, "English")
    expect(office.get_by_role("heading", name="Employees")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(office: Page, at: str) -> None:
    office.goto(f"{at}/employees")
    office.keyboard.press("Tab")
    expect(office.get_by_role("link", name="Skip to the content")).to_be_focused()
    office.keyboard.press("Enter")
    office.keyboard.press("Tab")
    expect(office.locator("#content").get_by_role("link").first).to_be_focused()


def test_pages_forbid_foreign_and_inline_code(office: Page, at: str) -> None:
    answer = office.goto(at)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert office.locator("script:not([src]), [style], [onclick]").count() == 0


def test_built_files_may_be_kept_for_ever(office: Page, at: str) -> None:
    with office.expect_response("**/static/portal-*.js") as answer:
        office.goto(at)
    assert "immutable" in answer.value.headers["cache-control"]


def speak(page: Page, language: str) -> None:
    """Choose a language in the bar."""
    page.locator("summary").first.click()
    page.get_by_role("button", name=language, exact=True).click()
    page.wait_for_load_state()
