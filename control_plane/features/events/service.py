"""Publishing events, and keeping score of who was told: the only writer of their tables."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, insert, select, text, tuple_, update

from control_plane.core.context import Context
from control_plane.core.db import new_id
from control_plane.core.problems import Conflict, NotFound
from control_plane.features.companies.models import Company
from control_plane.features.events.confined import confined
from control_plane.features.events.models import Hold, StoredEvent, Task, TaskState
from control_plane.features.events.rows import TransactionRows
from control_plane.features.webhooks.queries import webhooks_wanting
from tenants.extend.events.bus import BUS, Bus, Listener, When
from tenants.extend.events.event import Event
from tenants.extend.events.topics import topic_of

CHANNEL: Final = "carillon_events"
KEPT: Final = timedelta(days=30)
JITTER: Final = 0.2


class ListenerFailed(Conflict):
    code, title = "listener-failed", "A customisation stopped this change"


class NotDead(Conflict):
    code, title = "not-given-up", "The delivery was not given up"


def occasion(ctx: Context, company_id: str) -> dict[str, Any]:
    """What every event says of itself."""
    return {"id": new_id(), "company": company_id, "at": ctx.clock(), "by": ctx.actor.name}


def publish(ctx: Context, company_id: str, events: Iterable[Event], *, bus: Bus = BUS) -> None:
    """Tell those who listen within this transaction, and note for all others that they have to be told after it.

    Raises ListenerFailed: the caller's transaction must not be committed.
    """
    told = list(events)
    if not told:
        return
    customisation = _customisation(ctx, company_id, bus)
    topics = {event.id: topic_of(type(event)) for event in told}
    for event in told:
        for listener in bus.hearing(topics[event.id], When.WITHIN, customisation):
            _tell_within(ctx, listener, event)
    wanting = webhooks_wanting(ctx.session, company_id, set(topics.values()))
    for event in told:
        topic = topics[event.id]
        names = [each.name for each in bus.hearing(topic, When.LATER, customisation)]
        store(ctx, event, [*names, *wanting.get(topic, ())])


def store(ctx: Context, event: Event, listeners: list[str]) -> list[str]:
    """Note that these listeners have to be told; what nobody listens to is not kept. Returns the tasks' ids."""
    if not listeners:
        return []
    row = StoredEvent(
        id=event.id, company_id=event.company, topic=topic_of(type(event)), at=event.at, data=event.told()
    )
    ctx.session.add(row)
    ctx.session.flush()
    tasks = [_task(event.company, row.number, listener) for listener in listeners]
    # Due by the database's clock, which the dispatcher asks, too.
    ctx.session.execute(insert(Task).values(due_at=func.now(), queued_until=func.now(), busy_until=func.now()), tasks)
    wake(ctx)
    return [str(task["id"]) for task in tasks]


def wake(ctx: Context) -> None:
    """Let the dispatcher look, once this transaction is committed."""
    ctx.session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


def take(ctx: Context, task_id: str) -> Task | None:
    """Begin to work on it; None when it is settled, not due, or somebody else works on it."""
    free = func.greatest(Task.due_at, Task.busy_until) <= func.now()
    mine = (Task.id == task_id, Task.state == TaskState.WAITING, free)
    busy = _in(2.0 * ctx.settings.listener_seconds)
    taken = update(Task).where(*mine).values(attempts=Task.attempts + 1, busy_until=busy).returning(Task)
    return ctx.session.scalar(taken)


def settle(ctx: Context, task: Task, *, problem: str = "", retry_in: float | None = None) -> None:
    """Told; or not, with a `problem`: tried again after `retry_in` seconds, or never (None).

    A task that somebody else has taken meanwhile stays theirs.
    """
    state = TaskState.DONE if not problem else TaskState.DEAD if retry_in is None else TaskState.WAITING
    pause = (retry_in or 0) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 (spreads load, keeps no secret)
    mine = (
        Task.company_id == task.company_id,
        Task.id == task.id,
        Task.busy_until == task.busy_until,
        Task.state == TaskState.WAITING,
    )
    ctx.session.execute(
        update(Task)
        .where(*mine)
        .values(
            state=state,
            problem=problem[:1000],
            due_at=_in(pause),
            queued_until=func.now(),
            busy_until=func.now(),
            settled_at=None if state is TaskState.WAITING else ctx.clock(),
        )
    )
    wake(ctx)


