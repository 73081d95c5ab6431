"""Reading nodes and what they serve."""

from sqlalchemy import select

from control_plane.core.context import Context
from control_plane.core.problems import NotFound
from control_plane.features.nodes.models import Node, Placement


def sip_address(ctx: Context, company_id: str) -> str:
    """Host and port that phones of the company register with; empty while no node serves it."""
    statement = select(Node.sip_address).join(Placement, Placement.node_id == Node.id)
    found = ctx.session.scalar(statement.where(Placement.company_id == company_id).order_by(Node.id).limit(1))
    return found or ""


def list_nodes(ctx: Context) -> list[Node]:
    return list(ctx.session.scalars(select(Node).order_by(Node.id)))


def nodes_of(ctx: Context, company_id: str) -> list[Node]:
    """The nodes that serve a company."""
    statement = select(Node).join(Placement, Placement.node_id == Node.id).where(Placement.company_id == company_id)
    return list(ctx.session.scalars(statement.order_by(Node.id)))


def get_node(ctx: Context, node_id: str) -> Node:
    """Raises NotFound."""
    node = ctx.session.get(Node, node_id)
    if node is None:
        raise NotFound(f"There is no node {node_id!r}.")
    return node
