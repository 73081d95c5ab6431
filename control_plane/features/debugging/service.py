"""An operator permits, the control plane signs and writes it down; the node tells which call it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict, Invalid
from control_plane.features.companies.queries import get_company
from control_plane.features.nodes.queries import nodes_of
from control_plane.features.versions.service import add_audit, record_audit
from wire.debugging import OPERATION, PRESENT_SECONDS, DebugOrder
from wire.envelope import Signer
from wire.facts import Fact

DEBUGGED = "debugged"
"""The rule of the decision by which a node tells that a developer stood in a call."""


@dataclass(frozen=True)
class Given:
    """A permission, and the same as the node accepts it."""

    order: DebugOrder
    node: str
    sealed: str


def permit(ctx: Context, company_id: str, *, caller: str, minutes: int, node: str) -> Given:
    """`node` "": the only one that serves the company. Raises NotFound, Conflict, Invalid."""
    get_company(ctx, company_id)
    chosen = _node(ctx, company_id, node)
    now = ctx.clock()
    order = DebugOrder(
        permission=new_id(),
        company=company_id,
        caller=caller,
        who=ctx.actor.name[:200],
        until=now + timedelta(minutes=minutes),
    )
    whose = f"from {caller}" if caller else "from anybody"
    words = f"Debugging permitted: the next call {whose} on {chosen}, {minutes} minutes (permission {order.permission})"
    record_audit(ctx, company_id, words)
    sealed = Signer.from_base64(ctx.settings.signing_key).seal(
        audience=chosen,
        op=OPERATION,
        version=int(now.timestamp() * 1000),
        args=order.model_dump(mode="json"),
        now=now,
        seconds=PRESENT_SECONDS,
    )
    return Given(order, chosen, sealed)


def is_debugged(fact: Fact) -> bool:
    """Whether it tells that a developer has begun to stand in a call."""
    return fact.decision is not None and fact.decision.rule == DEBUGGED and not fact.decision.result


def note_calls(session: Session, facts: Iterable[Fact]) -> None:
    """Write down in which calls developers stood. `facts`: for which `is_debugged`, and that are new."""
    for fact in facts:
        assert fact.decision is not None
        words = f"A call was debugged: {fact.call} ({fact.decision.text})"
        add_audit(session, fact.company, words, at=fact.at, actor=f"node {fact.call.partition(':')[0]}")


def _node(ctx: Context, company_id: str, wanted: str) -> str:
    names = [node.id for node in nodes_of(ctx, company_id)]
    if not names:
        raise Conflict("No node serves the company, so there is no call to stand in.")
    if wanted in names:
        return wanted
    if wanted or len(names) > 1:
        raise Invalid.one("node", "which-node", f"must be a node that serves the company: {', '.join(names)}")
    return names[0]
