"""A transaction outside requests: for commands."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from control_plane import listeners
from control_plane import tables as _all_tables  # noqa: F401 (foreign keys need every model to be imported)
from control_plane.core.context import SYSTEM, Context
from control_plane.core.tenancy import system_engine
from control_plane.settings import Settings


@contextmanager
def transaction(settings: Settings) -> Iterator[Context]:
    """Committed at the end, rolled back by any error. The system itself acts."""
    listeners.load()
    engine = system_engine(settings)
    try:
        with Session(engine) as session, session.begin():
            yield Context(session=session, actor=SYSTEM, settings=settings)
    finally:
        engine.dispose()
