"""One control plane for all tests; each test finds two fresh companies in it."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from pydantic import Field
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from control_plane.app import create_app
from control_plane.core.logs import configure_logs
from control_plane.core.tenancy import seal_of
from control_plane.core.tenancy.protection import see_everything
from tenants.extend import Customisation, Fields
from tenants.extend.loader import load_release
from tenants.extend.registry import forget, register
from tenants.model import Kind
from tenants.model.custom import Customised
from tests.kit.customers import PASSWORD, Customers, Program, settle
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


class Portal(FlaskClient):
    """A browser that is signed in; forms are sent without the token of the page they came from."""

    def post(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.application.config["WTF_CSRF_ENABLED"] = False
        try:
            return super().post(*args, **kwargs)
        finally:
            self.application.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def portal(app: APIFlask, customers: Customers) -> Portal:
    client = Portal(app, app.response_class)
    assert client.post("/sign-in", data={"login": "vera@example.com", "password": PASSWORD}).status_code == 303
    return client


class PlateFields(Fields):
    plate: Annotated[str, Field(max_length=12)] = Field("", title="Plate")
    seats: Annotated[int, Field(ge=1, le=8)] = Field(4, title="Seats")


class FleetFields(Fields):
    fleet: Literal["yellow", "black"] = Field("yellow", title="Fleet")


@pytest.fixture
def plates() -> Iterator[None]:
    """A customisation with fields of every look, for phones and for the company itself."""
    load_release()
    fields: dict[Kind, type[Fields]] = {Kind.PHONE: PlateFields, Kind.PROFILE: FleetFields}
    register(Customisation("plates", title="Plates", descendants=(), fields=fields))
    yield
    forget(Customised(name="plates"))


@pytest.fixture
def rows(engines: Engines) -> Iterator[Session]:
    """A look into the database; nothing is cached between two looks that have a commit between them."""
    connection = engines.database.connect().execution_options(isolation_level="AUTOCOMMIT")
    # Without transactions the scope has to stay, so the connection must not go back into the pool.
    connection.detach()
    see_everything(connection, seal_of(engines.settings))
    with connection, Session(connection) as session:
        yield session
