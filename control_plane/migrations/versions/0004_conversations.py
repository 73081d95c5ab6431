"""Journeys of whole conversations: calls that were joined, who took part, labels, and more ways to end."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

BEFORE = ("answered", "busy", "no-answer", "unreachable", "not-found", "refused", "failed", "abandoned")
MORE = (
    "do-not-disturb",
    "closed",
    "blocked",
    "not-permitted",
    "over-limit",
    "full",
    "no-agents",
    "message",
    "callback",
    "served",
)


def upgrade() -> None:
    op.add_column("facts", sa.Column("leg", sa.String(), nullable=True))
    op.execute("UPDATE facts SET leg = body #>> '{fact,leg,id}'")
    op.create_index("ix_facts_leg", "facts", ["node", "leg"], postgresql_where=sa.text("leg IS NOT NULL"))
    calls = sa.Column("calls", postgresql.ARRAY(sa.String()), nullable=True)
    op.add_column("journeys", calls)
    op.add_column("journeys", sa.Column("label", sa.String(), nullable=False, server_default=""))
    op.add_column("journeys", sa.Column("participants", postgresql.JSONB(), nullable=False, server_default="[]"))
    op.execute("UPDATE journeys SET calls = ARRAY[call]")
    op.alter_column("journeys", "calls", nullable=False)
    op.alter_column("journeys", "label", server_default=None)
    op.alter_column("journeys", "participants", server_default=None)
    op.create_index("ix_journeys_calls", "journeys", ["calls"], postgresql_using="gin")
    _allow(*BEFORE, *MORE)


def downgrade() -> None:
    op.execute(f"UPDATE journeys SET result = 'failed' WHERE result IN ({_listed(MORE)})")  # noqa: S608
    _allow(*BEFORE)
    op.drop_index("ix_journeys_calls", "journeys")
    for column in ("participants", "label", "calls"):
        op.drop_column("journeys", column)
    op.drop_index("ix_facts_leg", "facts")
    op.drop_column("facts", "leg")


def _allow(*results: str) -> None:
    op.drop_constraint("ck_journeys_result", "journeys", type_="check")
    op.create_check_constraint("ck_journeys_result", "journeys", f"result IN ({_listed(results)})")


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
