"""Who people are in a company, what tokens are good for, and support's visits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("users", sa.Column("invited_at", MOMENT, nullable=True))
    op.add_column("memberships", sa.Column("employee_id", sa.String(), nullable=True))
    op.create_foreign_key(
        "fk_memberships_company_id_employee_id",
        "memberships",
        "employees",
        ["company_id", "employee_id"],
        ["company_id", "id"],
        ondelete="SET NULL (employee_id)",
    )
    op.create_index("ix_memberships_company_id_employee_id", "memberships", ["company_id", "employee_id"])
    _tokens()
    op.create_table(
        "support_visits",
        sa.Column("company_id", sa.String(), sa.ForeignKey("companies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("may_change", sa.Boolean(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name="pk_support_visits"),
    )
    op.create_index("ix_support_visits_user_id_ends_at", "support_visits", ["user_id", "ends_at"])


def _tokens() -> None:
    op.add_column("api_tokens", sa.Column("public_id", sa.String(), nullable=True))
    # gen_random_uuid() is the database's own; later ids come from the application and sort by time.
    op.execute("UPDATE api_tokens SET public_id = gen_random_uuid()::text")
    op.alter_column("api_tokens", "public_id", nullable=False)
    op.create_unique_constraint("uq_api_tokens_public_id", "api_tokens", ["public_id"])
    op.add_column("api_tokens", sa.Column("scopes", postgresql.ARRAY(sa.String()), nullable=True))
    op.add_column("api_tokens", sa.Column("networks", postgresql.ARRAY(sa.String()), nullable=True))
    op.add_column("api_tokens", sa.Column("expires_at", MOMENT, nullable=True))
    op.add_column("api_tokens", sa.Column("last_used_at", MOMENT, nullable=True))
    op.add_column("api_tokens", sa.Column("last_address", sa.String(), nullable=False, server_default=""))
    op.alter_column("api_tokens", "last_address", server_default=None)
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id"])


def downgrade() -> None:
    op.drop_table("support_visits")
    op.drop_index("ix_api_tokens_user_id", "api_tokens")
    for column in ("last_address", "last_used_at", "expires_at", "networks", "scopes", "public_id"):
        op.drop_column("api_tokens", column)
    op.drop_index("ix_memberships_company_id_employee_id", "memberships")
    op.drop_constraint("fk_memberships_company_id_employee_id", "memberships", type_="foreignkey")
    op.drop_column("memberships", "employee_id")
    op.drop_column("users", "invited_at")
