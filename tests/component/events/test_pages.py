"""Webhooks in the portal: a person adds one, tries it out, and sends again what was given up."""

import re

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from control_plane.features.webhooks.sending import PAUSES
from tests.component.control_plane.test_tenancy import sign_in
from tests.component.events.conftest import PLACE, Courier, hire
from tests.component.files.conftest import quiet
from tests.kit.customers import Program
from tests.kit.receiver import Receiver, Say

__all__ = ["quiet"]


@pytest.fixture
def portal(app: APIFlask, owner: Program, quiet: None) -> FlaskClient:
    made = app.test_client()
    assert sign_in(app, made).status_code == 303
    app.config["WTF_CSRF_ENABLED"] = False
    return made


def fill(url: str, **other: str) -> dict[str, str]:
    return {"name": "CRM", "url": url, "topics": "employee.created\ncall.ended", "template": "", **other}


def test_webhook_is_added_tried_out_and_its_secret_shown_once(
    portal: FlaskClient, owner: Program, courier: Courier, receiver: Receiver
) -> None:
    page = portal.post(f"{PLACE}/webhooks/add", data=fill(receiver.url))
    assert (page.status_code, "whsec_" in page.text) == (200, True)
    (made,) = owner.get(f"{PLACE}/webhooks")["items"]
    address = f"{PLACE}/webhooks/{made['id']}"
    assert made["topics"] == ["employee.created", "call.ended"]
    assert portal.post(f"{address}/do", data={"what": "test"}).status_code == 303
    courier.settle()
    assert [heard.type for heard in receiver.heard] == ["webhook.tested"]
    shown = portal.get(address).text
    assert "thanks" in shown
    assert "whsec_" not in shown
    assert "CRM" in portal.get(f"{PLACE}/webhooks").text
    changed = portal.post(f"{address}/edit", data=fill(receiver.url, name="Help desk"))
    assert changed.status_code == 303
    assert "whsec_" in portal.post(f"{address}/do", data={"what": "secret"}).text
    assert portal.post(f"{address}/do", data={"what": "remove"}).status_code == 303
    assert owner.get(f"{PLACE}/webhooks")["items"] == []


def test_wrong_form_comes_back_as_it_was_sent_with_what_to_correct(portal: FlaskClient) -> None:
    page = portal.post(f"{PLACE}/webhooks/add", data=fill("ftp://crm.example.com", topics="employee.fired"))
    assert page.status_code == 422
    assert "ftp://crm.example.com" in page.text
    assert "field-error" in page.text
    bad = portal.post(f"{PLACE}/webhooks/add", data=fill("https://crm.example.com", template="{{ event.nothing }}"))
    assert (bad.status_code, "nothing" in bad.text) == (422, True)


def test_what_was_given_up_is_shown_and_sent_again(
    portal: FlaskClient, owner: Program, courier: Courier, receiver: Receiver
) -> None:
    receiver.answers = [Say(500)]
    portal.post(f"{PLACE}/webhooks/add", data=fill(receiver.url))
    address = f"{PLACE}/webhooks/{owner.get(f'{PLACE}/webhooks')['items'][0]['id']}"
    hire(owner, "101")
    for _ in range(len(PAUSES) + 1):
        courier.round()
        courier.time_passes()
    page = portal.get(address).text
    assert "answered 500" in page
    (again,) = re.findall(r'action="([^"]+/resend)"', page)
    receiver.answers = [Say(200)]
    assert portal.post(again).status_code == 303
    courier.settle()
    assert owner.get(f"{PLACE}/deliveries?state=dead")["items"] == []
    portal.post(f"{address}/do", data={"what": "pause"})
    assert 'value="resume"' in portal.get(address).text
