"""The database's history leads exactly to the tables that the code knows, and back."""

from threading import Thread

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from control_plane.core.migrate import upgrade
from control_plane.migrations import __file__ as folder
from control_plane.tables import METADATA
from tests.kit.engines import Engines


def test_upgrade_from_empty_makes_the_tables_that_the_code_knows(engines: Engines) -> None:
    with engines.another_database("migrated") as settings:
        revision = upgrade(settings)
        assert upgrade(settings) == revision, "a second time changes nothing"
        database = create_engine(settings.sqlalchemy_url)
        with database.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, METADATA) == []
        database.dispose()


def test_two_that_upgrade_at_once_do_not_meet(engines: Engines) -> None:
    with engines.another_database("upgraded_twice") as settings:
        revisions: list[str] = []
        threads = [Thread(target=lambda: revisions.append(upgrade(settings))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert len(revisions) == 2
        assert len(set(revisions)) == 1


def test_downgrade_leaves_nothing_behind(engines: Engines) -> None:
    with engines.another_database("downgraded") as settings:
        upgrade(settings)
        database = create_engine(settings.sqlalchemy_url)
        with database.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(folder).rpartition("/")[0])
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
        assert inspect(database).get_table_names() == ["alembic_version"]
        database.dispose()
        upgrade(settings)
