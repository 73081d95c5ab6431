"""A node runs only what a trusted developer signed: whole, verified, and there before the version counts."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from node_agent.apply.receive import Receiver
from node_agent.apply.refusals import BundleAway, BundleUnfit
from node_agent.control import ControlPlane
from node_agent.files.bundles import SIGNED, UNUSED_STAYS, Bundles
from tenants.model import Company, Profile
from tenants.model.custom import Customised
from tests.kit.bundles import AT, FILES, bundle_of, signer
from tests.kit.companies import company
from tests.kit.control_plane import FakeControlPlane
from tests.unit.node.files import connected
from tests.unit.node.test_receive import NOW, Desk
from wire.bundles.archive import hash_of
from wire.envelope import Signer, key_id

DORA = signer()
KEYS = {key_id(DORA.public): DORA.public}
NOBODY_SIGNED = "ab" * 32


def pinned_to(file: bytes | str | None, *, name: str = "desk", version: int = 1) -> Company:
    """Company acme at `version`, pinned to a bundle by its content or hash; None: to nothing."""
    digest = hash_of(file) if isinstance(file, bytes) else file
    which = Customised(name=name, bundle=digest) if digest is not None else None
    profile = Profile(id="acme", name="Acme", customisation=which)
    return company("acme", {"101": "Anna", "102": "Boris"}, version=version, more=(profile,))


@dataclass
class Node:
    """A node's bundles, and the control plane that has them."""

    folder: Path
    control: FakeControlPlane
    client: ControlPlane
    scratch: Path

    def offers(self, by: Signer = DORA, **otherwise: Any) -> bytes:
        """A bundle that the control plane has from now on."""
        self.scratch = self.scratch / "next"
        self.scratch.mkdir()
        file = bundle_of(self.scratch, by, **otherwise)
        self.control.bundles[hash_of(file)] = file
        return file

    def started(self, keys: Any = None, release: str = "0.1.0") -> Bundles:
        """As after a start with these developers' keys."""
        return Bundles(self.folder, self.client, KEYS if keys is None else keys, release, now=lambda: AT)

    @property
    def here(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    (tmp_path / "scratch").mkdir()
    with connected() as (control, client):
        yield Node(tmp_path / "bundles", control, client, tmp_path / "scratch")


def test_a_bundle_is_unpacked_below_its_hash_and_name(node: Node) -> None:
    file = node.offers()
    bundles = node.started()
    bundles.make_ready(pinned_to(file))
    place = bundles.path(Customised(name="desk", bundle=hash_of(file)))
    assert place == node.folder / hash_of(file) / "desk"
    found = {f"desk/{path.relative_to(place)}": path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert found == FILES
    assert node.here == {hash_of(file)}, "no part of anything is left"


def test_a_bundle_that_is_here_is_not_fetched_again(node: Node) -> None:
    file = node.offers()
    node.started().make_ready(pinned_to(file))
    node.control.down = True
    node.started().make_ready(pinned_to(file))
    node.started().make_ready(pinned_to(None))


def test_a_control_plane_that_is_away_is_told_apart_from_a_bad_bundle(node: Node) -> None:
    file = node.offers()
    node.control.down = True
    with pytest.raises(BundleAway, match="the bundle of desk could not be fetched"):
        node.started().make_ready(pinned_to(file))
    node.control.down = False
    with pytest.raises(BundleAway, match="404"):
        node.started().make_ready(pinned_to(NOBODY_SIGNED))
    node.started().make_ready(pinned_to(file))


def test_what_is_not_to_run_here_is_refused_with_the_reason(node: Node) -> None:
    file = node.offers()
    with pytest.raises(BundleUnfit, match="signature of an unknown key"):
        node.started(keys={}).make_ready(pinned_to(file))
    with pytest.raises(BundleUnfit, match="it is desk, not lamp"):
        node.started().make_ready(pinned_to(file, name="lamp"))
    with pytest.raises(BundleUnfit, match=r"needs release 9\.0, here runs 0\.1\.0"):
        node.started().make_ready(pinned_to(node.offers(release="9.0")))
    node.control.bundles[NOBODY_SIGNED] = file
    with pytest.raises(BundleUnfit, match="another hash"):
        node.started().make_ready(pinned_to(NOBODY_SIGNED))
    node.control.bundles[NOBODY_SIGNED] = b"x" * (3 * 1024 * 1024)
    with pytest.raises(BundleUnfit, match="larger than a bundle may be"):
        node.started().make_ready(pinned_to(NOBODY_SIGNED))
    assert node.here == set()


def test_a_revoked_key_takes_its_bundles_away_at_the_next_start(node: Node, caplog: pytest.LogCaptureFixture) -> None:
    file = node.offers()
    node.started().make_ready(pinned_to(file))
    bundles = node.started(keys={})
    assert node.here == set()
    assert "ALERT a bundle is not used any more" in caplog.text
    assert bundles.complete({"acme": pinned_to(file)}) == 1
    assert "ALERT company acme is served without its own code: signature of an unknown key" in caplog.text


@pytest.mark.parametrize("spoil", ["changed", "added", "linked", "removed"])
def test_files_that_were_changed_on_the_node_are_not_used(node: Node, spoil: str) -> None:
    file = node.offers()
    bundles = node.started()
    bundles.make_ready(pinned_to(file))
    person = node.folder / hash_of(file) / "desk" / "person.py"
    match spoil:
        case "changed":
            person.write_text("evil = 1")
        case "added":
            person.with_name("more.py").write_text("")
        case "linked":
            copy = node.scratch / "copy.py"
            person.rename(copy)
            person.symlink_to(copy)
        case "removed":
            person.unlink()
    assert node.started().complete({"acme": pinned_to(file)}) == 0, "it is fetched anew"
    assert (node.folder / hash_of(file) / "desk" / "person.py").read_bytes() == FILES["desk/person.py"]


def test_what_python_compiles_beside_the_files_is_no_change(node: Node) -> None:
    file = node.offers()
    node.started().make_ready(pinned_to(file))
    (node.folder / hash_of(file) / "desk" / "__pycache__").mkdir()
    (node.folder / hash_of(file) / "desk" / "__pycache__" / "person.cpython-311.pyc").write_bytes(b"x")
    node.control.down = True
    node.started().make_ready(pinned_to(file))


def test_a_crash_half_way_leaves_nothing_that_is_used(node: Node) -> None:
    file = node.offers()
    (node.folder / ".part-1234" / "desk").mkdir(parents=True)
    (node.folder / hash_of(file) / "desk").mkdir(parents=True)
    bundles = node.started()
    assert node.here == set()
    bundles.make_ready(pinned_to(file))
    assert (node.folder / hash_of(file) / SIGNED).read_bytes() == file


def test_a_lost_disk_is_filled_again(node: Node) -> None:
    file = node.offers()
    served = {"acme": pinned_to(file)}
    assert node.started().complete(served) == 0
    assert node.here == {hash_of(file)}


def test_what_nobody_is_pinned_to_goes_after_a_week(node: Node) -> None:
    old, new = node.offers(), node.offers(version="2.0")
    bundles = node.started()
    for file in (old, new):
        bundles.make_ready(pinned_to(file))
    served, now = {"acme": pinned_to(new)}, 1_000_000.0
    assert bundles.tidy(served, now) == 0
    assert bundles.tidy(served, now + UNUSED_STAYS) == 0
    assert bundles.tidy({"acme": pinned_to(old)}, now + UNUSED_STAYS) == 0, "somebody has reverted to it"
    assert bundles.tidy(served, now + UNUSED_STAYS + 1) == 0
    assert bundles.tidy(served, now + 2 * UNUSED_STAYS + 2) == 1
    assert node.here == {hash_of(new)}
    node.started()
    assert node.here == {hash_of(new)}


class CustomisedDesk(Desk):
    """A receiver whose companies need bundles."""

    bundles: Bundles | None = None

    def restart(self) -> None:
        super().restart()
        if self.bundles is not None:
            self.receiver = Receiver(
                node="n1",
                control_key=self.signer.public,
                store=self.store,
                site=self.receiver._site,
                force=self.force,
                acknowledge=self.acks.append,
                ask_for_document=self._ask,
                make_ready=self.bundles.make_ready,
                now=lambda: self.now,
            )

    def serving(self, bundles: Bundles) -> "CustomisedDesk":
        self.bundles = bundles
        self.restart()
        return self


@pytest.fixture
def desk(tmp_path: Path) -> CustomisedDesk:
    (tmp_path / "desk").mkdir()
    return CustomisedDesk(tmp_path / "desk")


def test_a_version_is_live_when_its_bundle_is_here_and_not_before(node: Node, desk: CustomisedDesk) -> None:
    file = node.offers()
    plain, pinned = pinned_to(None), pinned_to(file, version=2)
    desk.serving(node.started())
    desk.deliver(desk.document(plain))
    node.control.down = True
    desk.deliver(desk.patch(plain, pinned))
    assert [(ack.version, ack.state) for ack in desk.acks] == [(1, "live"), (2, "refused")]
    assert "could not be fetched" in desk.acks[-1].reason
    assert desk.held == {"acme": 1}, "the node serves what it had"
    assert len(desk.force.changes) == 1
    node.control.down = False
    desk.now = NOW + timedelta(seconds=30)
    desk.deliver(desk.patch(plain, pinned))
    assert (desk.acks[-1].version, desk.acks[-1].state) == (2, "live")
    assert (node.folder / hash_of(file) / "desk" / "person.py").exists()


def test_a_refused_bundle_says_why_and_the_version_before_goes_on_until_somebody_reverts(
    node: Node, desk: CustomisedDesk
) -> None:
    good, bad = node.offers(), node.offers(by=signer())
    first, second, third = pinned_to(good), pinned_to(bad, version=2), pinned_to(good, version=3)
    desk.serving(node.started())
    desk.deliver(desk.document(first))
    desk.deliver(desk.patch(first, second))
    assert (desk.acks[-1].version, desk.acks[-1].state) == (2, "refused")
    assert desk.acks[-1].reason == "signature of an unknown key"
    assert desk.held == {"acme": 1}
    assert desk.receiver.refusals["bundle-unfit"] == 1
    desk.restart()
    assert desk.receiver.companies["acme"] == first
    desk.deliver(desk.patch(second, third))
    desk.deliver(desk.document(third))
    assert (desk.acks[-1].version, desk.acks[-1].state) == (3, "live")
    assert desk.held == {"acme": 3}


def test_a_node_that_was_away_gets_document_and_bundle_together(node: Node, desk: CustomisedDesk) -> None:
    file = node.offers()
    desk.serving(node.started())
    desk.deliver(desk.document(pinned_to(file, version=7)))
    assert [(ack.version, ack.state) for ack in desk.acks] == [(7, "live")]
    assert os.listdir(node.folder) == [hash_of(file)]
