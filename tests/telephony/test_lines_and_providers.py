"""Calls outside: providers that refuse or say nothing, a second line, limits, permissions, emergencies."""

from collections.abc import Iterator

import pytest

from tests.kit.office import Colleague, Office
from tests.kit.phones import Answer, Phone
from tests.telephony.conftest import hang_up

OUTSIDE = "89261234567"


@pytest.fixture(scope="module")
def anna(founded: Office) -> Colleague:
    return founded.employ("Anna", "201")


@pytest.fixture
def carrier(firm: Office) -> Phone:
    assert firm.provider is not None
    return firm.provider


@pytest.fixture
def second(firm: Office) -> Iterator[Phone]:
    """Another provider with a line of its own."""
    phone = firm.phones.phone("second", "", "127.0.0.1", register=False, own_port=True, tone=970)
    line = firm.make("lines", name="Second", host="127.0.0.1", port=phone.port, caller_number=firm.number)
    yield phone
    firm.go_quiet()
    for route in firm.api.ask("GET", "/routes")["items"]:
        firm.api.change("DELETE", f"/routes/{route['id']}")
    firm.api.change("DELETE", f"/lines/{line}")
    firm.phones.remove(phone)


@pytest.mark.parametrize(
    ("code", "results"),
    [
        (401, {"failed", "refused"}),
        (403, {"refused", "failed"}),
        (404, {"not-found"}),
        (480, {"unreachable", "no-answer"}),
        (486, {"busy"}),
        (488, {"failed", "refused"}),
        (503, {"failed"}),
    ],
)
def test_refusal_of_the_provider_is_told_to_the_caller(
    firm: Office, anna: Colleague, carrier: Phone, code: int, results: set[str]
) -> None:
    carrier.answer = code
    talk = anna.phone.call(OUTSIDE).wait_until_over(25)
    assert talk.code >= 400
    assert firm.journey(talk)["result"] in results


@pytest.mark.parametrize("code", [503, 403], ids=["overloaded", "forbidden"])
def test_second_line_takes_the_call_when_the_first_fails(
    firm: Office, anna: Colleague, carrier: Phone, second: Phone, code: int
) -> None:
    carrier.answer = code
    talk = anna.phone.call(OUTSIDE)
    firm.phones.wait_for(lambda: talk.talking or talk.over, 20, "an end of the attempts")
    assert talk.talking, [(s["rule"], s["result"], s["text"]) for s in firm.journey(talk)["steps"]]
    talk.wait_until_hears(second.tone)
    hang_up(talk)


def test_busy_outside_does_not_try_another_line(firm: Office, anna: Colleague, carrier: Phone, second: Phone) -> None:
    # Which line comes first is the node's business: one that has just failed is tried last.
    carrier.answer = second.answer = Answer.BUSY
    assert anna.phone.call(OUTSIDE).wait_until_over(20).code == 486
    assert len(carrier.calls) + len(second.calls) == 1


def test_line_with_one_place_refuses_the_second_call_in_words(firm: Office, anna: Colleague, carrier: Phone) -> None:
    boris = firm.employ("Boris", "202")
    firm.change("lines", firm.line, calls_max=1)
    first = anna.phone.call(OUTSIDE).wait_until_hears(carrier.tone)
    talk = boris.phone.call(OUTSIDE)
    talk.wait_until_hears_something()
    talk.wait_until_over(20)
    assert firm.journey(talk, caller_number="202")["result"] == "over-limit"
    hang_up(first)
    firm.change("lines", firm.line, calls_max=0)


def test_call_abroad_is_not_permitted_until_somebody_allows_it(firm: Office, anna: Colleague, carrier: Phone) -> None:
    talk = anna.phone.call("81049301234567")
    talk.wait_until_hears_something()
    talk.wait_until_over(20)
    assert not carrier.calls
    assert firm.journey(talk)["result"] == "not-permitted"
    allowed = firm.make("permissions", name="World", types=["international"])
    firm.change("employees", anna.id, permission=allowed)
    talk = anna.phone.call("81049301234567").wait_until_hears(carrier.tone)
    hang_up(talk)
    firm.change("employees", anna.id, permission=None)


def test_emergency_is_called_from_every_phone(firm: Office, anna: Colleague, carrier: Phone) -> None:
    nothing = firm.make("permissions", name="Nothing", types=[])
    firm.change("employees", anna.id, permission=nothing)
    talk = anna.phone.call("112").wait_until_hears(carrier.tone)
    assert "112@" in carrier.calls[-1].invitation.splitlines()[0]
    hang_up(talk)
    firm.change("employees", anna.id, permission=None)


def test_emergency_gets_through_when_line_and_company_are_full_whichever_phone_calls(
    firm: Office, anna: Colleague, carrier: Phone
) -> None:
    nothing = firm.make("permissions", name="Nothing at all", types=[])
    guard = firm.api.hire("Guard", "210", phones=[{"label": "Gate"}, {"label": "Yard"}], permission=nothing)
    gate, yard = (firm.plug_in(account) for account in guard.phones)
    firm.change("lines", firm.line, calls_max=1)
    firm.api.change("PATCH", "", {"calls_at_once": 1})
    talk = anna.phone.call(OUTSIDE).wait_until_hears(carrier.tone)
    refused = gate.call(OUTSIDE)
    refused.wait_until_over(20)
    assert refused.code >= 400, "the company is at its limit and this phone may call nobody"
    for phone in (gate, yard):
        urgent = phone.call("112").wait_until_hears(carrier.tone)
        assert "112@" in carrier.calls[-1].invitation.splitlines()[0]
        assert talk.talking, "whoever talks goes on talking"
        hang_up(urgent)
        carrier.calls[-1].wait_until_over()
    hang_up(talk)
    firm.change("lines", firm.line, calls_max=0)
    firm.api.change("PATCH", "", {"calls_at_once": 0})


def test_route_chooses_the_line_and_rewrites_the_number(
    firm: Office, anna: Colleague, carrier: Phone, second: Phone
) -> None:
    lines = {row["name"]: row["id"] for row in firm.api.ask("GET", "/lines")["items"]}
    firm.make("routes", name="Mobile", prefixes=["+7926"], lines=[lines["Second"]], prepend="77", plus=False)
    talk = anna.phone.call(OUTSIDE).wait_until_hears(second.tone)
    assert "sip:7779261234567@" in second.calls[-1].invitation.splitlines()[0]
    hang_up(talk)
    # Another number goes as it was dialled, over whichever line comes first: one that has just failed comes last.
    talk = anna.phone.call("84957654321").wait_until_talking()
    (called,) = [call for call in (*carrier.calls, *second.calls) if not call.over]
    assert "+74957654321@" in called.invitation.splitlines()[0]
    hang_up(talk)


def test_provider_that_says_nothing_is_given_up_when_the_caller_gives_up(
    firm: Office, anna: Colleague, carrier: Phone
) -> None:
    carrier.answer = Answer.SILENT
    talk = anna.phone.call(OUTSIDE)
    carrier.wait_for_call()
    hang_up(talk)
    carrier.calls[-1].wait_until_over()
    assert firm.journey(talk)["result"] == "abandoned"
