"""Whoever is not an enrolled node, or says what no node may say, is refused and changes nothing."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from apiflask import APIFlask
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from control_plane.core.clock import now
from tests.component.control_plane.database import content_of
from tests.kit.customers import Customers
from tests.kit.engines import Engines
from tests.kit.reporter import PATHS, Reporter
from wire.reports import ReportOp

EMPTY: dict[ReportOp, dict[str, object]] = {
    ReportOp.ACKNOWLEDGEMENTS: {"acknowledgements": []},
    ReportOp.BUNDLE: {},
    ReportOp.FACTS: {"facts": []},
    ReportOp.FILE: {},
    ReportOp.MAILBOXES: {},
    ReportOp.SOUND: {},
    ReportOp.PULL: {"held": {}},
    ReportOp.HEARTBEAT: {},
    ReportOp.SWITCHES: {"switches": []},
}


def _bent(envelope: str) -> str:
    """One character of the content is another; the signature stays."""
    return envelope[:40] + ("A" if envelope[40] != "A" else "B") + envelope[41:]


FORGERIES: dict[str, Callable[[Reporter, ReportOp], str]] = {
    "bent": lambda node, op: _bent(node.seal(op, EMPTY[op])),
    "unknown key": lambda node, op: node.seal(op, EMPTY[op], signer=Ed25519PrivateKey.generate()),
    "expired": lambda node, op: node.seal(op, EMPTY[op], now=now() - timedelta(hours=1)),
    "from the future": lambda node, op: node.seal(op, EMPTY[op], now=now() + timedelta(hours=1)),
    "meant for a node": lambda node, op: node.seal(op, EMPTY[op], audience="n1"),
    "another operation": lambda node, op: node.seal(next(other for other in ReportOp if other != op), EMPTY[op]),
    "a control plane's operation": lambda node, _: node.seal("company.document", {}),
    "without signature": lambda node, op: node.seal(op, EMPTY[op]).partition(".")[0],
    "cut": lambda node, op: node.seal(op, EMPTY[op])[:-20],
    "empty": lambda *_: "",
    "text": lambda *_: "nonsense",
    "dots": lambda *_: "." * 1000,
    "null bytes": lambda *_: "\x00.\x00",
    "2 MB": lambda *_: "A" * 2_000_000,
    "2 MB with a signature": lambda *_: "QUFB" * 500_000 + ".QUFB",
    "nested": lambda *_: "W1tb" * 50_000 + ".QUFB",
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_forged_report_is_refused(customers: Customers, node: Reporter, engines: Engines, kind: str) -> None:
    before = content_of(engines.database)
    for op in ReportOp:
        answer = node.send(op, FORGERIES[kind](node, op))
        too_large = kind.startswith("2 MB") and answer.status == 413
        assert (answer.status, answer.code) == ((413, "too-large") if too_large else (403, "report-refused"))
        assert len(answer.text) < 1000
    assert content_of(engines.database) == before


BAD_CONTENT = [
    (ReportOp.ACKNOWLEDGEMENTS, {"acknowledgements": [{"company": "bluebell"}]}),
    (ReportOp.ACKNOWLEDGEMENTS, {"acknowledgements": "all"}),
    (ReportOp.FACTS, {"facts": [{}]}),
    (ReportOp.FACTS, {"facts": [], "more": 1}),
    (ReportOp.HEARTBEAT, {"calls": -1}),
    (ReportOp.PULL, {"held": {"bluebell": 1}}),
    (ReportOp.PULL, {}),
    (ReportOp.SWITCHES, {"switches": [{"id": "1"}]}),
    (ReportOp.SWITCHES, {}),
]


@pytest.mark.parametrize(("op", "content"), BAD_CONTENT)
def test_signed_report_without_the_agreed_form_is_refused(
    customers: Customers, node: Reporter, engines: Engines, op: ReportOp, content: dict[str, object]
) -> None:
    before = content_of(engines.database)
    answer = node.send(op, node.seal(op, content))
    assert (answer.status, answer.code) == (422, "bad-report")
    assert content_of(engines.database) == before


def test_facts_that_are_not_the_nodes_to_tell_are_not_counted(customers: Customers, node: Reporter) -> None:
    fact = {"id": "x/1", "call": "n2:1.1", "company": "bluebell", "kind": "call.ended", "at": "2026-01-01T00:00:00Z"}
    assert node.send(ReportOp.FACTS, node.seal(ReportOp.FACTS, {"facts": [fact]})).json == {"accepted": 0}
    assert customers.owner.get("/companies/bluebell/calls")["items"] == []


def test_companies_with_impossible_names_in_a_report_do_no_harm(customers: Customers, node: Reporter) -> None:
    held = {name: {"version": 1, "state_hash": "0" * 64} for name in ("a\x00b", "../x", "", "A B", "🔔", "x" * 5000)}
    answer = node.send(ReportOp.PULL, node.seal(ReportOp.PULL, {"held": held}))
    assert answer.status in (200, 422)
    fact = {"id": "x/1", "call": "n1:1.1", "company": "a\x00b", "kind": "call.ended", "at": "2026-01-01T00:00:00Z"}
    assert node.send(ReportOp.FACTS, node.seal(ReportOp.FACTS, {"facts": [fact]})).status in (200, 422)


@pytest.mark.parametrize("op", list(ReportOp))
def test_body_that_is_no_report_is_refused(customers: Customers, app: APIFlask, op: ReportOp) -> None:
    bodies = [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"envelope": 5}',
        b'{"envelope": null}',
        b'{"envelope": "\\ud800"}',
    ]
    for body in (*bodies, json.dumps({"envelope": "x", "more": 1}).encode()):
        answer = app.test_client().post(f"/node/v1/{PATHS[op]}", data=body, content_type="application/json")
        assert answer.status_code in (400, 403, 422)
        assert answer.mimetype == "application/problem+json"
    if op is not ReportOp.FILE:  # a recording may be larger
        answer = app.test_client().post(f"/node/v1/{PATHS[op]}", data=b"x" * 9_000_000, content_type="application/json")
        assert answer.status_code == 413


def test_tokens_of_people_open_no_door_for_nodes_and_the_other_way_round(
    customers: Customers, app: APIFlask, node: Reporter
) -> None:
    bearer = {"Authorization": f"Bearer {customers.operator.token}"}
    answer = app.test_client().post("/node/v1/pull", json={"envelope": "x"}, headers=bearer)
    assert answer.status_code == 403
    envelope = node.seal(ReportOp.PULL, {"held": {}})
    answer = app.test_client().get("/api/v1/companies", headers={"Authorization": f"Bearer {envelope}"})
    assert answer.status_code == 401
