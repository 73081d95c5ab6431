"""How provider lines are, in the words of reports."""

import pytest

from node_agent.asterisk.ami.line_states import line_states
from wire.reports import LineState


def device(name: str, state: str) -> dict[str, str]:
    return {"Event": "DeviceStateChange", "Device": f"PJSIP/{name}", "State": state}


def registration(name: str, status: str) -> dict[str, str]:
    return {"Event": "OutboundRegistrationDetail", "ObjectName": name, "Status": status}


@pytest.mark.parametrize(
    ("state", "status", "expected"),
    [
        ("NOT_INUSE", "", LineState.UP),
        ("INUSE", "", LineState.UP),
        ("UNAVAILABLE", "", LineState.SILENT),
        ("NOT_INUSE", "Registered", LineState.UP),
        ("NOT_INUSE", "Rejected", LineState.REFUSED),
        ("NOT_INUSE", "Unregistered", LineState.REGISTERING),
        ("UNAVAILABLE", "Unregistered", LineState.SILENT),
        ("UNAVAILABLE", "Rejected", LineState.SILENT),
    ],
)
def test_a_line_is_what_provider_and_registration_say(state: str, status: str, expected: LineState) -> None:
    registrations = [registration("line-l1", status)] if status else []
    assert line_states([device("line-l1", state)], registrations) == {"l1": expected}


def test_phones_and_ends_of_lists_are_no_lines() -> None:
    messages = [{"Response": "Success"}, device("acme-101", "NOT_INUSE"), {"Event": "DeviceStateListComplete"}]
    assert line_states(messages, [{"Event": "AuthDetail", "ObjectName": "line-l1"}]) == {}


def test_what_asterisk_does_not_know_is_not_reported() -> None:
    assert line_states([device("line-l1", "INVALID")], []) == {}
