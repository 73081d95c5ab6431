"""Who took part in a conversation besides its caller: all who rang, and who talked."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from control_plane.features.journeys.draft import Participant
from control_plane.features.journeys.legs import LegStory

Key = tuple[str, str]
MOMENT = timedelta(seconds=0.1)


def others_of(legs: Sequence[LegStory], caller: LegStory | None) -> list[LegStory]:
    """The legs of people besides the caller; what the caller dialled on another leg, to ask first, is theirs too."""
    own = caller.employee if caller is not None else None
    mine = {leg.id for leg in legs if leg is caller or (own is not None and leg.begins and leg.employee == own)}
    return [leg for leg in legs if leg.is_person and leg.id not in mine]


def answered_at(leg: LegStory) -> datetime | None:
    """When somebody at this leg took the call. A leg that called by itself has nothing to answer: it joins."""
    return leg.talked_from if leg.begins else leg.answered_at or leg.talked_from


def answerer_of(others: Sequence[LegStory]) -> LegStory | None:
    """The leg that was answered first and talked; a leg that was answered too late to talk counts when no other did."""
    answered = [leg for leg in others if answered_at(leg)]
    if not answered:
        return None
    return min(answered, key=lambda leg: (leg.talked_from is None, leg.talked_from or leg.answered_at))


def last_talker(others: Sequence[LegStory]) -> LegStory | None:
    """The leg that talked to the end; of several that did, who came last. None: nobody talked."""
    talked = [leg for leg in others if leg.talked_from]
    if not talked:
        return None
    still = [leg for leg in talked if leg.talked_until is None]
    end = max((leg.talked_until for leg in talked if leg.talked_until), default=None)
    # Both sides of a talk end within a moment of each other.
    latest = still or [leg for leg in talked if end and leg.talked_until and end - leg.talked_until < MOMENT]
    return max(latest, key=lambda leg: (leg.talked_from, leg.id))


def participants_of(others: Iterable[LegStory], until: datetime) -> tuple[Participant, ...]:
    """One for each employee and each side outside, however many phones and legs they had, in the order they came."""
    grouped: dict[Key, list[LegStory]] = {}
    for leg in others:
        grouped.setdefault(_who(leg), []).append(leg)
    return tuple(_participant(legs, until) for legs in grouped.values())


def _who(leg: LegStory) -> Key:
    if leg.employee is not None:
        return ("employee", leg.employee.id)
    return (leg.party.value, leg.caller_number or leg.party_id)


def _participant(legs: Sequence[LegStory], until: datetime) -> Participant:
    employee = next((leg.employee for leg in legs if leg.employee is not None), None)
    moments = [moment for leg in legs if (moment := answered_at(leg)) is not None]
    return Participant(
        employee_id=employee.id if employee else None,
        name=employee.name if employee else legs[0].caller_name,
        number="" if employee else legs[0].caller_number,
        rang=any(not leg.begins for leg in legs),
        answered_at=min(moments, default=None),
        talking_seconds=round(sum(_talked(leg, until) for leg in legs), 3),
    )


def _talked(leg: LegStory, until: datetime) -> float:
    total, since = 0.0, None
    for at, change in leg.joined:
        if change > 0:
            since = at
        elif since is not None:
            total, since = total + (at - since).total_seconds(), None
    return total + (max(0.0, (until - since).total_seconds()) if since is not None else 0.0)
