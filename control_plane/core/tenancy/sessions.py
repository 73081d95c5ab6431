"""The scope of every transaction: set as it begins, gone as it ends, whatever happens to the connection afterwards."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction

from control_plane.core.context import Actor
from control_plane.core.tenancy.scope import EVERYTHING, Scope, Seal, seal_of
from control_plane.settings import Settings

SET: Final = "SELECT set_config('carillon.scope', %s, true)"
_SCOPE: Final = "carillon-scope"


class NotWithinSavepoint(RuntimeError):
    """A savepoint that is rolled back would bring the scope back that was before."""


def confine(session: Session, settings: Settings, scope: Scope) -> None:
    """From now on, in this transaction and all later ones of `session`, there is nothing but `scope`.

    Raises NotWithinSavepoint.
    """
    if session.in_nested_transaction():
        raise NotWithinSavepoint("confine the session before the savepoint")
    session.info[_SCOPE] = (seal_of(settings), scope)
    if session.in_transaction():
        _say(session, session.connection())


def reaching(session: Session, actor: Actor) -> AbstractContextManager[None]:
    """A look at all companies that the actor may see, in a request that is about one of them.

    Harmless in the system's own sessions. Raises NotWithinSavepoint.
    """
    return _looking(session, Scope.of(actor.companies))


def asking_about(session: Session, user_id: str) -> AbstractContextManager[None]:
    """A look at which companies somebody works for, whoever asks, and at nothing else. The rest as with `reaching`."""
    return _looking(session, Scope.of_person(user_id, ()))


@contextmanager
def _looking(session: Session, scope: Scope) -> Iterator[None]:
    if (told := session.info.get(_SCOPE)) is None:
        yield
        return
    if session.in_nested_transaction():
        raise NotWithinSavepoint("look before the savepoint")
    seal, before = told
    _tell(session, seal, scope)
    try:
        yield
    except BaseException:
        # A transaction that takes no statement any more ends with what was set in it.
        session.info[_SCOPE] = (seal, before)
        with suppress(SQLAlchemyError):
            _say(session, session.connection())
        raise
    _tell(session, seal, before)


@contextmanager
def everywhere(session: Session, settings: Settings) -> Iterator[None]:
    """A look at what belongs to no company that is known yet, such as an identity provider at the door.

    Ends with what was before, also in the system's own sessions. Raises NotWithinSavepoint.
    """
    if session.in_nested_transaction():
        raise NotWithinSavepoint("look before the savepoint")
    before = session.info.get(_SCOPE)
    said = session.scalar(text("SELECT coalesce(current_setting('carillon.scope', true), '')"))
    _tell(session, seal_of(settings), EVERYTHING)
    try:
        yield
        session.flush()
    finally:
        session.info.pop(_SCOPE)
        if before is not None:
            session.info[_SCOPE] = before
        with suppress(SQLAlchemyError):
            session.connection().exec_driver_sql(SET, (said,))


def admit(session: Session, company: str) -> None:
    """One company more, for whoever has just been allowed to make it. Of the system's own sessions nothing changes."""
    if told := session.info.get(_SCOPE):
        seal, scope = told
        _tell(session, seal, scope.with_company(company))


def system_engine(settings: Settings, **options: Any) -> Engine:
    """For processes and commands of our own, which serve all companies: each transaction begins with all of them.

    Requests have an engine without that; what they forget to confine sees nothing.
    """
    engine = create_engine(settings.sqlalchemy_url, pool_pre_ping=True, hide_parameters=True, **options)
    seal = seal_of(settings)

    @event.listens_for(engine, "begin")
    def everything(connection: Connection) -> None:
        connection.exec_driver_sql(SET, (seal.sign(EVERYTHING),))

    return engine


@event.listens_for(Session, "after_begin")
def _begun(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        _say(session, connection)


def _tell(session: Session, seal: Seal, scope: Scope) -> None:
    session.info[_SCOPE] = (seal, scope)
    _say(session, session.connection())


def _say(session: Session, connection: Connection) -> None:
    told: tuple[Seal, Scope] | None = session.info.get(_SCOPE)
    if told is not None:
        seal, scope = told
        connection.exec_driver_sql(SET, (seal.sign(scope),))
