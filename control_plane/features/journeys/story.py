"""The story of a call in steps: what was decided and what people did, in the order of time."""

from collections.abc import Iterable, Iterator, Sequence

from control_plane.features.journeys.draft import Recorded, Step
from control_plane.features.journeys.legs import LegStory, began
from wire.facts import FactKind, Leg, Party

_RULES = {
    FactKind.LEG_STARTED: "ringing",
    FactKind.LEG_ANSWERED: "answered",
    FactKind.LEG_JOINED: "talking",
    FactKind.LEG_TRANSFERRED: "transfers",
    FactKind.LEG_PICKED_UP: "picks-up",
    FactKind.LEG_PARKED: "waits-parked",
    FactKind.LEG_FETCHED: "leaves-parking",
    FactKind.LEG_HELD: "holds",
    FactKind.LEG_RESUMED: "resumes",
    FactKind.LEG_ENDED: "hung-up",
}
_ALSO_OF_THE_CALLER = frozenset(
    {
        FactKind.LEG_TRANSFERRED,
        FactKind.LEG_PICKED_UP,
        FactKind.LEG_PARKED,
        FactKind.LEG_FETCHED,
        FactKind.LEG_HELD,
        FactKind.LEG_RESUMED,
        FactKind.LEG_ENDED,
    }
)
_EVERY_TIME = frozenset({"transfers", "waits-parked", "leaves-parking", "holds", "resumes"})


def tell(events: Sequence[Recorded], caller: LegStory | None, *, over: bool) -> tuple[Step, ...]:
    """Steps of sorted `events`; most rules at most once per leg: a conversation begins once, whoever comes and goes."""
    ends = [event for event in events if event.fact.kind is FactKind.CALL_ENDED]
    # Calls that were joined into this one end on their way; nobody noticed.
    return tuple(_steps(events, caller.id if caller else "", ends[-1] if ends and over else None))


def _steps(events: Iterable[Recorded], caller_id: str, end: Recorded | None) -> Iterator[Step]:
    told: set[tuple[str, str]] = set()
    names: dict[str, str] = {}
    for recorded in events:
        fact = recorded.fact
        if fact.decision is not None:
            d = fact.decision
            yield Step(fact.at, d.object_kind, d.object_id, d.rule, d.version, d.result, d.text)
        elif fact.kind is FactKind.CALL_ENDED:
            if recorded is end:
                yield Step(fact.at, "call", "", "ended", 0, "", "")
        elif fact.leg is not None and (fact.leg.party is not Party.OTHER or fact.leg.id == caller_id):
            rule = _rule(fact.kind, is_caller=fact.leg.id == caller_id, begins=began(fact.call, fact.leg.id))
            if rule and (rule in _EVERY_TIME or (fact.leg.id, rule) not in told):
                told.add((fact.leg.id, rule))
                names.setdefault(fact.leg.id, _who(recorded, fact.leg))
                to = fact.leg.dialled if fact.kind is FactKind.LEG_TRANSFERRED else ""
                name = names[fact.leg.id] or _who(recorded, fact.leg)
                yield Step(fact.at, fact.leg.party.value, fact.leg.party_id, rule, 0, to, name)


def _rule(kind: FactKind, *, is_caller: bool, begins: bool) -> str:
    """The word for what a leg did; that a calling leg was answered says nothing new, nor that the caller talks."""
    if kind is FactKind.LEG_STARTED and (is_caller or begins):
        return "called"
    if is_caller and kind not in _ALSO_OF_THE_CALLER:
        return ""
    if begins and kind is FactKind.LEG_ANSWERED:
        return ""
    return _RULES.get(kind, "")


def _who(recorded: Recorded, leg: Leg) -> str:
    if recorded.employee is not None:
        return recorded.employee.name
    return leg.caller_name or leg.caller_number
