"""Telling that a conversation is over."""

from collections.abc import Sequence

from control_plane.core.context import Context
from control_plane.features.events.service import occasion, publish
from control_plane.features.journeys.draft import Direction, Draft
from control_plane.features.journeys.queries import MISSED
from control_plane.features.journeys.rows import journey_id
from tenants.extend.events.calls import CallEnded, CallEvent, CallMissed


def tell_over(ctx: Context, drafts: Sequence[Draft]) -> None:
    """Each of them is complete for the first time."""
    by_company: dict[str, list[CallEvent]] = {}
    for draft in sorted(drafts, key=lambda each: (each.company, each.started_at, each.call)):
        by_company.setdefault(draft.company, []).extend(_events(ctx, draft))
    for company, events in by_company.items():
        publish(ctx, company, events)


def _events(ctx: Context, draft: Draft) -> list[CallEvent]:
    missed = draft.direction is not Direction.OUTGOING and draft.result in MISSED
    return [_event(ctx, draft, event) for event in ((CallEnded, CallMissed) if missed else (CallEnded,))]


def _event(ctx: Context, draft: Draft, event: type[CallEvent]) -> CallEvent:
    return event(
        **occasion(ctx, draft.company),
        journey=journey_id(draft.call),
        direction=draft.direction.value,
        result=draft.result.value if draft.result is not None else "",
        started_at=draft.started_at,
        answered_at=draft.answered_at,
        ended_at=draft.ended_at,
        caller_number=draft.caller_number,
        caller_name=draft.caller_name,
        caller_employee=draft.caller_employee_id,
        dialled=draft.dialled,
        callee_name=draft.callee_name,
        callee_employee=draft.callee_employee_id,
        waiting_seconds=draft.waiting_seconds,
        talking_seconds=draft.talking_seconds,
        label=draft.label,
    )
