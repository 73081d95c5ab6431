"""A journey as pages show it: two parties, a badge, and spans of time."""

from dataclasses import dataclass
from datetime import datetime

from control_plane.features.journeys.models import Journey
from control_plane.features.journeys.words import Badge, badge, direction_words


@dataclass(frozen=True)
class PartyView:
    """`number` is as dialled or shown; a name alone or a number alone is possible."""

    name: str
    number: str


@dataclass(frozen=True)
class PersonView:
    party: PartyView
    rang: bool
    talking: float
    """Seconds; 0: they did not talk."""


@dataclass(frozen=True)
class CallView:
    id: str
    at: datetime
    caller: PartyView
    callee: PartyView
    direction_words: str
    direction_icon: str
    result: Badge
    waiting: float
    """Seconds until somebody answered or the call ended."""
    talking: float
    label: str
    people: tuple[PersonView, ...]
    """Everybody but the caller whose phone rang or who talked."""


def view_of(journey: Journey) -> CallView:
    """The journey in the reader's language."""
    words, icon = direction_words(journey.direction)
    return CallView(
        id=journey.id,
        at=journey.started_at,
        caller=PartyView(journey.caller_name, journey.caller_number),
        callee=PartyView(journey.callee_name, journey.dialled),
        direction_words=words,
        direction_icon=icon,
        result=badge(journey.result),
        waiting=journey.waiting_seconds,
        talking=journey.talking_seconds,
        label=journey.label,
        people=tuple(
            PersonView(PartyView(each.name, each.number), each.rang, each.talking_seconds) for each in journey.people
        ),
    )
