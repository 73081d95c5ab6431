"""What Asterisk's list of legs tells: calls over lines, parked calls, and legs that belong to no call."""

from typing import Any

import pytest

from node_agent.asterisk.ami.actions import ActionRefused, action
from node_agent.asterisk.ami.legs import Leg, legs_of, nobodys
from node_agent.calls.parked import ParkedCalls
from node_agent.calls.usage import Usage

PHONE = "PJSIP/acme-101-1-0000002a"
LINE = "PJSIP/line-line-7-0000002b"


def leg(channel: str = PHONE, **more: Any) -> Leg:
    usual = {"call": "1.1", "company": "acme", "up": True, "bridge": "", "application": "Echo", "data": ""}
    return Leg(channel=channel, **{**usual, **more})


def test_the_list_is_read() -> None:
    head = {"Response": "Success", "EventList": "start"}
    row = {
        "Event": "CoreShowChannel", "Channel": LINE, "ChannelStateDesc": "Up", "Linkedid": "1.1", "AccountCode": "acme",
        "BridgeId": "b", "Application": "AppDial", "ApplicationData": "(Outgoing Line)",
    }  # fmt: skip
    (only,) = legs_of([head, row, {"Event": "CoreShowChannelsComplete"}])
    assert only == leg(LINE, bridge="b", application="AppDial", data="(Outgoing Line)")
    assert (only.line, only.parked_in) == ("line-7", None)
    assert leg(application="BridgeWait", data="acme-2-701,participant,e(m)S(60)").parked_in == ("acme-2", "701")
    assert leg().line == ""


@pytest.mark.parametrize(
    "stuck",
    [
        leg(),
        leg(application=""),
        leg(LINE, application="AppDial", up=False),
        leg(LINE, application="AppDial"),
    ],
)
def test_a_leg_alone_with_nobody_is_nobodys(stuck: Leg) -> None:
    assert nobodys([stuck, leg(call="2.2", bridge="b")]) == [stuck]


@pytest.mark.parametrize(
    "healthy",
    [
        [leg(bridge="b")],
        [leg(application="Queue")],
        [leg(application="BridgeWait")],
        [leg(application="Dial"), leg(LINE, application="AppDial", up=False)],
        [leg(), leg(LINE)],
        [leg(up=False)],
        [leg("Local/1@leg-00000001;1")],
    ],
)
def test_who_waits_talks_or_is_not_alone_is_left_in_peace(healthy: list[Leg]) -> None:
    assert nobodys(healthy) == []


def test_calls_of_an_earlier_process_count_until_they_are_over() -> None:
    usage = Usage()
    usage.inherit([(LINE, "1.1", "acme", "line-7"), ("PJSIP/line-line-7-0000002c", "2.2", "bell", "line-7")])
    assert (usage.over("line-7"), usage.over("line-7", "acme"), usage.outside("bell")) == (2, 1, 1)
    with usage.using("acme", "line-7", "1.1"):
        assert usage.over("line-7") == 2, "a call that is served here now counts once"
    usage.keep([LINE])
    assert (usage.over("line-7"), usage.outside("bell"), usage.inherits) == (1, 0, True)
    usage.keep([])
    assert (usage.over("line-7"), usage.inherits) == (0, False)


def test_parked_calls_of_an_earlier_process_are_there_until_they_leave() -> None:
    parked, told = ParkedCalls(), []
    parked.watchers.append(lambda *change: told.append(change))
    ours = parked.take("acme", "702", "PJSIP/b-00000002")
    parked.inherit({("acme", "701"): PHONE, ("acme", "702"): "PJSIP/b-00000002"})
    found = parked.get("acme", "701")
    assert found is not None
    assert found.channel == PHONE
    assert parked.get("acme", "702") is ours
    parked.keep([])
    assert (parked.get("acme", "701"), parked.get("acme", "702")) == (None, ours)
    assert told == [("acme", "702", True), ("acme", "701", True), ("acme", "701", False)]


@pytest.mark.parametrize("channel", ["Local/1@leg-1;1", "PJSIP/x", "/^PJSIP/.*$/", f"{PHONE}\r\nAction: Ping"])
def test_only_a_whole_leg_of_a_phone_or_line_can_be_hung_up(channel: str) -> None:
    assert action("Hangup", Channel=PHONE)
    with pytest.raises(ActionRefused):
        action("Hangup", Channel=channel)
