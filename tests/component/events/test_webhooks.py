"""Webhooks: signed, in order, at least once, tried again later each time, given up in sight, sent again on request."""

import base64
import hashlib
import hmac
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from control_plane.features.events.models import Task
from control_plane.features.webhooks.models import Webhook
from control_plane.features.webhooks.sending import PAUSES
from tests.component.events.conftest import PLACE, Courier, hire, hook
from tests.kit.customers import Customers, Program
from tests.kit.receiver import Heard, Receiver, Say


def signed_with(secret: str, heard: Heard) -> bool:
    """Standard Webhooks' verification, written from its text alone."""
    content = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    digest = hmac.new(base64.b64decode(secret[len("whsec_") :]), content, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(each, wanted) for each in heard.headers["webhook-signature"].split(" "))


def numbers(receiver: Receiver) -> list[str]:
    return [heard.message["data"]["object"]["number"] for heard in receiver.heard]


def test_program_hears_of_a_change_with_a_signature_that_fits(
    owner: Program, courier: Courier, receiver: Receiver
) -> None:
    made = hook(owner, receiver.url, "employee.created")
    hire(owner, "101", "Анна")
    courier.settle()
    (heard,) = receiver.heard
    assert heard.path == "/bells"
    assert heard.headers["content-type"] == "application/json"
    assert signed_with(made["secret"], heard)
    assert not signed_with("whsec_" + base64.b64encode(b"x" * 32).decode(), heard)
    assert abs(int(heard.headers["webhook-timestamp"]) - time.time()) < 60
    message = heard.message
    assert (message["type"], message["data"]["company"]) == ("employee.created", "bluebell")
    assert (message["data"]["object"]["name"], message["data"]["id"]) == ("Анна", heard.id)
    assert message["timestamp"].endswith("Z")


def test_only_what_was_asked_for_is_sent_and_only_of_the_own_company(
    customers: Customers, courier: Courier, receiver: Receiver
) -> None:
    hook(customers.owner, receiver.url, "employee.*", "version.published")
    customers.owner.post(f"{PLACE}/teams", {"name": "Sales"})
    customers.rival_owner.post("/companies/rival/employees", {"name": "Eve", "number": "201"})
    hire(customers.owner, "101")
    courier.settle()
    assert [heard.type for heard in receiver.heard] == ["version.published", "employee.created", "version.published"]


def test_secret_is_shown_once_and_while_it_is_replaced_both_sign(
    owner: Program, courier: Courier, receiver: Receiver, rows: Session
) -> None:
    made = hook(owner, receiver.url)
    place = f"{PLACE}/webhooks/{made['id']}"
    assert "secret" not in owner.get(place)
    assert made["secret"].encode() not in (rows.scalars(select(Webhook.secret_box)).one())
    renewed = owner.post(f"{place}/secret")
    assert renewed["secret"] != made["secret"]
    hire(owner, "101")
    courier.settle()
    assert signed_with(made["secret"], receiver.heard[0])
    assert signed_with(renewed["secret"], receiver.heard[0])
    rows.execute(update(Webhook).values(former_until=func.now() - timedelta(seconds=1)))
    hire(owner, "102")
    courier.settle()
    assert not signed_with(made["secret"], receiver.heard[1])
    assert signed_with(renewed["secret"], receiver.heard[1])


def test_events_come_in_order_and_one_that_fails_is_waited_for(
    owner: Program, courier: Courier, receiver: Receiver
) -> None:
    receiver.answers = [Say(500, b"out of order"), Say(503), Say(200)]
    made = hook(owner, receiver.url, "employee.created")
    for number in ("101", "102", "103"):
        hire(owner, number)
    courier.settle()
    assert numbers(receiver) == ["101"]
    for _ in range(2):
        courier.time_passes()
        courier.settle()
    assert numbers(receiver) == ["101", "101", "101", "102", "103"]
    assert len({heard.id for heard in receiver.heard[:3]}) == 1, "the same event has the same id each time"
    log = owner.get(f"{PLACE}/webhooks/{made['id']}/attempts")["items"]
    assert [attempt["status"] for attempt in reversed(log)] == [500, 503, 200, 200, 200]
    assert (log[-1]["answer"], log[-1]["problem"]) == ("out of order", "NotDelivered: answered 500")


