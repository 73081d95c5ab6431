"""Row security: the key, and the function that tells which companies a transaction may touch; keys that start with it.

The policies themselves are made after all migrations, for all tables that there are then (core/tenancy/protection.py).
"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# Everything is checked before anything is believed: whoever can run SQL can set the setting to whatever they like.
# Its own search path, since somebody's temporary objects must not stand for PostgreSQL's.
_NAMES = """
CREATE FUNCTION tenancy.names(kind text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    told text := current_setting('carillon.scope', true);
    signed text := substr(told, 66);
BEGIN
    IF told IS NULL OR position('|' || kind || ':' IN signed) = 0 THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT FROM tenancy.keys AS key WHERE substr(told, 1, 65) =
            encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(signed, 'UTF8'))), 'hex') || '|'
    ) THEN
        RETURN NULL;
    END IF;
    IF split_part(signed, '|', 1)::bigint < extract(epoch FROM transaction_timestamp()) THEN
        RETURN NULL;
    END IF;
    RETURN string_to_array(split_part(split_part(signed, '|' || kind || ':', 2), '|', 1), ',');
END
$body$
"""

Indexes = tuple[tuple[str, list[str]], ...]
# By table: the primary key from now on, and the former one.
_KEYS: Mapping[str, tuple[list[str], list[str]]] = {
    "memberships": (["company_id", "user_id"], ["user_id", "company_id"]),
    "taken_switches": (["company_id", "node_id", "id"], ["node_id", "id"]),
    "audit": (["company_id", "id"], ["id"]),
    "journeys": (["company_id", "id"], ["id"]),
    "mails": (["company_id", "id"], ["id"]),
    "events": (["company_id", "number"], ["number"]),
    "event_tasks": (["company_id", "id"], ["id"]),
    "webhook_attempts": (["company_id", "id"], ["id"]),
}
# What the keys make superfluous, and what is asked for without the company.
_INDEXES_GONE = (
    ("audit", ["company_id", "id"]),
    ("mails", ["company_id"]),
    ("events", ["company_id"]),
    ("event_tasks", ["event_number"]),
    ("webhook_attempts", ["task_id"]),
)
_INDEXES_NEW = (
    ("memberships", ["user_id"]),
    ("event_tasks", ["id"]),
    ("event_tasks", ["company_id", "event_number"]),
    ("webhook_attempts", ["company_id", "task_id"]),
)


def upgrade() -> None:
    op.drop_constraint("fk_webhook_attempts_task_id", "webhook_attempts", type_="foreignkey")
    op.drop_constraint("fk_event_tasks_event_number", "event_tasks", type_="foreignkey")
    op.drop_constraint("uq_event_tasks_listener_event_number", "event_tasks", type_="unique")
    op.drop_constraint("uq_events_id", "events", type_="unique")
    _change_keys(0, _INDEXES_GONE, _INDEXES_NEW)
    op.create_unique_constraint("uq_events_company_id_id", "events", ["company_id", "id"])
    stream = ["company_id", "listener", "event_number"]
    op.create_unique_constraint("uq_event_tasks_company_id_listener_event_number", "event_tasks", stream)
    _refer("event_tasks", ["company_id", "event_number"], "events", ["company_id", "number"])
    _refer("webhook_attempts", ["company_id", "task_id"], "event_tasks", ["company_id", "id"])
    _secure()


def _secure() -> None:
    op.execute("CREATE SCHEMA tenancy")
    op.create_table(
        "keys",
        sa.Column("inner_pad", sa.LargeBinary(), nullable=False),
        sa.Column("outer_pad", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("inner_pad", name="pk_keys"),
        schema="tenancy",
    )
    op.execute(_NAMES)
    op.execute("REVOKE ALL ON FUNCTION tenancy.names(text) FROM PUBLIC")


def downgrade() -> None:
    op.execute(
        """
        DO $body$ DECLARE protected text; BEGIN
            FOR protected IN SELECT oid::regclass FROM pg_class
                WHERE relrowsecurity AND relnamespace = 'public'::regnamespace LOOP
                EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', protected);
            END LOOP;
        END $body$
        """
    )
    # The policies go with the function that they ask.
    op.execute("DROP SCHEMA tenancy CASCADE")
    op.drop_constraint("fk_webhook_attempts_company_id_task_id", "webhook_attempts", type_="foreignkey")
    op.drop_constraint("fk_event_tasks_company_id_event_number", "event_tasks", type_="foreignkey")
    op.drop_constraint("uq_event_tasks_company_id_listener_event_number", "event_tasks", type_="unique")
    op.drop_constraint("uq_events_company_id_id", "events", type_="unique")
    _change_keys(1, _INDEXES_NEW, _INDEXES_GONE)
    op.create_unique_constraint("uq_events_id", "events", ["id"])
    op.create_unique_constraint("uq_event_tasks_listener_event_number", "event_tasks", ["listener", "event_number"])
    _refer("event_tasks", ["event_number"], "events", ["number"])
    _refer("webhook_attempts", ["task_id"], "event_tasks", ["id"])


def _change_keys(which: int, gone: Indexes, new: Indexes) -> None:
    for table, columns in gone:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    for table, keys in _KEYS.items():
        op.drop_constraint(f"pk_{table}", table, type_="primary")
        op.create_primary_key(f"pk_{table}", table, keys[which])
    for table, columns in new:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def _refer(table: str, columns: list[str], to: str, keys: list[str]) -> None:
    op.create_foreign_key(f"fk_{table}_{'_'.join(columns)}", table, to, columns, keys, ondelete="CASCADE")
