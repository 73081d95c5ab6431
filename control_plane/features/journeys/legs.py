"""The legs of one call, put together from their facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from control_plane.features.journeys.draft import Person, Recorded
from wire.facts import FactKind, Leg, Party


@dataclass
class LegStory:
    """Everything known about one leg; a field is None or empty until a fact tells it."""

    id: str
    party: Party = Party.OTHER
    party_id: str = ""
    caller_number: str = ""
    caller_name: str = ""
    dialled: str = ""
    begins: bool = False
    """It called: a call is named after it, be it the one that was asked for before an attended transfer."""
    employee: Person | None = None
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    cause: int | None = None
    dial_status: str = ""
    joined: list[tuple[datetime, int]] = field(default_factory=list)
    """+1 when the leg begins to talk with another, -1 when it stops, in the order of time."""

    @property
    def is_person(self) -> bool:
        """Somebody can be at the other end; legs inside the node (party other) only connect."""
        return self.party is not Party.OTHER

    @property
    def talked_until(self) -> datetime | None:
        """The end of its last talk; None: it never talked, or still does."""
        return self.joined[-1][0] if self.joined and self.joined[-1][1] < 0 else None

    @property
    def talked_from(self) -> datetime | None:
        return next((at for at, change in self.joined if change > 0), None)

    def add(self, recorded: Recorded, leg: Leg) -> None:
        """Take in one fact; facts come in the order of time."""
        fact = recorded.fact
        self.employee = self.employee or recorded.employee
        self.begins = self.begins or began(fact.call, leg.id)
        self._describe(leg, fact.kind)
        match fact.kind:
            case FactKind.LEG_STARTED:
                self.started_at = self.started_at or fact.at
            case FactKind.LEG_ANSWERED:
                self.answered_at = self.answered_at or fact.at
            case FactKind.LEG_JOINED:
                self._join(fact.at)
            case FactKind.LEG_LEFT:
                self._leave(fact.at)
            case FactKind.LEG_PARKED:
                # Being parked is being joined with nobody.
                self._leave(fact.at)
            case FactKind.LEG_ENDED:
                self.ended_at = self.ended_at or fact.at
                self._leave(fact.at)

    def _describe(self, leg: Leg, kind: FactKind) -> None:
        if self.party is Party.OTHER:
            self.party, self.party_id = leg.party, leg.party_id or self.party_id
        self.caller_number = self.caller_number or leg.caller_number
        self.caller_name = self.caller_name or leg.caller_name
        if kind is not FactKind.LEG_TRANSFERRED:  # there it is where the other side goes
            self.dialled = self.dialled or leg.dialled
        self.cause = leg.cause if leg.cause is not None else self.cause
        self.dial_status = leg.dial_status or self.dial_status

    def _join(self, at: datetime) -> None:
        if not self.joined or self.joined[-1][1] < 0:
            self.joined.append((at, +1))

    def _leave(self, at: datetime) -> None:
        if self.joined and self.joined[-1][1] > 0:
            self.joined.append((at, -1))


def collect_legs(events: Iterable[Recorded]) -> list[LegStory]:
    """The legs in the order in which they first appear; `events` are sorted by time."""
    legs: dict[str, LegStory] = {}
    for recorded in events:
        leg = recorded.fact.leg
        if leg is not None:
            legs.setdefault(leg.id, LegStory(leg.id)).add(recorded, leg)
    return list(legs.values())


def began(call: str, leg_id: str) -> bool:
    """Whether the leg is the one after which the call is named (`<node>:<leg id>`)."""
    return leg_id == call or leg_id == call.partition(":")[2]


def caller_of(call: str, legs: Sequence[LegStory]) -> LegStory | None:
    """The leg that began the call: its id is the call's id without the node's name; else the first that started.

    A leg inside the node cannot be the caller while there is a person: then the node itself made the call, and whoever
    was rung first stands for it.
    """
    first = next((leg for leg in legs if began(call, leg.id)), None)
    if first is not None and first.is_person:
        return first
    people = [leg for leg in legs if leg.is_person]
    return people[0] if people else first or (legs[0] if legs else None)


def talking_seconds(legs: Iterable[LegStory], until: datetime) -> float:
    """How long at least two legs talked with each other; who still talks does so `until`. `legs`: of people."""
    changes = sorted((change for leg in legs for change in leg.joined), key=lambda c: (c[0], c[1]))
    total, talking, since = 0.0, 0, until
    for at, change in changes:
        before, talking = talking, talking + change
        if before < 2 <= talking:
            since = at
        elif talking < 2 <= before:
            total += (at - since).total_seconds()
    if talking >= 2:
        total += max(0.0, (until - since).total_seconds())
    return total
