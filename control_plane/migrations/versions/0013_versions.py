"""Reasons and accepted warnings of versions, drafts, a chained audit trail, and alarms for nodes that lag."""

import hashlib
import json
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0010"

MOMENT = sa.DateTime(timezone=True)
START = "0" * 64


def upgrade() -> None:
    op.add_column("versions", sa.Column("reason", sa.String(), nullable=False, server_default=""))
    op.add_column("versions", sa.Column("warnings", postgresql.JSONB(), nullable=False, server_default="[]"))
    op.alter_column("versions", "reason", server_default=None)
    op.alter_column("versions", "warnings", server_default=None)
    op.add_column("deliveries", sa.Column("alarmed_at", MOMENT, nullable=True))
    op.create_index(
        "ix_deliveries_waiting", "deliveries", ["company_id", "version"], postgresql_where=sa.text("live_at IS NULL")
    )
    _drafts()
    _chain()


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("publish_at", MOMENT, nullable=True),
        sa.Column("scheduled_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_due", "drafts", ["publish_at"], postgresql_where=sa.text("state = 'scheduled'"))
    op.create_table(
        "draft_objects",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("data", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("base", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("secret_box", sa.LargeBinary(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "draft_id", "kind", "id", name="pk_draft_objects"),
        sa.ForeignKeyConstraint(
            ["company_id", "draft_id"],
            ["drafts.company_id", "drafts.id"],
            name="fk_draft_objects_company_id_draft_id",
            ondelete="CASCADE",
        ),
    )


def _chain() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", name="pk_audit_heads"),
    )
    for name, kind in (("number", sa.Integer()), ("previous", sa.String()), ("hash", sa.String())):
        op.add_column("audit", sa.Column(name, kind, nullable=True))
    _chain_what_is_there(op.get_bind())
    for name in ("number", "previous", "hash"):
        op.alter_column("audit", name, nullable=False)
    op.create_unique_constraint("uq_audit_company_id_number", "audit", ["company_id", "number"])


def _chain_what_is_there(connection: sa.Connection) -> None:
    """In the order in which they were written. What this hashes never changes, whatever later releases add."""
    heads: dict[str, tuple[int, str]] = {}
    columns = "id, company_id, at, actor, address, version, action, before, after"
    rows = connection.execute(
        sa.text(f"SELECT {columns} FROM audit ORDER BY company_id, id"),  # noqa: S608 (a constant)
        execution_options={"yield_per": 500},
    )
    number_it = sa.text("UPDATE audit SET number = :number, previous = :previous, hash = :hash WHERE id = :id")
    for row in rows.mappings():
        number, previous = heads.get(row["company_id"], (0, START))
        record = {
            "company": row["company_id"],
            "number": number + 1,
            "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
            **{name: row[name] for name in ("actor", "address", "version", "action")},
            **{name: _sha256(row[name]) for name in ("before", "after")},
            "previous": previous,
        }
        digest = _sha256(record)
        heads[row["company_id"]] = (number + 1, digest)
        chained = {"id": row["id"], "number": number + 1, "previous": previous, "hash": digest}
        connection.execute(number_it, chained)
    for company, (number, digest) in heads.items():
        head = {"company": company, "number": number, "hash": digest}
        connection.execute(sa.text("INSERT INTO audit_heads VALUES (:company, :number, :hash)"), head)


def _sha256(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def downgrade() -> None:
    op.drop_constraint("uq_audit_company_id_number", "audit", type_="unique")
    for name in ("hash", "previous", "number"):
        op.drop_column("audit", name)
    for table in ("audit_heads", "draft_objects", "drafts"):
        op.drop_table(table)
    op.drop_index("ix_deliveries_waiting", "deliveries")
    op.drop_column("deliveries", "alarmed_at")
    op.drop_column("versions", "warnings")
    op.drop_column("versions", "reason")
