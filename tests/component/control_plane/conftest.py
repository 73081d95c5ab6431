"""One control plane for all tests; each test finds two fresh companies in it."""

from collections.abc import Iterator

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from control_plane.app import create_app
from control_plane.core.logs import configure_logs
from tests.kit.customers import Customers, Program, settle
from tests.kit.engines import Engines, running_engines
from tests.kit.reporter import Reporter, private_key


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    with running_engines() as running:
        yield running


@pytest.fixture(scope="session")
def app(engines: Engines) -> APIFlask:
    configure_logs()
    return create_app(engines.settings)


@pytest.fixture
def customers(engines: Engines, app: APIFlask) -> Customers:
    engines.clean()
    return settle(app, engines)


@pytest.fixture
def owner(customers: Customers) -> Program:
    """Vera's program, for the company `bluebell`."""
    return customers.owner


@pytest.fixture
def node(engines: Engines, app: APIFlask) -> Reporter:
    """The node that serves both companies."""
    made = engines.instance
    return Reporter(app, "n1", private_key(made["CARILLON_NODE_KEY"]), made["CARILLON_CONTROL_KEY"])


@pytest.fixture
def rows(engines: Engines) -> Iterator[Session]:
    """A look into the database; nothing is cached between two looks that have a commit between them."""
    connection = engines.database.connect().execution_options(isolation_level="AUTOCOMMIT")
    with connection, Session(connection) as session:
        yield session
