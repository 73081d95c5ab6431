"""Messages to a node: only what is signed, ours, new and fitting changes anything; the rest is refused quietly."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from node_agent.apply.diff import repair
from node_agent.apply.receive import Change, Receiver
from node_agent.asterisk.realtime.rows import Site
from node_agent.asterisk.realtime.steps import Step
from node_agent.store import Store
from tenants.model import Company
from tests.kit.companies import company, renamed, without
from wire.envelope import Signer
from wire.operations import CompanyDocument, CompanyPatch, CompanyRemoval, Item, Op, Removal
from wire.reports import Acknowledgement

SITE = Site("carillon")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Force:
    """A Force that remembers, and that can fail."""

    changes: list[Change] = field(default_factory=list)
    fails: bool = False

    def enforce(self, change: Change) -> bool:
        if self.fails:
            raise sqlite3.OperationalError("disk full")
        self.changes.append(change)
        return True

    def repair(self, company: Company) -> tuple[Step, ...]:
        return repair({}, (), (), company, SITE)


class Desk:
    """A receiver with everything around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.signer = Signer(Ed25519PrivateKey.generate())
        self.force = Force()
        self.acks: list[Acknowledgement] = []
        self.asked = 0
        self.now = NOW
        self.restart()

    def restart(self) -> None:
        self.store = Store.open(self.folder / "store.sqlite")
        self.receiver = Receiver(
            node="n1",
            control_key=self.signer.public,
            store=self.store,
            site=SITE,
            force=self.force,
            acknowledge=self.acks.append,
            ask_for_document=self._ask,
            now=lambda: self.now,
        )

    def _ask(self) -> None:
        self.asked += 1

    def seal(self, op: str, version: int, args: object, *, audience: str = "n1", signer: Signer | None = None) -> str:
        assert isinstance(args, dict)
        return (signer or self.signer).seal(
            audience=audience, op=op, version=version, args=args, now=self.now, seconds=60
        )

    def document(self, what: Company, *, audience: str = "n1", signer: Signer | None = None) -> str:
        content = CompanyDocument.of(what).model_dump(mode="json")
        return self.seal(Op.DOCUMENT, what.version, content, audience=audience, signer=signer)

    def patch(self, old: Company, new: Company, *, state_hash: str = "") -> str:
        content = CompanyPatch(
            company=new.id,
            base_version=old.version,
            version=new.version,
            state_hash=state_hash or new.state_hash,
            puts=tuple(Item.of(item) for key, item in new.objects.items() if old.objects.get(key) != item),
            removes=tuple(Removal(kind=k, id=i) for k, i in old.objects.keys() - new.objects.keys()),
        )
        return self.seal(Op.PATCH, new.version, content.model_dump(mode="json"))

    def removal(self, what: Company) -> str:
        content = CompanyRemoval(company=what.id, version=what.version).model_dump(mode="json")
        return self.seal(Op.REMOVE, what.version, content)

    def deliver(self, envelope: str) -> None:
        self.receiver.deliver(envelope)

    @property
    def held(self) -> dict[str, int]:
        return {c.id: c.version for c in self.store.companies()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


ACME = company("acme", {"101": "Anna", "102": "Bob"})
NEXT = renamed(ACME, "101", "Anna Maria")


def test_a_document_is_kept_put_in_force_and_acknowledged(desk: Desk) -> None:
    desk.deliver(desk.document(ACME))
    assert desk.held == {"acme": 1}
    assert [change.new for change in desk.force.changes] == [ACME]
    assert [(a.version, a.state_hash, a.state) for a in desk.acks] == [(1, ACME.state_hash, "live")]


def test_a_change_costs_only_its_steps(desk: Desk) -> None:
    desk.deliver(desk.document(ACME))
    desk.deliver(desk.patch(ACME, NEXT))
    assert len(desk.force.changes[1].steps) == 1
    assert desk.store.company("acme") == NEXT


def test_a_change_with_a_removed_employee_survives_a_restart(desk: Desk) -> None:
    smaller = without(ACME, "102")
    desk.deliver(desk.document(ACME))
    desk.deliver(desk.patch(ACME, smaller))
    desk.restart()
    assert desk.receiver.companies["acme"] == smaller


def test_a_repetition_is_acknowledged_again_without_work(desk: Desk) -> None:
    message = desk.document(ACME)
    desk.deliver(message)
    desk.deliver(message)
    desk.restart()
    desk.deliver(message)
    assert len(desk.force.changes) == 1
    assert [a.version for a in desk.acks] == [1, 1, 1]


def test_old_news_is_refused(desk: Desk) -> None:
    first = desk.document(ACME)
    desk.deliver(first)
    desk.deliver(desk.patch(ACME, NEXT))
    desk.deliver(first)
    assert desk.held == {"acme": 2}
    assert desk.receiver.refusals == {"stale-version": 1}


def test_a_change_to_another_version_asks_for_the_document(desk: Desk) -> None:
    desk.deliver(desk.document(ACME))
    third = renamed(NEXT, "101", "A")
    desk.deliver(desk.patch(NEXT, third))
    assert desk.held == {"acme": 1}
    assert (desk.asked, desk.receiver.refusals) == (1, {"wrong-base": 1})
    desk.deliver(desk.document(third))
    assert desk.held == {"acme": 3}


def test_a_change_that_leads_elsewhere_asks_for_the_document(desk: Desk) -> None:
    desk.deliver(desk.document(ACME))
    desk.deliver(desk.patch(ACME, NEXT, state_hash="0" * 64))
    assert desk.held == {"acme": 1}
    assert (desk.asked, desk.receiver.refusals) == (1, {"wrong-state": 1})


def test_a_removed_company_is_gone_and_does_not_come_back_by_a_replay(desk: Desk) -> None:
    message = desk.document(ACME)
    desk.deliver(message)
    desk.now += timedelta(seconds=2)
    desk.deliver(desk.removal(ACME))
    desk.deliver(message)
    desk.restart()
    desk.deliver(message)
    assert desk.held == {}
    desk.now += timedelta(seconds=2)
    desk.deliver(desk.document(ACME))
    assert desk.held == {"acme": 1}, "placed here again, with nothing changed meanwhile"


def test_a_late_removal_does_not_take_a_newer_version_away(desk: Desk) -> None:
    removal = desk.removal(ACME)
    desk.deliver(desk.document(NEXT))
    desk.deliver(removal)
    assert desk.held == {"acme": 2}


def test_after_a_full_disk_the_repetition_puts_it_in_force(desk: Desk) -> None:
    message = desk.document(ACME)
    desk.force.fails = True
    with pytest.raises(sqlite3.Error):
        desk.deliver(message)
    assert desk.acks == []
    desk.force.fails = False
    desk.deliver(message)
    assert desk.force.changes[0].steps
    assert len(desk.acks) == 1


REFUSED: dict[str, tuple[str, Callable[[Desk], str]]] = {
    "garbage": ("envelope-garbage", lambda _: "garbage"),
    "an empty message": ("envelope-garbage", lambda _: ""),
    "another key": ("envelope-forged", lambda d: d.document(ACME, signer=Signer(Ed25519PrivateKey.generate()))),
    "changed on the way": ("envelope-garbage", lambda d: "A" + d.document(ACME)[1:]),
    "for another node": ("envelope-wrong-audience", lambda d: d.document(ACME, audience="n2")),
    "an unknown operation": ("envelope-unknown-operation", lambda d: d.seal("shell.run", 1, {})),
    "no content": ("bad-content", lambda d: d.seal(Op.DOCUMENT, 1, {})),
    "two versions": ("bad-content", lambda d: d.seal(Op.DOCUMENT, 7, CompanyDocument.of(ACME).model_dump(mode="json"))),
    "no profile": (
        "bad-content",
        lambda d: d.seal(Op.DOCUMENT, 1, {"company": "x", "version": 1, "state_hash": "0" * 64, "items": []}),
    ),
}


@pytest.mark.parametrize(("code", "forge"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_right_changes_nothing(desk: Desk, code: str, forge: Callable[[Desk], str]) -> None:
    desk.deliver(forge(desk))
    assert (desk.held, desk.acks, desk.force.changes) == ({}, [], [])
    assert sum(desk.receiver.refusals.values()) == 1
    assert {code} == desk.receiver.refusals.keys()


def test_an_expired_message_is_refused(desk: Desk) -> None:
    message = desk.document(ACME)
    desk.now += timedelta(hours=1)
    desk.deliver(message)
    assert desk.receiver.refusals == {"envelope-expired": 1}
