"""Asking again, and changes that somebody else was faster with, against a server that answers as told."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from carillon_client import Carillon, ChangedMeanwhile, Conflict, Problem, ServerFault, Unreachable
from carillon_client.generated.employees import Employee

ANNA = {"id": "7", "name": "Anna", "number": "501", "ring_seconds": 20}
Step = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def answer(status: int, body: Any = None, **headers: str) -> httpx.Response:
    kind = "application/problem+json" if status >= 400 else "application/json"
    sent = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, content=b"" if body is None else json.dumps(body).encode(), headers=sent)


def problem(status: int, code: str, **headers: str) -> httpx.Response:
    return answer(status, {"code": code, "title": "", "detail": f"It is {code}."}, **headers)


class Script:
    """One answer after the other; `asked` keeps the requests."""

    def __init__(self, *steps: Step) -> None:
        self.steps, self.asked = list(steps), list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, httpx.Response) else step(request)


def anna(script: Script) -> Employee:
    carillon = Carillon("https://a.example/", "t", pause=0.001, transport=httpx.MockTransport(script))
    return carillon.company("acme").employees.get("7")


def test_a_change_says_which_state_it_was_made_from() -> None:
    script = Script(
        answer(200, ANNA, ETag='"a"'), answer(200, ANNA | {"name": "Anna Bell"}, ETag='"b"'), answer(200, {})
    )
    person = anna(script)
    person.name = "Anna Bell"
    person.save()
    person.delete()
    assert [each.headers.get("If-Match") for each in script.asked] == [None, '"a"', '"b"']


def test_a_change_of_somebody_else_is_not_overwritten() -> None:
    person = anna(Script(answer(200, ANNA, ETag='"a"'), problem(412, "stale"), answer(200, ANNA | {"name": "Ada"})))
    person.name = "Anna Bell"
    with pytest.raises(ChangedMeanwhile, match="It is stale"):
        person.save()
    assert person.reload().name == "Ada"


@pytest.mark.parametrize("second", [problem(412, "stale"), problem(409, "nothing-changed")])
def test_a_change_whose_answer_was_lost_is_not_taken_for_somebody_elses(second: httpx.Response) -> None:
    mine = ANNA | {"name": "Anna Bell"}
    lost = httpx.ReadError("closed")
    person = anna(Script(answer(200, ANNA, ETag='"a"'), lost, second, answer(200, mine, ETag='"b"')))
    person.name = "Anna Bell"
    person.save()
    assert person.name == "Anna Bell"


def test_a_lost_answer_does_not_hide_what_somebody_else_did() -> None:
    theirs = ANNA | {"name": "Ada"}
    person = anna(
        Script(answer(200, ANNA, ETag='"a"'), httpx.ReadError("closed"), problem(412, "stale"), answer(200, theirs))
    )
    person.name = "Anna Bell"
    with pytest.raises(ChangedMeanwhile):
        person.save()


def test_not_now_is_asked_again_and_a_refusal_is_not() -> None:
    script = Script(problem(503, "starting"), problem(429, "too-many-requests", Retry_After="0"), answer(200, ANNA))
    assert anna(script).name == "Anna"
    assert len(script.asked) == 3
    with pytest.raises(Conflict):
        anna(Script(problem(409, "taken")))


def test_a_request_that_is_still_carried_out_is_waited_for() -> None:
    script = Script(
        answer(200, ANNA), httpx.ReadTimeout("slow"), problem(409, "in-progress"), answer(200, ANNA | {"pin": None})
    )
    person = anna(script)
    person._act("POST", "greet", None)
    keys = [each.headers.get("Idempotency-Key") for each in script.asked[1:]]
    assert len(set(keys)) == 1
    assert keys[0]


def test_after_the_last_try_the_reason_is_told() -> None:
    with pytest.raises(Unreachable, match=r"https://a\.example does not answer: refused"):
        anna(Script(*[httpx.ConnectError("refused")] * 4))
    with pytest.raises(ServerFault) as fault:
        anna(Script(*[httpx.Response(502, content=b"<html>")] * 4))
    assert (fault.value.status, fault.value.code) == (502, "no-problem-json")
    assert isinstance(fault.value, Problem)


def test_what_a_newer_server_says_beyond_what_is_known_is_kept_and_not_refused() -> None:
    person = anna(Script(answer(200, ANNA | {"presence": "on-the-moon", "colour": "red"}, ETag='"a"')))
    assert person.presence == "on-the-moon"  # type: ignore[comparison-overlap]
    assert person.as_json()["colour"] == "red"
    person.name = "Anna Bell"
    assert person._changed() == {"name": "Anna Bell"}
