"""Alembic's environment; the connection comes from core/migrate.py."""

from alembic import context

from control_plane.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
