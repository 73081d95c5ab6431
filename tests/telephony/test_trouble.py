"""Parts fail, callers are hostile; calls go on."""

import os
import signal
import time

import pytest

from deploy import health
from deploy import stack as processes
from tests.kit.stack import PATIENCE, Stack
from tests.telephony.conftest import Office, hang_up


def pid_of(stack: Stack, name: str) -> int:
    child = next(each.child for each in processes.kept(stack.instance) if each.name == name)
    assert child is not None
    return child.pid


@pytest.mark.parametrize("process", ["calls", "jobs", "facts", "asterisk", "web", "publisher"])
def test_talk_goes_on_while_a_process_restarts(office: Office, stack: Stack, process: str) -> None:
    _, annas = office.hire("Anna", "201")
    office.hire("Boris", "202")
    talk = annas.call("202").wait_until_talking()
    before = pid_of(stack, process)

    stack.restart(process)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and _pid(stack, process) in (before, None):
        office.phones.run(0.1)

    assert _pid(stack, process) not in (before, None)
    assert talk.talking
    assert talk.heard_energy() > 0.05
    hang_up(talk)
    _settle(office, stack)
    office.api.journey(10, dialled="202", result="answered")


def test_employee_is_rung_while_call_logic_is_dead(office: Office, stack: Stack) -> None:
    _, annas = office.hire("Anna", "201")
    office.hire("Boris", "202")
    calls = pid_of(stack, "calls")
    keeper = next(each.keeper for each in processes.kept(stack.instance) if each.name == "calls")
    assert keeper is not None
    os.kill(keeper.pid, signal.SIGSTOP)  # so that nobody starts it again
    os.kill(calls, signal.SIGKILL)
    try:
        talk = annas.call("202").wait_until_talking(5)
        hang_up(talk)
    finally:
        os.kill(keeper.pid, signal.SIGCONT)
    _settle(office, stack)
    journey = office.api.journey(5, dialled="202")
    assert journey["result"] == "answered"


def test_hung_call_logic_is_ended_and_calls_go_on(office: Office, stack: Stack) -> None:
    _, annas = office.hire("Anna", "201")
    office.hire("Boris", "202")
    before = pid_of(stack, "calls")
    os.kill(before, signal.SIGSTOP)
    try:
        talk = annas.call("202").wait_until_talking(12)
    finally:
        if _pid(stack, "calls") == before:
            os.kill(before, signal.SIGCONT)
    hang_up(talk)
    _settle(office, stack)


@pytest.mark.parametrize(
    "hostile",
    [
        "100&Local%2F900%40phones%2Fn",
        "201%26PJSIP%2F202",
        "%24%7BSHELL(id)%7D",
        "1" * 40,
        "anna",
        "s",
        "h",
        "%0d%0aAction:%20Command",
    ],
)
def test_hostile_dialled_text_reaches_nobody(office: Office, stack: Stack, hostile: str) -> None:
    _, annas = office.hire("Anna", "201")
    _, boriss = office.hire("Boris", "202")

    talk = annas.call(f"sip:{hostile}@{stack.server}").wait_until_over(15)

    assert talk.code >= 400
    assert not boriss.calls


def test_stranger_without_password_gets_nowhere(office: Office, stack: Stack) -> None:
    hired, _ = office.hire("Anna", "201")
    office.hire("Boris", "202")
    thief = office.phones.phone(hired.phone.login, "wrong", stack.server)

    assert thief.register().registration in (401, 403)
    assert thief.call("202").wait_until_over().code in (401, 403)


def test_callers_own_name_is_not_believed(office: Office) -> None:
    """What a phone claims to be is replaced by what the company says."""
    _, annas = office.hire("Anna", "201")
    _, boriss = office.hire("Boris", "202")

    talk = annas.call("202", headers={"P-Asserted-Identity": '"Director" <sip:100@127.0.0.1>'}).wait_until_talking()

    assert "Director" not in boriss.calls[-1].remote
    assert "Anna" in boriss.calls[-1].remote
    hang_up(talk)


def _pid(stack: Stack, name: str) -> int | None:
    child = next(each.child for each in processes.kept(stack.instance) if each.name == name)
    return child.pid if child else None


def _settle(office: Office, stack: Stack) -> None:
    """Wait until everything answers again."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        office.phones.run(0.1)
        if health.portal(stack.instance) and health.call_logic(stack.instance):
            return
    raise AssertionError("not everything came back")
