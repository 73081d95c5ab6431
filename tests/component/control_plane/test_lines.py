"""Provider lines: how they are now, and what a number of another company is answered with."""

from datetime import timedelta

import pytest

from control_plane.core.clock import now
from tests.kit.customers import Customers, Program
from tests.kit.reporter import Reporter
from wire.reports import Heartbeat, LineState, ReportOp

PLACE = "/companies/bluebell"


def a_line(owner: Program, **wishes: object) -> str:
    made = owner.post(f"{PLACE}/lines", {"name": "City", "host": "192.0.2.1", **wishes})
    return str(made["id"])


def tell(node: Reporter, lines: dict[str, LineState], *, asterisk_up: bool = True) -> None:
    beat = Heartbeat(
        at=now(), agent_version="1", asterisk_up=asterisk_up, call_logic_up=True, calls=0, contacts=0, facts_waiting=0,
        lines=lines,
    )  # fmt: skip
    assert node.report(ReportOp.HEARTBEAT, beat).status == 204


@pytest.mark.parametrize("said", [LineState.UP, LineState.REFUSED, LineState.REGISTERING, LineState.SILENT])
def test_a_line_is_shown_as_the_node_sees_it(owner: Program, node: Reporter, said: LineState) -> None:
    line = a_line(owner)
    tell(node, {line: said})
    assert owner.get(f"{PLACE}/lines/{line}")["state"] == said.value
    shown = {each["id"]: each["state"] for each in owner.get(f"{PLACE}/lines")["items"]}
    assert shown[line] == said.value


def test_a_provider_that_never_answered_is_silent(owner: Program, node: Reporter) -> None:
    line = a_line(owner)
    tell(node, {})
    assert owner.get(f"{PLACE}/lines/{line}")["state"] == "silent"


def test_nobody_knows_a_line_while_the_telephony_is_down_or_quiet(
    owner: Program, node: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = a_line(owner)
    assert owner.get(f"{PLACE}/lines/{line}")["state"] == "unknown"
    tell(node, {line: LineState.UP}, asterisk_up=False)
    assert owner.get(f"{PLACE}/lines/{line}")["state"] == "unknown"
    tell(node, {line: LineState.UP})
    monkeypatch.setattr("control_plane.features.lines.queries.FRESH", timedelta(seconds=-60))
    assert owner.get(f"{PLACE}/lines/{line}")["state"] == "unknown"


def test_a_line_that_is_switched_off_says_so(owner: Program, node: Reporter) -> None:
    line = a_line(owner, disabled=True)
    tell(node, {})
    assert owner.get(f"{PLACE}/lines/{line}")["state"] == "off"


def test_everything_a_line_can_be_told_is_kept(owner: Program, customers: Customers) -> None:
    wishes = {
        "transport": "tls", "port": 5061, "media_encryption": "sdes", "codecs": ["g722", "alaw"], "calls_max": 4,
        "caller_id": "keep", "caller_number": "+74951230001",
    }  # fmt: skip
    line = owner.get(f"{PLACE}/lines/{a_line(owner, **wishes)}")
    assert {name: line[name] for name in wishes} == wishes
