"""The database's history leads exactly to the tables that the code knows, and back."""

from threading import Thread

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, select, text
from sqlalchemy.orm import Session

from control_plane.core.migrate import upgrade
from control_plane.core.tenancy import EVERYTHING, NOTHING, Scope, confine
from control_plane.features.companies.models import Company
from control_plane.features.events.models import Task
from control_plane.features.webhooks.models import Attempt
from control_plane.migrations import __file__ as folder
from control_plane.tables import METADATA
from tests.kit.engines import Engines


def test_upgrade_from_empty_makes_the_tables_that_the_code_knows(engines: Engines) -> None:
    with engines.another_database("migrated") as settings:
        revision = upgrade(settings)
        assert upgrade(settings) == revision, "a second time changes nothing"
        database = create_engine(settings.owner_url)
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


def test_an_instance_of_the_release_before_row_security_keeps_its_data(engines: Engines) -> None:
    """Then one role did everything; the second one finds all rows of the companies that it may see."""
    with engines.another_database("earlier") as settings:
        owner, application = create_engine(settings.owner_url), create_engine(settings.sqlalchemy_url)
        with owner.begin() as connection:
            migrate(connection, "0009")
            for statement in OLD_ROWS.split(";"):
                connection.exec_driver_sql(statement)
        upgrade(settings)
        both = ["bluebell", "rival"]
        for scope, companies in ((NOTHING, []), (Scope.of(["bluebell"]), ["bluebell"]), (EVERYTHING, both)):
            with Session(application) as session:
                confine(session, settings, scope)
                for column in (Company.id, Task.company_id, Attempt.company_id):
                    assert sorted(session.scalars(select(column))) == companies
        with owner.begin() as connection:
            migrate(connection, "0009", back=True)
            assert connection.scalar(text("SELECT count(*) FROM webhook_attempts")) == 2, "and the way back"
        application.dispose()
        owner.dispose()


def migrate(connection: Connection, revision: str, *, back: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder).rpartition("/")[0])
    config.attributes["connection"] = connection
    (command.downgrade if back else command.upgrade)(config, revision)


OLD_ROWS = """
    INSERT INTO companies (id, name, language, country, time_zone, version, state, created_at, settings)
    SELECT id, id, 'en', 'RU', 'UTC', 1, '', now(), '{}' FROM unnest(ARRAY['bluebell', 'rival']) AS id;
    INSERT INTO events (id, company_id, topic, at, data)
    SELECT 'e-' || id, id, 'employee.created', now(), '{}' FROM companies;
    INSERT INTO event_tasks (id, company_id, listener, event_number, state, due_at, queued_until, busy_until, attempts,
        problem)
    SELECT 't-' || company_id, company_id, 'webhook:w', number, 'done', now(), now(), now(), 1, '' FROM events;
    INSERT INTO webhooks (company_id, id, name, url, topics, secret_box, given_up_in_row, created_at)
    SELECT id, 'w', 'CRM', 'https://crm.example', '{*}', '', 0, now() FROM companies;
    INSERT INTO webhook_attempts (id, company_id, webhook_id, task_id, at, milliseconds, problem, answer)
    SELECT 'a-' || company_id, company_id, 'w', id, now(), 1, '', '' FROM event_tasks
"""


def test_downgrade_leaves_nothing_behind(engines: Engines) -> None:
    with engines.another_database("downgraded") as settings:
        upgrade(settings)
        database = create_engine(settings.owner_url)
        with database.begin() as connection:
            migrate(connection, "base", back=True)
        assert inspect(database).get_table_names() == ["alembic_version"]
        assert "tenancy" not in inspect(database).get_schema_names()
        database.dispose()
        upgrade(settings)
