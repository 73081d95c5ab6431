"""The story of a call in steps: what was decided and what people did, in the order of time."""

from collections.abc import Iterable, Iterator

from control_plane.features.journeys.draft import Recorded, Step
from control_plane.features.journeys.legs import LegStory
from wire.facts import FactKind, Leg, Party

_RULES = {
    FactKind.LEG_STARTED: "ringing",
    FactKind.LEG_ANSWERED: "answered",
    FactKind.LEG_JOINED: "talking",
    FactKind.LEG_ENDED: "hung-up",
}


def tell(events: Iterable[Recorded], caller: LegStory | None) -> tuple[Step, ...]:
    """Steps of sorted `events`; each rule at most once per leg, so that a hold or transfer does not fill the page."""
    return tuple(_steps(events, caller.id if caller else ""))


def _steps(events: Iterable[Recorded], caller_id: str) -> Iterator[Step]:
    told: set[tuple[str, str]] = set()
    for recorded in events:
        fact = recorded.fact
        if fact.decision is not None:
            d = fact.decision
            yield Step(fact.at, d.object_kind, d.object_id, d.rule, d.version, d.result, d.text)
        elif fact.kind is FactKind.CALL_ENDED:
            yield Step(fact.at, "call", "", "ended", 0, "", "")
        elif fact.leg is not None and (fact.leg.party is not Party.OTHER or fact.leg.id == caller_id):
            rule = _rule(fact.kind, is_caller=fact.leg.id == caller_id)
            if rule and (fact.leg.id, rule) not in told:
                told.add((fact.leg.id, rule))
                yield Step(fact.at, fact.leg.party.value, fact.leg.party_id, rule, 0, "", _who(recorded, fact.leg))


def _rule(kind: FactKind, *, is_caller: bool) -> str:
    """The word for what a leg did; that the caller's own leg was answered or talks says nothing new."""
    if not is_caller:
        return _RULES.get(kind, "")
    return {FactKind.LEG_STARTED: "called", FactKind.LEG_ENDED: "hung-up"}.get(kind, "")


def _who(recorded: Recorded, leg: Leg) -> str:
    if recorded.employee is not None:
        return recorded.employee.name
    return leg.caller_name or leg.caller_number
