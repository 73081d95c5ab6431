"""One program that asks too much is told to slow down; all others, people and nodes go on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from apiflask import APIFlask
from structlog.testing import capture_logs

from control_plane.app import create_app
from tests.component.control_plane.conftest import Portal
from tests.component.control_plane.objects import PLACE
from tests.kit.customers import PASSWORD, Customers, Program
from tests.kit.engines import Engines

Limited = Callable[..., APIFlask]


@pytest.fixture
def limited(engines: Engines, customers: Customers) -> Limited:
    """An app with limits of its own."""

    def make(**limits: int | str) -> APIFlask:
        return create_app(engines.settings.model_copy(update=limits))

    return make


def test_answers_tell_how_much_is_left(limited: Limited, customers: Customers) -> None:
    owner = replace(customers.owner, app=limited(requests_per_minute=5))
    left = [owner.ask("GET", PLACE).headers for _ in range(3)]
    assert [each["RateLimit-Limit"] for each in left] == ["5"] * 3
    assert [each["RateLimit-Remaining"] for each in left] == ["4", "3", "2"]
    assert all(0 < int(each["RateLimit-Reset"]) <= 60 for each in left)


def test_who_asks_too_much_is_refused_and_told_how_long_and_others_are_not(
    limited: Limited, customers: Customers
) -> None:
    app = limited(requests_per_minute=3)
    owner = replace(customers.owner, app=app)
    for _ in range(3):
        assert owner.ask("GET", PLACE).status == 200
    refused = owner.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    assert (refused.status, refused.code) == (429, "too-many-requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert replace(customers.reseller, app=app).get(f"{PLACE}/employees")["items"] == []


def test_tokens_cannot_be_guessed_at_speed(limited: Limited, customers: Customers) -> None:
    app = limited(refusals_per_minute=5)
    answers = [Program(app, f"crl_guess{n}").ask("GET", PLACE).status for n in range(8)]
    assert answers == [401] * 5 + [429] * 3


def test_pages_health_and_nodes_are_not_counted(limited: Limited, customers: Customers) -> None:
    app = limited(requests_per_minute=1, refusals_per_minute=1)
    client = Portal(app, app.response_class)
    assert client.post("/sign-in", data={"login": "vera@example.com", "password": PASSWORD}).status_code == 303
    for _ in range(3):
        assert client.get(PLACE).status_code == 200
        assert client.get("/healthz").status_code == 200
        assert client.post("/node/v1/heartbeats", json={"envelope": "x"}).status_code in (400, 401, 403, 422)


def test_without_valkey_nobody_is_held_up_and_the_log_says_so_once(limited: Limited, customers: Customers) -> None:
    owner = replace(customers.owner, app=limited(redis_url="redis://127.0.0.1:1/0", requests_per_minute=1))
    with capture_logs() as said:
        for _ in range(4):
            answer = owner.ask("GET", PLACE)
            assert (answer.status, "RateLimit-Limit" in answer.headers) == (200, False)
    assert [line["event"] for line in said].count("rates-not-counted") == 1


def test_no_limit_is_no_limit(limited: Limited, customers: Customers) -> None:
    owner = replace(customers.owner, app=limited(requests_per_minute=0, refusals_per_minute=0))
    assert "RateLimit-Limit" not in owner.ask("GET", PLACE).headers
