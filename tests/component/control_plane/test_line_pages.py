"""Provider lines in the portal, as a browser without scripts uses it."""

import re

from apiflask import APIFlask
from flask.testing import FlaskClient

from tests.kit.customers import PASSWORD, Customers, Program

PLACE = "/companies/bluebell"
FIELDS = {
    "name": "City", "host": "sip.example.net", "port": "5061", "transport": "tls", "media_encryption": "sdes",
    "authentication": "registration", "username": "acme", "password": "s3cret", "caller_number": "8 495 123-00-01",
    "caller_id": "line", "calls_max": "4", "codecs": "G722, alaw", "disabled": "",
}  # fmt: skip


def send(browser: FlaskClient, path: str, fields: dict[str, str]) -> tuple[int, str]:
    page = browser.get(path).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None, page
    answer = browser.post(path, data={**fields, "csrf_token": token[1]})
    return answer.status_code, answer.text


def signed_in(app: APIFlask, customers: Customers) -> FlaskClient:
    browser = app.test_client()
    status, _ = send(browser, "/sign-in", {"login": "vera@example.com", "password": PASSWORD})
    assert status in (302, 303)
    return browser


def test_a_line_is_added_changed_and_removed(app: APIFlask, customers: Customers, owner: Program) -> None:
    browser = signed_in(app, customers)
    assert send(browser, f"{PLACE}/lines/add", FIELDS)[0] == 303
    (line,) = [each for each in owner.get(f"{PLACE}/lines")["items"] if each["name"] == "City"]
    assert (line["transport"], line["codecs"], line["calls_max"]) == ("tls", ["g722", "alaw"], 4)
    assert line["caller_number"] == "+74951230001"
    listed = browser.get(f"{PLACE}/lines").text
    for words in ("City", "sip.example.net:5061", "not known"):
        assert words in listed, words
    shown = browser.get(f"{PLACE}/lines/{line['id']}").text
    assert "s3cret" not in shown
    off = {**FIELDS, "password": "", "disabled": "yes"}
    assert send(browser, f"{PLACE}/lines/{line['id']}", off)[0] == 303
    after = owner.get(f"{PLACE}/lines/{line['id']}")
    assert (after["state"], after["has_password"]) == ("off", True)
    assert send(browser, f"{PLACE}/lines/{line['id']}/remove", {})[0] == 303
    assert owner.ask("GET", f"{PLACE}/lines/{line['id']}").status == 404


def test_mistakes_come_back_with_words_beside_them(app: APIFlask, customers: Customers) -> None:
    browser = signed_in(app, customers)
    wrong = {**FIELDS, "host": "no host", "port": "70000", "calls_max": "many", "codecs": "mp3"}
    status, page = send(browser, f"{PLACE}/lines/add", wrong)
    assert status == 422
    for words in ("provider&#39;s server", "port from 1 to 65535", "0 is no limit", "alaw, ulaw, g722, gsm"):
        assert words in page, words
    assert 'value="no host"' in page
