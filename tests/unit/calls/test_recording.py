"""Which calls are recorded."""

import asyncio

import pytest

from tenants.calls import Sentence
from tenants.calls.recording import consider_recording, want_recording
from tenants.model import Company, Profile, RecordingPolicy
from tenants.simulate.script import Script
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import who
from tests.unit.calls.companies import company

NEVER, ON_DEMAND, OUTSIDE, ALWAYS, DENIED = RecordingPolicy


def considered(
    *policies: RecordingPolicy,
    caller: str = "+79161234567",
    firm: Company | None = None,
    outside: bool = False,
    script: Script | None = None,
) -> ScriptedCall:
    """A call that meets `policies` one after the other."""
    acme = firm or company()
    call = ScriptedCall(acme, who(acme, caller), "101", script or Script())

    async def meet() -> None:
        for policy in policies:
            await consider_recording(call, policy, outside=outside)

    asyncio.run(meet())
    return call


@pytest.mark.parametrize(
    ("policies", "recorded"),
    [
        ((NEVER,), False),
        ((ALWAYS,), True),
        ((NEVER, ALWAYS), True),
        ((ALWAYS, NEVER), True),
        ((ALWAYS, ON_DEMAND), True),
        ((ALWAYS, DENIED), False),
        ((DENIED, ALWAYS), False),
        ((OUTSIDE, NEVER), True),
        ((ON_DEMAND,), False),
    ],
)
def test_the_strictest_wins(policies: tuple[RecordingPolicy, ...], recorded: bool) -> None:
    assert considered(*policies).recording is recorded


def test_a_caller_from_outside_hears_it_once() -> None:
    assert considered(ALWAYS, ALWAYS, OUTSIDE).said == [Sentence.CALL_IS_RECORDED]


def test_a_colleague_hears_nothing_and_a_company_may_be_silent_about_it() -> None:
    assert considered(ALWAYS, caller="101").said == []
    silent = company("acme", Profile(id="acme", name="Acme", recording_notice=False))
    assert considered(ALWAYS, firm=silent).said == []


def test_calls_between_colleagues_are_not_calls_with_the_outside() -> None:
    assert not considered(OUTSIDE, caller="101").recording
    assert considered(OUTSIDE, caller="101", outside=True).recording


def test_whoever_talks_may_start_it_on_demand_but_not_when_it_is_denied() -> None:
    assert considered(ON_DEMAND).may_record
    assert not considered(DENIED, ON_DEMAND).may_record
    assert not considered(ON_DEMAND, DENIED).may_record


def test_an_employees_own_wish_counts_when_they_call() -> None:
    acme = company()
    anna = acme.employees["acme-101"].model_copy(update={"record": ALWAYS})
    assert considered(NEVER, caller="101", firm=company("acme", anna)).recording


def test_a_number_only_wants_it_and_recording_begins_when_somebody_is_reached() -> None:
    acme = company()
    call = ScriptedCall(acme, who(acme, "+79161234567"), "101", Script())
    want_recording(call, OUTSIDE)
    assert not call.recording
    asyncio.run(consider_recording(call, NEVER))
    assert call.recording


def test_the_journey_tells_that_a_recording_was_stopped() -> None:
    assert [decision.text for decision in considered(ALWAYS, DENIED).decisions] == [
        "always",
        "not any more: somebody in the call must not be recorded",
    ]


def test_a_disk_that_is_nearly_full_ends_recordings_and_not_calls() -> None:
    call = considered(ALWAYS, script=Script(disk_full=True))
    assert (call.recording, call.recorded, call.said) == (False, False, [])
    assert [decision.text for decision in call.decisions] == ["not recorded: the disk of the node is nearly full"]
