"""The safety net: a node says what it holds and gets what it lacks, whatever the queue did."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.core.context import Context
from control_plane.core.db import db
from control_plane.core.tenancy import EVERYTHING, confine
from control_plane.features.companies.models import Company
from control_plane.features.nodes.models import Node, Placement
from control_plane.features.versions.messages import removal_message, update_message
from wire.envelope import Signer
from wire.reports import Held, Pull, PullAnswer

MOST_DOCUMENTS = 20


def answer_pull(ctx: Context, node: Node, pull: Pull) -> PullAnswer:
    """Whole documents for what is missing, older or different at the node; removals for what is no longer its own."""
    signer = Signer.from_base64(ctx.settings.signing_key)
    with Session(db.engine.execution_options(isolation_level="REPEATABLE READ")) as snapshot:
        confine(snapshot, ctx.settings, EVERYTHING)
        served = select(Company).join(Placement, Placement.company_id == Company.id)
        companies = {c.id: c for c in snapshot.scalars(served.where(Placement.node_id == node.id))}
        wanted = [c for c in companies.values() if c.version and not _same(pull.held.get(c.id), c)]
        envelopes = [
            update_message(snapshot, ctx.settings, signer, node_id=node.id, company=company, base=0, now=ctx.clock())
            for company in wanted[:MOST_DOCUMENTS]
        ]
    for company_id, held in pull.held.items():
        if company_id not in companies:
            envelopes.append(
                removal_message(signer, node_id=node.id, company_id=company_id, version=held.version, now=ctx.clock())
            )
    return PullAnswer(envelopes=tuple(envelopes), more=len(wanted) > MOST_DOCUMENTS)


def _same(held: Held | None, company: Company) -> bool:
    return held is not None and held.version == company.version and held.state_hash == company.state
