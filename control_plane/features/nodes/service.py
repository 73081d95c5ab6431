"""What nodes say: verified first, then taken. The only writer of the nodes table."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from control_plane.core.context import Context
from control_plane.core.problems import Forbidden, Invalid
from control_plane.core.tenancy import EVERYTHING, Scope, confine
from control_plane.features.companies.models import Company
from control_plane.features.lines.watching import lines_told_up, watch_lines
from control_plane.features.nodes.models import Node, Placement
from control_plane.features.versions.service import acknowledge, queue_for_nodes
from wire.envelope import CONTROL_PLANE, EnvelopeRefused, key_id, open_envelope, public_key
from wire.reports import Acknowledgements, Heartbeat, ReportOp

Message = TypeVar("Message", bound=BaseModel)


class ReportRefused(Forbidden):
    code, title = "report-refused", "The node's report cannot be accepted"


class BadReport(Invalid):
    code, title = "bad-report", "The node's report does not have the agreed form"


def open_report(ctx: Context, envelope: str, operation: ReportOp) -> tuple[Node, dict[str, Any]]:
    """Which node sent it, and its verified content. Raises ReportRefused."""
    nodes = {key_id(public_key(node.public_key)): node for node in ctx.session.scalars(select(Node))}
    keys = {name: public_key(node.public_key) for name, node in nodes.items()}
    try:
        payload = open_envelope(
            envelope, keys=keys, audience=CONTROL_PLANE, operations=frozenset({operation}), now=ctx.clock()
        )
    except EnvelopeRefused as refusal:
        raise ReportRefused(f"{refusal.code}: {refusal}") from None
    # Only now, that the signature is good: facts may be of companies that the node served once, or of nobody known.
    confine(ctx.session, ctx.settings, EVERYTHING)
    return nodes[payload.key], payload.args


def only(ctx: Context, companies: Iterable[str]) -> None:
    """The report is about these: from now on there are no others."""
    confine(ctx.session, ctx.settings, Scope.of_named(*companies))


def parse(cls: type[Message], args: dict[str, Any]) -> Message:
    """Raises BadReport."""
    try:
        return cls.model_validate(args)
    except ValidationError as problem:
        raise BadReport(f"{problem.error_count()} fields are wrong; is the agent's release newer than ours?") from None


def take_acknowledgements(ctx: Context, node: Node, message: Acknowledgements) -> None:
    for ack in message.acknowledgements:
        acknowledge(ctx, node.id, ack)


def take_heartbeat(ctx: Context, node: Node, heartbeat: Heartbeat) -> None:
    before = node.heartbeat or {}
    node.last_seen = ctx.clock()
    node.heartbeat = heartbeat.model_dump(mode="json")
    if not heartbeat.asterisk_up:
        return
    said, says = before.get("lines") or {}, heartbeat.lines
    news = {line for line, state in says.items() if said.get(line) != state}
    if before.get("asterisk_up"):
        # An engine that has just started has not heard of its lines yet: twice in a row it would have.
        news |= lines_told_up(ctx, node.id) - said.keys() - says.keys()
    if news:
        watch_lines(ctx, news)


def enrol(ctx: Context, node_id: str, key: str, sip_address: str) -> Node:
    """Add or update a node and let it serve all companies. Raises ValueError for a bad key."""
    public_key(key)
    node = ctx.session.get(Node, node_id)
    if node is None:
        node = Node(id=node_id, public_key=key, sip_address=sip_address)
        ctx.session.add(node)
    node.public_key, node.sip_address = key, sip_address
    ctx.session.flush()
    for company_id, version in ctx.session.execute(select(Company.id, Company.version)).all():
        place(ctx, company_id, version, node_id)
    return node


def place(ctx: Context, company_id: str, version: int, node_id: str) -> None:
    """Let a node serve a company; harmless when it does already."""
    statement = insert(Placement).values(company_id=company_id, node_id=node_id, acked_version=0, acked_hash="")
    placed = ctx.session.execute(statement.on_conflict_do_nothing().returning(Placement.node_id)).first()
    if placed is not None and version:
        queue_for_nodes(ctx, company_id, version, [node_id])