def _in(seconds: float) -> ColumnElement[datetime]:
    """So many seconds from now, by the database's clock."""
    return func.now() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def resend(ctx: Context, company_id: str, task_id: str) -> Task:
    """Tell it once more, before everything that waits for the same listener. Raises NotFound, NotDead."""
    task = ctx.session.scalar(select(Task).where(Task.id == task_id, Task.company_id == company_id).with_for_update())
    if task is None:
        raise NotFound("There is no such delivery; reload the list.")
    if task.state is not TaskState.DEAD:
        raise NotDead("It waits to be sent or was delivered; only what was given up is sent again.")
    task.state, task.attempts, task.problem, task.settled_at = TaskState.WAITING, 0, "", None
    task.due_at = ctx.clock()
    wake(ctx)
    return task


def hold(ctx: Context, company_id: str, listener: str, why: str) -> None:
    """The listener's events wait until `release`. Harmless when they do already."""
    if ctx.session.get(Hold, (company_id, listener)) is None:
        ctx.session.add(Hold(company_id=company_id, listener=listener, why=why, at=ctx.clock()))


def release(ctx: Context, company_id: str, listener: str) -> None:
    """What waits goes out now, the oldest first."""
    ctx.session.execute(delete(Hold).where(Hold.company_id == company_id, Hold.listener == listener))
    stream = (Task.company_id == company_id, Task.listener == listener, Task.state == TaskState.WAITING)
    ctx.session.execute(update(Task).where(*stream).values(due_at=func.now()))
    wake(ctx)


def forget_listener(ctx: Context, company_id: str, listener: str) -> None:
    """There is no such listener any more."""
    for table in (Task, Hold):
        ctx.session.execute(delete(table).where(table.company_id == company_id, table.listener == listener))


def forget_company(ctx: Context, company_id: str) -> None:
    """Nothing of what has happened in it is kept."""
    ctx.session.execute(delete(Task).where(Task.company_id == company_id))
    ctx.session.execute(delete(Hold).where(Hold.company_id == company_id))
    ctx.session.execute(delete(StoredEvent).where(StoredEvent.company_id == company_id))


def retire(ctx: Context, *, before: datetime, most: int = 5000) -> int:
    """Forget events that are older, told or not. Returns how many."""
    key = tuple_(StoredEvent.company_id, StoredEvent.number)
    old = select(StoredEvent.company_id, StoredEvent.number).where(StoredEvent.at < before)
    few = old.order_by(StoredEvent.number).limit(most)
    gone = delete(StoredEvent).where(key.in_(few)).returning(StoredEvent.number)
    return len(ctx.session.scalars(gone).all())


def _task(company_id: str, number: int, listener: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "company_id": company_id,
        "listener": listener,
        "event_number": number,
        "state": TaskState.WAITING,
        "attempts": 0,
        "problem": "",
    }


def _tell_within(ctx: Context, listener: Listener, event: Event) -> None:
    ctx.session.flush()
    try:
        with confined(listener.name):
            listener.function(event, TransactionRows(ctx, event.company, listener.name))
        ctx.session.flush()
    except Exception as problem:
        words = f"{type(problem).__name__}: {problem}"[:300]
        told = f"The customisation {listener.name} failed at this change ({words}). Nothing was changed;"
        raise ListenerFailed(f"{told} repair or remove it.") from problem


def _customisation(ctx: Context, company_id: str, bus: Bus) -> str | None:
    """The one that the company has; asked for only where a listener wants to know."""
    if all(listener.customisation is None for listener in bus.listeners):
        return None
    wanted = Company.settings["customisation"]["name"].as_string()
    return ctx.session.scalar(select(wanted).where(Company.id == company_id))
