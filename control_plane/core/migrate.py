"""Migrations: one at a time, whoever starts them, by the role that owns the tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text

from control_plane.core.tenancy import seal_of
from control_plane.core.tenancy.protection import check_roles, has_tenancy, install_key, protect, see_everything
from control_plane.settings import Settings

_LOCK = 0x0CA21110


def upgrade(settings: Settings) -> str:
    """To the newest revision, and every table protected; returns its name. A second caller waits for the first.

    Raises RolesMixed, Unprotected.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    application, seal = make_url(settings.sqlalchemy_url).username or "", seal_of(settings)
    engine = create_engine(settings.owner_url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": _LOCK})
            check_roles(connection, application)
            if has_tenancy(connection):
                install_key(connection, seal)
                see_everything(connection, seal)
            connection.commit()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            install_key(connection, seal)
            protect(connection, application)
            revision = MigrationContext.configure(connection).get_current_revision()
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": _LOCK})
            connection.commit()
            return revision or "empty"
    finally:
        engine.dispose()
