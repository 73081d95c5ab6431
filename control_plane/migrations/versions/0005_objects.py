"""All kinds of object of a company's telephony: one table, further fields of the older ones, one space of numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
_SETTLED = ("companies", "employees", "numbers", "lines")


def upgrade() -> None:
    op.create_table(
        "company_objects",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_company_objects_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "kind", "id", name=op.f("pk_company_objects")),
    )
    op.create_index(op.f("ix_company_objects_company_id_kind_name"), "company_objects", ["company_id", "kind", "name"])
    op.create_table(
        "short_numbers",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_short_numbers_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "number", name=op.f("pk_short_numbers")),
    )
    op.create_index(op.f("ix_short_numbers_company_id_kind_id"), "short_numbers", ["company_id", "kind", "id"])
    op.create_table(
        "taken_switches",
        sa.Column("node_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["nodes.id"], name=op.f("fk_taken_switches_node_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_taken_switches_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("node_id", "id", name=op.f("pk_taken_switches")),
    )
    op.create_index(op.f("ix_taken_switches_at"), "taken_switches", ["at"])
    op.execute(
        "INSERT INTO short_numbers (company_id, number, kind, id) SELECT company_id, number, 'employee', id FROM employees"
    )
    op.drop_constraint(op.f("uq_employees_company_id_number"), "employees")
    op.create_index(op.f("ix_employees_company_id_number"), "employees", ["company_id", "number"])
    for table in _SETTLED:
        op.add_column(table, sa.Column("settings", postgresql.JSONB(), nullable=False, server_default="{}"))
        op.alter_column(table, "settings", server_default=None)
    op.execute(
        "UPDATE numbers SET settings = jsonb_build_object("
        "'destination', jsonb_build_object('kind', 'employee', 'id', employee_id)) WHERE employee_id IS NOT NULL"
    )
    op.alter_column("lines", "host", nullable=True)
    op.drop_constraint(op.f("fk_numbers_company_id_employee_id"), "numbers")
    op.drop_column("numbers", "employee_id")


def downgrade() -> None:
    op.alter_column("lines", "host", nullable=False)
    op.add_column("numbers", sa.Column("employee_id", sa.String(), nullable=True))
    op.execute(
        "UPDATE numbers SET employee_id = settings->'destination'->>'id' WHERE settings->'destination'->>'kind' = 'employee'"
    )
    op.create_foreign_key(
        op.f("fk_numbers_company_id_employee_id"),
        "numbers",
        "employees",
        ["company_id", "employee_id"],
        ["company_id", "id"],
    )
    op.drop_index(op.f("ix_employees_company_id_number"), "employees")
    op.create_unique_constraint(op.f("uq_employees_company_id_number"), "employees", ["company_id", "number"])
    for table in _SETTLED:
        op.drop_column(table, "settings")
    op.drop_table("taken_switches")
    op.drop_table("short_numbers")
    op.drop_table("company_objects")
