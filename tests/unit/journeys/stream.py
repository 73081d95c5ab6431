"""A short language for event streams, so that a test reads like the call it is about."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from control_plane.features.journeys.draft import Draft, Person, Recorded
from control_plane.features.journeys.fold import fold
from wire.facts import Decision, Fact, FactKind, Leg, Party

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CALL = "n1:1700000000.1"
CALLER = "1700000000.1"
CALLEE = "1700000000.2"
SECOND = "1700000000.3"

ANNA = Person("anna", "Анна Иванова")
BORIS = Person("boris", "Борис Petrov")
PEOPLE = {"anna-desk": ANNA, "boris-desk": BORIS, "boris-mobile": BORIS}


@dataclass
class Stream:
    """Collects facts; `at` is in seconds after the start of the call."""

    company: str = "bluebell"
    events: list[Recorded] = field(default_factory=list)

    def leg(
        self,
        at: float,
        kind: FactKind,
        leg: str,
        party_id: str,
        *,
        party: Party = Party.PHONE,
        number: str = "",
        name: str = "",
        dialled: str = "",
        cause: int | None = None,
        dial_status: str = "",
    ) -> "Stream":
        told = Leg(
            id=leg,
            party=party,
            party_id=party_id,
            caller_number=number,
            caller_name=name,
            dialled=dialled,
            cause=cause,
            dial_status=dial_status,
        )
        return self._add(at, kind, told, None, PEOPLE.get(party_id))

    def decided(self, at: float, kind: str, object_id: str, rule: str, result: str = "", text: str = "") -> "Stream":
        decision = Decision(object_kind=kind, object_id=object_id, rule=rule, version=7, result=result, text=text)
        return self._add(at, FactKind.DECISION, None, decision, None)

    def over(self, at: float) -> "Stream":
        return self._add(at, FactKind.CALL_ENDED, None, None, None)

    def _add(
        self, at: float, kind: FactKind, leg: Leg | None, decision: Decision | None, who: Person | None
    ) -> "Stream":
        fact = Fact(
            id=f"n1:{len(self.events)}",
            call=CALL,
            company=self.company,
            kind=kind,
            at=START + timedelta(seconds=at),
            leg=leg,
            decision=decision,
        )
        self.events.append(Recorded(fact, who))
        return self

    def journey(self, *, now: datetime = START + timedelta(minutes=5)) -> Draft:
        draft = fold(CALL, self.events, now=now)
        assert draft is not None
        return draft


def anna_dials(number: str) -> Stream:
    return Stream().leg(0, FactKind.LEG_STARTED, CALLER, "anna-desk", number="101", name="Anna", dialled=number)


def outside_dials(number: str) -> Stream:
    return Stream().leg(
        0, FactKind.LEG_STARTED, CALLER, "line-1", party=Party.LINE, number="+79161234567", dialled=number
    )


def answered_call() -> Stream:
    """Anna calls Boris, who answers after 4 s; they talk for 10 s."""
    stream = anna_dials("102").decided(0.1, "employee", "boris", "dialled-employee", text="Борис Petrov")
    stream.leg(0.2, FactKind.LEG_STARTED, CALLEE, "boris-desk", dialled="102")
    stream.leg(4, FactKind.LEG_ANSWERED, CALLEE, "boris-desk").leg(4.1, FactKind.LEG_ANSWERED, CALLER, "anna-desk")
    stream.leg(4.1, FactKind.LEG_JOINED, CALLEE, "boris-desk").leg(4.1, FactKind.LEG_JOINED, CALLER, "anna-desk")
    stream.leg(14.1, FactKind.LEG_LEFT, CALLEE, "boris-desk").leg(14.1, FactKind.LEG_LEFT, CALLER, "anna-desk")
    stream.leg(14.1, FactKind.LEG_ENDED, CALLEE, "boris-desk", cause=16)
    stream.leg(14.2, FactKind.LEG_ENDED, CALLER, "anna-desk", cause=16, dial_status="ANSWER")
    stream.decided(14.2, "employee", "boris", "ring", result="answered", text="Борис Petrov")
    return stream.over(14.3)
