"""Call paths (flows) with real callers: asking, branching, labels, web services that hang or talk nonsense."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from tests.kit.office import CUSTOMER, Colleague, Office, rules, talked
from tests.telephony.conftest import hang_up

Pair = tuple[Colleague, Colleague]


@pytest.fixture(scope="module")
def people(founded: Office) -> Pair:
    return founded.employ("Boris", "202", ring_seconds=5), founded.employ("Clara", "203", ring_seconds=5)


def _hand(name: str, to: Colleague) -> dict[str, object]:
    return {"do": "hand", "name": name, "destination": to.here}


def _flow(firm: Office, name: str, steps: list[dict[str, object]]) -> str:
    """A public number that leads to a new flow."""
    flow = firm.make("flows", name=name, start=steps[0]["name"], steps=steps)
    return firm.public(destination={"kind": "flow", "id": flow})


def test_flow_labels_the_call_and_branches_by_caller(firm: Office, people: Pair) -> None:
    boris, clara = people
    number = _flow(
        firm,
        "By caller",
        [
            {"do": "label", "name": "mark", "label": "Key account", "then": "who"},
            {"do": "branch", "name": "who", "cases": [{"caller": CUSTOMER[:5], "then": "key"}], "otherwise": "other"},
            _hand("key", boris),
            _hand("other", clara),
        ],
    )
    talk = firm.call_in(number).wait_until_hears(boris.tone)
    hang_up(talk)
    journey = firm.journey(talk)
    assert journey["label"] == "Key account"
    assert talked(journey) == ["Boris"]


def test_flow_asks_for_digits_and_goes_by_them(firm: Office, people: Pair) -> None:
    boris, clara = people
    ask = {"do": "ask", "name": "ask", "prompt": {"text": "Your number?"}, "into": "typed", "digits_max": 2}
    number = _flow(
        firm,
        "By digits",
        [
            ask | {"wait_seconds": 3, "attempts": 2, "then": "which", "wrong": "other"},
            {
                "do": "branch",
                "name": "which",
                "cases": [{"variable": "typed", "equals": "42", "then": "key"}],
                "otherwise": "other",
            },
            _hand("key", boris),
            _hand("other", clara),
        ],
    )
    talk = firm.call_in(number).wait_until_talking()
    talk.press("42")
    talk.wait_until_hears(boris.tone)
    hang_up(talk)
    talk = firm.call_in(number).wait_until_hears(clara.tone, 25)
    hang_up(talk)
    assert "flow-step" in rules(firm.journey(talk))


@pytest.mark.parametrize("answers", ["hangs", "nonsense"])
def test_web_service_that_fails_costs_the_caller_a_moment_and_not_the_call(
    firm: Office, people: Pair, answers: str
) -> None:
    boris, clara = people
    with _web_service(answers) as url:
        fetch = {"do": "fetch", "name": "ask", "url": url, "milliseconds": 500, "variables": ["vip"]}
        number = _flow(
            firm,
            f"Service {answers}",
            [fetch | {"then": "key", "failed": "other"}, _hand("key", boris), _hand("other", clara)],
        )
        talk = firm.call_in(number).wait_until_hears(clara.tone, 15)
        hang_up(talk)
    assert "fetch" in rules(firm.journey(talk))


@contextmanager
def _web_service(answers: str) -> Iterator[str]:
    done = Event()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if answers == "hangs":
                done.wait(20)
                return
            self.send_response(200)
            self.send_header("Content-Length", "9")
            self.end_headers()
            self.wfile.write(b"\x00\xff<html>!")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/who"
    finally:
        done.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
