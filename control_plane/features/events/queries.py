"""Reading events and their deliveries."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from control_plane.core.context import Context
from control_plane.core.paging import Page, bad_cursor, decode_cursor, encode_cursor, read_page
from control_plane.features.events.models import CustomRow, Hold, StoredEvent, Task, TaskState


@dataclass(frozen=True)
class Delivery:
    """A task with its event, as lists show them."""

    task: Task
    event: StoredEvent


def list_deliveries(
    ctx: Context,
    company_id: str,
    *,
    listener: str | None = None,
    state: TaskState | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Delivery]:
    """The newest first. Raises Invalid for a bad cursor."""
    theirs = and_(StoredEvent.company_id == Task.company_id, StoredEvent.number == Task.event_number)
    statement = select(Task, StoredEvent).join(StoredEvent, theirs)
    statement = statement.where(Task.company_id == company_id)
    if listener is not None:
        statement = statement.where(Task.listener == listener)
    if state is not None:
        statement = statement.where(Task.state == state)
    if (before := decode_cursor(cursor, 1)) is not None:
        if not (before[0].isascii() and before[0].isdigit() and len(before[0]) < 19):
            raise bad_cursor()
        statement = statement.where(Task.event_number < int(before[0]))
    rows = ctx.session.execute(statement.order_by(Task.event_number.desc(), Task.listener).limit(limit + 1)).all()
    items = [Delivery(task, event) for task, event in rows]
    if len(items) <= limit:
        return Page(items, None)
    return Page(items[:limit], encode_cursor(str(items[limit - 1].task.event_number)))


def event_of(ctx: Context, task: Task) -> StoredEvent:
    return ctx.session.get_one(StoredEvent, (task.company_id, task.event_number))


def hold_of(ctx: Context, company_id: str, listener: str) -> Hold | None:
    return ctx.session.get(Hold, (company_id, listener))


def list_custom_rows(
    ctx: Context, company_id: str, collection: str, *, limit: int = 50, cursor: str | None = None
) -> Page[CustomRow]:
    """By id, which is by age. Raises Invalid for a bad cursor."""
    statement = select(CustomRow).where(CustomRow.company_id == company_id, CustomRow.collection == collection)
    return read_page(ctx.session, statement, [CustomRow.id], limit=limit, cursor=cursor)