def test_attempts_come_later_each_time_from_five_seconds_to_eight_hours(
    owner: Program, courier: Courier, receiver: Receiver, rows: Session
) -> None:
    receiver.answers = [Say(500)]
    hook(owner, receiver.url, "employee.created")
    hire(owner, "101")
    waits = []
    for _ in PAUSES:
        courier.round()
        waits.append(float(rows.scalars(select(func.extract("epoch", Task.due_at - func.now()))).one()))
        courier.time_passes()
    assert (PAUSES[0], PAUSES[-1]) == (5, 8 * 3600)
    assert all(pause * 0.75 < wait < pause * 1.25 for wait, pause in zip(waits, PAUSES, strict=True))


def test_what_was_given_up_is_seen_and_sent_again_and_three_in_a_row_pause_the_webhook(
    owner: Program, courier: Courier, receiver: Receiver
) -> None:
    receiver.answers = [Say(500)]
    made = hook(owner, receiver.url, "employee.created")
    place = f"{PLACE}/webhooks/{made['id']}"
    for number in ("101", "102", "103", "104"):
        hire(owner, number)
    for _ in range(3 * (len(PAUSES) + 1)):
        courier.round()
        courier.time_passes()
    assert numbers(receiver) == [number for number in ("101", "102", "103") for _ in range(8)]
    dead = owner.get(f"{PLACE}/deliveries?webhook={made['id']}&state=dead")["items"]
    assert [each["event"]["object"]["number"] for each in dead] == ["103", "102", "101"]
    assert "in a row" in owner.get(place)["paused"]
    courier.settle()
    assert "104" not in numbers(receiver), "paused: the fourth waits"
    receiver.answers = [Say(200)]
    assert owner.post(f"{place}/resume")["paused"] is None
    courier.settle()
    assert numbers(receiver)[-1] == "104"
    owner.post(f"{PLACE}/deliveries/{dead[1]['id']}/resend")
    courier.settle()
    assert numbers(receiver)[-1] == "102"
    assert owner.get(f"{PLACE}/deliveries?state=dead")["items"][0]["id"] == dead[0]["id"]


def test_other_side_that_is_gone_is_not_asked_again(owner: Program, courier: Courier, receiver: Receiver) -> None:
    receiver.answers = [Say(410)]
    made = hook(owner, receiver.url, "employee.created")
    hire(owner, "101")
    hire(owner, "102")
    courier.settle()
    courier.time_passes()
    courier.settle()
    assert numbers(receiver) == ["101"]
    assert "410" in owner.get(f"{PLACE}/webhooks/{made['id']}")["paused"]


def test_paused_by_hand_waits_and_goes_on_in_order(owner: Program, courier: Courier, receiver: Receiver) -> None:
    made = hook(owner, receiver.url, "employee.created")
    owner.post(f"{PLACE}/webhooks/{made['id']}/pause")
    hire(owner, "101")
    hire(owner, "102")
    assert courier.settle() == 0
    owner.post(f"{PLACE}/webhooks/{made['id']}/resume")
    courier.settle()
    assert numbers(receiver) == ["101", "102"]


def test_test_event_goes_to_this_webhook_alone(owner: Program, courier: Courier, receiver: Receiver) -> None:
    made = hook(owner, receiver.url, "call.ended")
    hook(owner, receiver.url + "/other", "*")
    delivery = owner.post(f"{PLACE}/webhooks/{made['id']}/test")["delivery"]
    courier.settle()
    assert [(heard.path, heard.type) for heard in receiver.heard] == [("/bells", "webhook.tested")]
    (shown,) = owner.get(f"{PLACE}/deliveries?webhook={made['id']}")["items"]
    assert (shown["id"], shown["state"]) == (delivery, "done")


