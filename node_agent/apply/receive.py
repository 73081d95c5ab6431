"""What happens to a signed message, whichever road it came: check, decide, keep, put in force, confirm.

Order of the checks: signature, audience, expiry, operation (wire.envelope), form, version, base, state hash. Nothing is
written before all of them have passed. Applying a message twice changes nothing.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from node_agent.apply.diff import changed_keys, steps_between
from node_agent.apply.refusals import BadContent, BundleAway, BundleUnfit, Refused, Stale, WrongBase, WrongState
from node_agent.asterisk.realtime.rows import Site
from node_agent.asterisk.realtime.steps import Step
from node_agent.store import Head, Store
from tenants.model import Company, TelephonyObject
from tenants.model.company import Key
from tenants.model.document import Document
from wire.envelope import EnvelopeRefused, Payload, key_id, open_envelope
from wire.operations import OPERATIONS, CompanyDocument, CompanyPatch, CompanyRemoval, Op
from wire.reports import REASON_MAX, Acknowledgement, AckState

log = logging.getLogger(__name__)
Content = TypeVar("Content", bound=Document)


@dataclass(frozen=True)
class Change:
    """A change that was kept: `new` is None when the company left; objects as the message named them."""

    company: str
    version: int
    state_hash: str
    base_version: int | None
    new: Company | None
    puts: tuple[TelephonyObject, ...]
    removes: tuple[Key, ...]
    steps: tuple[Step, ...]


class Force(Protocol):
    """Puts a kept change in force; returns whether the call logic serves it (see node_agent.apply.run)."""

    def enforce(self, change: Change) -> bool: ...

    def repair(self, company: Company) -> tuple[Step, ...]:
        """The steps that bring whatever is in force to `company`."""
        ...


def _nothing_needed(_: Company) -> None:
    pass


def _nothing_kept(_: str) -> None:
    pass


class Receiver:
    """The one door for messages of the control plane; safe to call from several threads."""

    def __init__(
        self,
        *,
        node: str,
        control_key: Ed25519PublicKey,
        store: Store,
        site: Site,
        force: Force,
        acknowledge: Callable[[Acknowledgement], None],
        ask_for_document: Callable[[], None],
        make_ready: Callable[[Company], None] = _nothing_needed,
        erase: Callable[[str], None] = _nothing_kept,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._node, self._keys = node, {key_id(control_key): control_key}
        self._store, self._site, self._force = store, site, force
        self._acknowledge, self._ask_for_document, self._now = acknowledge, ask_for_document, now
        self._make_ready, self._erase = make_ready, erase
        self._lock = threading.Lock()
        self._heads = store.heads()
        self._companies = {company.id: company for company in store.companies()}
        self._unconfirmed: set[str] = set()
        self.refusals: Counter[str] = Counter()
        """How often a message was refused, by code."""

    @property
    def companies(self) -> dict[str, Company]:
        return dict(self._companies)

    @property
    def heads(self) -> dict[str, Head]:
        return dict(self._heads)

    def deliver(self, envelope: str) -> None:
        """Take one message. A refusal is logged and counted here; other errors (disk, database) are raised."""
        try:
            with self._lock:
                self._take(envelope)
        except (EnvelopeRefused, Refused) as refusal:
            self.refusals[refusal.code] += 1
            log.warning("refused a message: %s: %s", refusal.code, refusal)
            if isinstance(refusal, WrongBase | WrongState):
                self._ask_for_document()

    def _take(self, envelope: str) -> None:
        payload = open_envelope(envelope, keys=self._keys, audience=self._node, operations=OPERATIONS, now=self._now())
        match payload.op:
            case Op.DOCUMENT:
                self._document(payload, _content(CompanyDocument, payload))
            case Op.PATCH:
                self._patch(payload, _content(CompanyPatch, payload))
            case Op.REMOVE:
                self._removal(payload, _content(CompanyRemoval, payload))

    def _document(self, payload: Payload, document: CompanyDocument) -> None:
        if self._is_known(payload, document):
            return
        try:
            new = Company.build(document.company, document.version, [item.parse() for item in document.items])
        except ValueError as problem:
            raise BadContent(f"the document of company {document.company} does not fit its form") from problem
        if new.state_hash != document.state_hash:
            raise WrongState(f"the document of company {new.id} has another state than it says")
        old = self._companies.get(new.id)
        keys = changed_keys(old, new)
        self._prepare(new)
        self._store.replace(new, payload.iat)
        self._keep(payload, new)
        steps = steps_between(old, new, keys, self._site)
        self._enforce(Change(new.id, new.version, new.state_hash, None, new, (), (), steps))

    def _patch(self, payload: Payload, patch: CompanyPatch) -> None:
        if self._is_known(payload, patch):
            return
        old = self._companies.get(patch.company)
        # Objects are whole, so a patch from an older base than ours is as good: it only repeats what is here already.
        if old is None or old.version < patch.base_version:
            has = f"version {old.version}" if old else "nothing"
            raise WrongBase(f"company {patch.company}: the change is to version {patch.base_version}, here is {has}")
        removes: tuple[Key, ...] = tuple((removal.kind, removal.id) for removal in patch.removes)
        try:
            puts = tuple(item.parse() for item in patch.puts)
            new = old.changed(patch.version, puts, removes)
        except ValueError as problem:
            raise BadContent(f"the change of company {patch.company} does not fit its form") from problem
        if new.state_hash != patch.state_hash:
            raise WrongState(f"company {patch.company}: the change leads to another state than it says")
        steps = steps_between(old, new, [*removes, *((item.kind, item.data["id"]) for item in patch.puts)], self._site)
        self._prepare(new)
        self._store.change(new, puts, removes, payload.iat)
        self._keep(payload, new)
        self._enforce(Change(new.id, new.version, new.state_hash, old.version, new, puts, removes, steps))

    def _removal(self, payload: Payload, removal: CompanyRemoval) -> None:
        head = self._heads.get(removal.company)
        gone = Head(removal.version, "0" * 64, payload.iat, removed=True)
        if head is not None and head.version > removal.version:
            raise Stale(f"company {removal.company} is at {head.version}, the removal is of {removal.version}")
        if head is None or not head.removed:
            if head is not None and payload.iat < head.issued:
                raise Stale(f"the removal of company {removal.company} is older than its version here")
            old = self._companies.get(removal.company)
            steps = steps_between(old, None, (), self._site)
            self._store.remove(removal.company, removal.version, payload.iat)
            self._heads[removal.company] = gone
            self._companies.pop(removal.company, None)
            self._force.enforce(Change(removal.company, removal.version, gone.state_hash, None, None, (), (), steps))
        if removal.erase:
            # Before the acknowledgement, which is the node's word that nothing is left here.
            self._erase(removal.company)
        self._report(removal.company, removal.version, gone.state_hash, call_logic=True)

    def _is_known(self, payload: Payload, message: CompanyDocument | CompanyPatch) -> bool:
        """Whether this very version is in force already; then it is acknowledged again. Raises Stale."""
        head = self._heads.get(message.company)
        if head is None or message.version > head.version:
            return False
        if message.version == head.version:
            if not head.removed and head.state_hash == message.state_hash:
                self._again(message)
                return True
            if head.removed and payload.iat > head.issued:
                return False
        raise Stale(f"company {message.company} is at version {head.version}, the message brings {message.version}")

    def _prepare(self, new: Company) -> None:
        """Before anything is kept: what the version cannot do without. Raises BundleUnfit, BundleAway."""
        try:
            self._make_ready(new)
        except (BundleUnfit, BundleAway) as refusal:
            self._report(new.id, new.version, new.state_hash, call_logic=True, refused=str(refusal))
            raise

    def _keep(self, payload: Payload, new: Company) -> None:
        self._companies[new.id] = new
        self._heads[new.id] = Head(new.version, new.state_hash, payload.iat)

    def _again(self, message: CompanyDocument | CompanyPatch) -> None:
        """A repetition: nothing to do, unless the first time stopped half-way (a full disk, for example)."""
        company = self._companies[message.company]
        if company.id in self._unconfirmed:
            self._enforce(Change(company.id, company.version, company.state_hash, None, company, (), (), ()))
        else:
            self._report(company.id, company.version, company.state_hash, call_logic=True)

    def _enforce(self, change: Change) -> None:
        if change.new is not None and change.company in self._unconfirmed:
            change = replace(change, base_version=None, steps=self._force.repair(change.new))
        self._unconfirmed.add(change.company)
        call_logic = self._force.enforce(change)
        self._unconfirmed.discard(change.company)
        self._report(change.company, change.version, change.state_hash, call_logic=call_logic)

    def _report(
        self, company: str, version: int, state_hash: str, *, call_logic: bool, refused: str | None = None
    ) -> None:
        self._acknowledge(
            Acknowledgement(
                company=company,
                version=version,
                state_hash=state_hash,
                state=AckState.LIVE if refused is None else AckState.REFUSED,
                live_at=self._now(),
                call_logic=call_logic,
                reason=(refused or "")[:REASON_MAX],
            )
        )


def _content(form: type[Content], payload: Payload) -> Content:
    try:
        content = form.model_validate(payload.args)
    except ValidationError as problem:
        raise BadContent(f"the content of {payload.op} does not fit its form") from problem
    if getattr(content, "version", None) != payload.version:
        raise BadContent(f"{payload.op}: the envelope and its content name different versions")
    return content
