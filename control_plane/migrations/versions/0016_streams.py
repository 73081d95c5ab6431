"""Which transaction an event came in, so that streams miss none; until when a company's events are kept for them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
_OWN = "((pg_current_xact_id())::text)::bigint"


def upgrade() -> None:
    op.add_column("events", sa.Column("xact", sa.BigInteger(), server_default=sa.text(_OWN), nullable=False))
    op.create_index("ix_events_company_id_xact_number", "events", ["company_id", "xact", "number"])
    op.add_column("companies", sa.Column("streamed_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("companies", "streamed_until")
    op.drop_index("ix_events_company_id_xact_number", "events")
    op.drop_column("events", "xact")
