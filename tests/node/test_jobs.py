"""The jobs process with a real queue, a real Asterisk and the real call logic."""

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenants.model import Profile
from tenants.model.custom import Customised
from tests.kit.bundles import bundle_of, signer
from tests.kit.companies import company, password_of, renamed, without
from tests.kit.node import Node
from tests.kit.phones import Phones
from tests.kit.valkey import Valkey
from wire.bundles.archive import hash_of
from wire.reports import Acknowledgement

ACME = company("acme", {"101": "Anna", "102": "Bob"})


@pytest.fixture
def node(tmp_path: Path, valkey: Valkey) -> Iterator[Node]:
    valkey.admin.flushall()
    with Node(tmp_path / "node", redis_url=valkey.url("n1")) as node:
        yield node


def deliver(node: Node, valkey: Valkey, envelope: str) -> None:
    valkey.send("n1", envelope)


def test_a_change_is_in_force_and_acknowledged(node: Node, valkey: Valkey) -> None:
    node.start_asterisk()
    node.start("calls")
    node.wait_for(lambda: "ready for calls" in node.log("calls"), 20, "the call logic")
    node.start("jobs")
    deliver(node, valkey, node.control.document(ACME))
    node.control.wait_for(lambda: node.control.live(ACME), what="the document")
    node.wait_for(lambda: "102@company-acme" in node.ask("core show hints"), 3, "the lamp")
    changed = renamed(ACME, "101", "Anna Maria")
    deliver(node, valkey, node.control.patch(ACME, changed))
    node.control.wait_for(lambda: node.control.live(changed), what="the change")
    assert node.control.acknowledgements[-1].call_logic
    assert '"Anna Maria" <101>' in node.ask("pjsip show endpoint acme-101")
    smaller = without(changed, "102")
    deliver(node, valkey, node.control.patch(changed, smaller))
    node.control.wait_for(lambda: node.control.live(smaller), what="the removal")
    assert "102@company-acme" not in node.ask("core show hints")
    node.ask("core stop now")
    assert valkey.refusals("n1") == []


def test_a_phone_of_somebody_hired_while_the_node_runs_is_known_to_be_free(
    node: Node, valkey: Valkey, phones: Phones
) -> None:
    node.start_asterisk()
    node.start("calls")
    node.start("jobs")
    deliver(node, valkey, node.control.document(ACME))
    node.control.wait_for(lambda: node.control.live(ACME), what="the document")
    phone = phones.phone("acme-102", password_of("acme-102"), node.server).register()
    shown = "core show hint 102"
    node.wait_for(lambda: "State:Idle" in node.ask(shown), 30, "the lamp of a free phone")
    phones.remove(phone)


def test_what_is_not_on_the_list_does_not_run(node: Node, valkey: Valkey, tmp_path: Path) -> None:
    node.start("jobs")
    proof = tmp_path / "proof"
    valkey.send("n1", f"touch {proof}", name="os.system")
    valkey.send("n1", "1", name="eval")
    job = {
        "data": json.dumps(["carillon.deliver", None, [], {"envelope": "garbage"}]),
        "success_callback_name": "os.getcwd",
        "failure_callback_name": "os.abort",
        "webhooks": json.dumps([{"url": "http://127.0.0.1:1/"}]),
        "timeout": "not a number",
        "created_at": "nonsense",
    }
    for number in range(3):
        for field, value in job.items():
            valkey.admin.hset(f"rqn:n1:job:evil-{number}", field, value)
        valkey.admin.lpush("rqn:n1:queue:jobs", f"evil-{number}")
    valkey.admin.lpush("rqn:n1:queue:jobs", "missing", "with space", "\u0000")
    deliver(node, valkey, "garbage")
    deliver(node, valkey, node.control.document(ACME))
    node.control.wait_for(lambda: node.control.live(ACME), 20, "the honest one after all that")
    assert not proof.exists()
    assert "garbage" not in node.log("jobs").replace("envelope-garbage", "")
    assert valkey.refusals("n1") == []


def test_a_change_arrives_by_pull_when_the_queue_is_gone(tmp_path: Path) -> None:
    with Node(tmp_path / "node") as node:
        node.control.companies["acme"] = ACME
        node.start("jobs")
        node.control.wait_for(lambda: node.control.live(ACME), what="the pull")
        assert node.control.acknowledgements[-1].call_logic is False


