"""Facts of one call → one journey. Pure: any order, any number of copies, any part missing gives the best story.

The caller's leg is the one after which the call is named. Nobody has answered until a leg other than the caller's was
answered: the caller also "answers" when the node only speaks a sentence.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from control_plane.features.journeys.draft import Direction, Draft, Person, Recorded, Result, State
from control_plane.features.journeys.legs import LegStory, began, caller_of, collect_legs, talking_seconds
from control_plane.features.journeys.participants import (
    answered_at,
    answerer_of,
    last_talker,
    others_of,
    participants_of,
)
from control_plane.features.journeys.results import decisions_in, result_of
from control_plane.features.journeys.story import tell
from tenants.model.fields import SHORT_NUMBER
from wire.facts import Decision, FactKind, Party

LOST_AFTER = timedelta(hours=24)
"""A call without any news for so long has lost its end (the node crashed); it is closed at its last fact."""

_OUTSIDE_RULES = frozenset({"dialled-outside", "dialled-emergency", "ring-outside"})

# At one moment: begin before answer before talk before end, so that clocks of one resolution tell a sensible story.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            FactKind.LEG_STARTED,
            FactKind.DECISION,
            FactKind.LEG_PICKED_UP,
            FactKind.LEG_ANSWERED,
            FactKind.LEG_FETCHED,
            FactKind.LEG_JOINED,
            FactKind.LEG_HELD,
            FactKind.LEG_RESUMED,
            FactKind.LEG_TRANSFERRED,
            FactKind.LEG_LEFT,
            FactKind.LEG_PARKED,
            FactKind.LEG_ENDED,
            FactKind.CALL_ENDED,
            FactKind.WITNESSED,
        )
    )
}


def fold(call: str, recorded: Iterable[Recorded], *, now: datetime) -> Draft | None:
    """The journey of the conversation that began with `call`, or None while no fact has told the company.

    `recorded` may be of several calls that became one (see `conversation`). `now` only decides whether the end is lost.
    """
    events = _in_order(recorded)
    company = _company_of(call, events)
    if company is None:
        return None
    events = [e for e in events if e.fact.company in ("", company)]
    legs = collect_legs(events)
    caller = caller_of(call, legs)
    others = others_of(legs, caller)
    decisions = decisions_in(events)
    started_at = events[0].fact.at
    answerer = answerer_of(others)
    taken_at = answered_at(answerer) if answerer is not None else None
    ended_at = _ended_at(events, legs, now)
    until = ended_at or events[-1].fact.at
    callee = _callee(decisions, last_talker(others) or answerer, others)
    result = None
    if ended_at is not None:
        result = Result.ANSWERED if answerer is not None else result_of(decisions, caller, others)
    return Draft(
        call=call,
        calls=tuple(sorted({e.fact.call for e in events})),
        company=company,
        state=State.OPEN if ended_at is None else State.COMPLETE,
        direction=_direction(caller, others, decisions),
        started_at=started_at,
        answered_at=taken_at,
        ended_at=ended_at,
        caller_number=caller.caller_number if caller else "",
        caller_name=_caller_name(caller),
        caller_employee_id=caller.employee.id if caller and caller.employee else None,
        dialled=_dialled(caller, others),
        callee_name=callee.name if callee else "",
        callee_employee_id=callee.id if callee else None,
        waiting_seconds=_seconds(started_at, taken_at or until),
        talking_seconds=_talking([leg for leg in legs if leg.is_person or leg is caller], taken_at, until),
        result=result,
        label=_label(decisions),
        participants=participants_of(others, until),
        story=tell(events, caller, over=ended_at is not None),
    )


def _in_order(recorded: Iterable[Recorded]) -> list[Recorded]:
    unique = {r.fact.id: r for r in recorded}
    return sorted(unique.values(), key=lambda r: (r.fact.at, _RANK[r.fact.kind], r.fact.id))


def _company_of(call: str, events: Sequence[Recorded]) -> str | None:
    """The company of the leg that began the call; else the first that is named."""
    named = [e for e in events if e.fact.company]
    own = [e for e in named if e.fact.leg is not None and began(call, e.fact.leg.id)]
    for event in (*own, *named):
        return event.fact.company
    return None


def _ended_at(events: Sequence[Recorded], legs: Sequence[LegStory], now: datetime) -> datetime | None:
    """The end of the last of its calls as told; else when the last leg went; else None, until it counts as lost."""
    told = {e.fact.call: e.fact.at for e in events if e.fact.kind is FactKind.CALL_ENDED}
    if told and told.keys() == {e.fact.call for e in events}:
        return max(told.values())
    gone = [leg.ended_at for leg in legs if leg.ended_at is not None]
    if gone and len(gone) == len(legs):
        return max(gone)
    last = events[-1].fact.at
    if now - last > LOST_AFTER:
        return last
    return None


def _label(decisions: Sequence[Decision]) -> str:
    return next((d.text for d in reversed(decisions) if d.rule == "label"), "")


def _callee(decisions: Sequence[Decision], talker: LegStory | None, others: Sequence[LegStory]) -> Person | None:
    """Who talked; else whom the call logic meant last; else whose phone rang first. `talker` None: nobody."""
    if talker is not None and talker.employee is not None:
        return talker.employee
    if talker is None or talker.party is Party.PHONE:
        for decision in reversed(decisions):
            if decision.object_kind == "employee" and decision.object_id:
                return Person(decision.object_id, decision.text)
    return next((leg.employee for leg in others if leg.employee is not None), None)


def _direction(caller: LegStory | None, others: Sequence[LegStory], decisions: Sequence[Decision]) -> Direction:
    if caller is not None and caller.party is Party.LINE:
        return Direction.INCOMING
    outside = any(d.rule in _OUTSIDE_RULES for d in decisions)
    reached = {leg.party for leg in others}
    if outside or reached == {Party.LINE}:
        return Direction.OUTGOING
    dialled = caller.dialled if caller is not None else ""
    if not others and not decisions and dialled and not SHORT_NUMBER.fullmatch(dialled):
        return Direction.OUTGOING
    return Direction.INTERNAL


def _caller_name(caller: LegStory | None) -> str:
    if caller is None:
        return ""
    return caller.employee.name if caller.employee is not None else caller.caller_name


def _dialled(caller: LegStory | None, others: Sequence[LegStory]) -> str:
    if caller is not None and caller.dialled:
        return caller.dialled
    return next((leg.dialled for leg in others if leg.dialled), "")


def _talking(legs: Sequence[LegStory], answered_at: datetime | None, until: datetime) -> float:
    if answered_at is None:
        return 0.0
    if any(leg.joined for leg in legs):
        return round(talking_seconds(legs, until), 3)
    return _seconds(answered_at, until)


def _seconds(begin: datetime, end: datetime) -> float:
    return round(max(0.0, (end - begin).total_seconds()), 3)