def test_template_makes_another_message_and_what_callers_claim_cannot_break_it(
    owner: Program, courier: Courier, receiver: Receiver
) -> None:
    template = '{"text": {{ ("Hired: " ~ event.data.object.name)|tojson }}, "type": {{ event.type|tojson }}}'
    made = hook(owner, receiver.url, "employee.created", template=template)
    hire(owner, "101", 'Anna "Bell" {{ 7 * 7 }}')
    courier.settle()
    assert receiver.heard[0].message == {"text": 'Hired: Anna "Bell" {{ 7 * 7 }}', "type": "employee.created"}
    assert signed_with(made["secret"], receiver.heard[0])


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("not json", "no JSON"),
        ("{{ event.nothing }}", "nothing"),
        ("{% for a in [1] %}", "line 1"),
        ("{{ ''.__class__.__mro__ }}", "must not use"),
        ("{{ event.__init__.__globals__ }}", ""),
        ("{% include '/etc/passwd' %}", ""),
        ("{{ 'a' * 1000000000 }}", "too"),
        ("{{ 'a'|center(100000000) }}", ""),
        ("{% for a in 'x' * 100000 %}{% for b in 'x' * 100000 %}{% endfor %}{% endfor %}", "too long"),
        ("{{ 9 ** (9 ** 9) }}", "too long"),
        ("{% for a in 'x' * 100000 %}{{ event.type }}{% endfor %}", "more than"),
        ("{{ range(10) }}", ""),
        ("a" * 9000, ""),
    ],
)
def test_template_that_is_wrong_or_a_bomb_is_refused_in_time(owner: Program, template: str, why: str) -> None:
    wish = {"name": "CRM", "url": "https://crm.example.com/", "topics": ["employee.*"], "template": template}
    began = time.monotonic()
    answer = owner.ask("POST", f"{PLACE}/webhooks", wish)
    assert (answer.status, answer.fields) == (422, {"template"})
    assert why in answer.json["detail"]
    assert time.monotonic() - began < 20
    assert owner.get(f"{PLACE}/webhooks")["items"] == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"topics": ["employee.fired"]}, "topics"),
        ({"topics": []}, "topics"),
        ({"url": "ftp://crm.example.com/"}, "url"),
        ({"url": "https://user:secret@crm.example.com/"}, "url"),
        ({"url": "nonsense"}, "url"),
        ({"name": ""}, "name"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_wrong_wish_is_refused_with_its_field(owner: Program, wish: dict[str, Any], field: str) -> None:
    right = {"name": "CRM", "url": "https://crm.example.com/", "topics": ["call.ended"]}
    answer = owner.ask("POST", f"{PLACE}/webhooks", right | wish)
    assert answer.status == 422
    assert {each.partition(".")[0] for each in answer.fields} == {field}


def test_webhooks_are_changed_and_removed_with_what_waits_for_them(
    owner: Program, courier: Courier, receiver: Receiver, rows: Session
) -> None:
    made = hook(owner, "http://127.0.0.1:1/", "employee.created")
    place = f"{PLACE}/webhooks/{made['id']}"
    hire(owner, "101")
    assert owner.patch(place, {"url": receiver.url})["topics"] == ["employee.created"]
    courier.settle()
    assert numbers(receiver) == ["101"]
    hire(owner, "102")
    owner.delete(place)
    assert rows.scalar(select(func.count()).select_from(Task)) == 0
    assert courier.settle() == 0
    assert owner.ask("GET", place).status == 404


def test_a_deleted_company_leaves_no_event_behind(customers: Customers, courier: Courier, receiver: Receiver) -> None:
    hook(customers.owner, receiver.url, "*")
    hire(customers.owner, "101")
    customers.reseller.delete(PLACE)
    courier.settle()
    assert receiver.heard == []


def test_answer_is_kept_short_and_harmless(owner: Program, courier: Courier, receiver: Receiver) -> None:
    receiver.answers = [Say(200, b"\x00\xff" + "й".encode() * 100_000)]
    made = hook(owner, receiver.url, "employee.created")
    hire(owner, "101")
    courier.settle()
    (attempt,) = owner.get(f"{PLACE}/webhooks/{made['id']}/attempts")["items"]
    assert (attempt["status"], len(attempt["answer"])) == (200, 500)
    assert "\x00" not in attempt["answer"]