def test_a_version_is_live_when_its_bundle_is_here_and_refused_with_the_reason_otherwise(tmp_path: Path) -> None:
    dora, stranger = signer(), signer()
    files = {name: bundle_of(made(tmp_path / name), by) for name, by in (("acme", dora), ("other", stranger))}
    with Node(tmp_path / "node") as node:
        trusted = base64.b64encode(dora.public.public_bytes_raw()).decode()
        node.settings = node.settings.model_copy(update={"developer_keys": trusted})
        for name, file in files.items():
            which = Customised(name="desk", bundle=hash_of(file))
            profile = Profile(id=name, name=name.title(), customisation=which)
            node.control.bundles[hash_of(file)] = file
            node.control.companies[name] = company(name, {"101": "Anna"}, more=(profile,))
        node.start("jobs")
        node.control.wait_for(lambda: node.control.live(node.control.companies["acme"]), 20, "the bundle")
        assert (tmp_path / "node" / "bundles" / hash_of(files["acme"]) / "desk" / "person.py").is_file()

        def refused() -> list[Acknowledgement]:
            return [ack for ack in node.control.acknowledgements if ack.company == "other"]

        node.control.wait_for(lambda: bool(refused()), 20, "the refusal")
        assert (refused()[0].state, refused()[0].reason) == ("refused", "signature of an unknown key")
        assert [path.name for path in (tmp_path / "node" / "bundles").iterdir()] == [hash_of(files["acme"])]


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_change_that_does_not_fit_fetches_the_document(node: Node, valkey: Valkey) -> None:
    node.control.companies["acme"] = ACME
    node.start("jobs")
    node.control.wait_for(lambda: node.control.live(ACME), what="the first version")
    third = renamed(renamed(ACME, "101", "A"), "101", "B")
    node.control.companies["acme"] = third
    deliver(node, valkey, node.control.patch(renamed(ACME, "101", "A"), third))
    node.control.wait_for(lambda: node.control.live(third), what="the document")


def test_the_queue_may_go_and_come_back(tmp_path: Path) -> None:
    with Valkey(tmp_path / "valkey", "n1") as valkey, Node(tmp_path / "node", redis_url=valkey.url("n1")) as node:
        process = node.start("jobs")
        deliver(node, valkey, node.control.document(ACME))
        node.control.wait_for(lambda: node.control.live(ACME), what="the first version")
        valkey.stop()
        time.sleep(1)
        valkey.start()
        changed = renamed(ACME, "101", "Back")
        deliver(node, valkey, node.control.patch(ACME, changed))
        node.control.wait_for(lambda: node.control.live(changed), 20, "the change after the queue came back")
        assert process.poll() is None


def test_acknowledgements_wait_for_the_control_plane(node: Node, valkey: Valkey) -> None:
    node.start("jobs")
    node.control.down = True
    deliver(node, valkey, node.control.document(ACME))
    node.wait_for(lambda: ("ps_endpoints", "acme-101") in node.database.rows("acme"), 30, "the rows")
    node.control.down = False
    node.control.wait_for(lambda: node.control.live(ACME), what="the acknowledgement")


def test_after_kill_it_serves_what_it_had_and_repairs_the_rows(node: Node, valkey: Valkey) -> None:
    node.start("jobs")
    deliver(node, valkey, node.control.document(ACME))
    node.control.wait_for(lambda: node.control.live(ACME), what="the document")
    node.stop("jobs", kill=True)
    for name in ("realtime.sqlite", "realtime.sqlite-wal", "realtime.sqlite-shm"):
        (node.places.realtime.parent / name).unlink(missing_ok=True)
    node.start("jobs")
    node.wait_for(lambda: "serving 1 companies" in node.log("jobs"), 30, "the repair")
    assert ("ps_endpoints", "acme-101") in node.database.rows("acme")


def test_it_ends_at_once_when_told(node: Node, valkey: Valkey) -> None:
    process = node.start("jobs")
    node.wait_for(lambda: "serving" in node.log("jobs"), 30, "the start")
    time.sleep(0.5)
    began = time.monotonic()
    node.stop("jobs")
    assert process.returncode == 0
    assert time.monotonic() - began < 8, "it waits for nothing"
