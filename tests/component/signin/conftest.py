"""Two companies, and a browser for whoever comes."""

from collections.abc import Callable, Iterator

import pytest
from apiflask import APIFlask
from sqlalchemy import update
from sqlalchemy.orm import Session

from control_plane.core.context import SYSTEM, Context
from control_plane.features.signin.models import AttemptCount
from tests.component.control_plane.conftest import app, customers, engines, rows
from tests.kit.browser import Browser
from tests.kit.customers import Customers
from tests.kit.engines import Engines

__all__ = ["app", "customers", "engines", "rows"]


@pytest.fixture
def visitor(customers: Customers, app: APIFlask) -> Browser:
    return Browser(app)


@pytest.fixture
def another(customers: Customers, app: APIFlask) -> Callable[..., Browser]:
    """A further browser, from an address and of a kind of its own."""
    return lambda address="127.0.0.1", device="": Browser(app, address, device)


@pytest.fixture
def ctx(customers: Customers, engines: Engines) -> Iterator[Context]:
    """What the chores get."""
    with Session(engines.database) as session:
        yield Context(session=session, actor=SYSTEM, settings=engines.settings)


def time_passes(rows: Session, **change: object) -> None:
    """Set what the database says of every gate."""
    rows.execute(update(AttemptCount).values(**change))
