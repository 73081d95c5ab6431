"""Signed messages about a company for one node."""

from datetime import datetime

from sqlalchemy.orm import Session

from control_plane.features.companies.models import Company
from control_plane.features.versions.snapshot import since, whole
from control_plane.settings import Settings
from wire.envelope import Signer
from wire.operations import CompanyRemoval, Op

# A message that was not delivered in a day is worth nothing: the node pulls every 30 s.
VALID_SECONDS = 24 * 3600
# Beyond this many versions the document is the cheaper and the simpler message.
LONGEST_PATCH = 1000


def update_message(
    session: Session, settings: Settings, signer: Signer, *, node_id: str, company: Company, base: int, now: datetime
) -> str:
    """Bring a node that stands on `base` (0: on nothing) to the newest version. `session` must see one snapshot."""
    message: dict[str, object]
    if 0 < base < company.version <= base + LONGEST_PATCH:
        op, message = Op.PATCH, since(session, settings, company, base).model_dump(mode="json")
    else:
        op, message = Op.DOCUMENT, whole(session, settings, company).model_dump(mode="json")
    return _seal(signer, node_id, op, company.version, message, now)


def removal_message(
    signer: Signer, *, node_id: str, company_id: str, version: int, now: datetime, deleted: bool
) -> str:
    """The node serves the company no longer, because it was `deleted` or is served elsewhere."""
    message = CompanyRemoval(company=company_id, version=version, erase=deleted).plain()
    return _seal(signer, node_id, Op.REMOVE, version, message, now)


def _seal(signer: Signer, node_id: str, op: Op, version: int, args: dict[str, object], now: datetime) -> str:
    return signer.seal(audience=node_id, op=op, version=version, args=args, now=now, seconds=VALID_SECONDS)
