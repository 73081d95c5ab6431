"""What a conversation's facts hold for telling it again: each run of the call logic, with its decisions."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.journeys.models import Journey, StoredFact
from control_plane.features.journeys.rows import recorded_of
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Reason
from tenants.witness import Witness
from wire.facts import Fact, FactKind


@dataclass(frozen=True)
class Run:
    """One run of the call logic: a call's first, and one for each transfer. `decisions` in their order."""

    witness: Witness
    decisions: tuple[Decision, ...]


def runs_of(session: Session, journey: Journey) -> list[Run]:
    """The runs of a conversation in the order in which they began; those that nobody witnessed are left out."""
    kinds = (FactKind.DECISION.value, FactKind.WITNESSED.value)
    mine = (StoredFact.company_id == journey.company_id) & StoredFact.call.in_(journey.calls)
    rows = session.scalars(select(StoredFact).where(mine, StoredFact.kind.in_(kinds)))
    facts = [recorded_of(row).fact for row in rows]
    by_run: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.decision is not None:
            by_run.setdefault(_run(fact), []).append(fact)
    found = [
        Run(fact.witness, tuple(_decision(each) for each in sorted(by_run.get(_run(fact), ()), key=_number)))
        for fact in facts
        if fact.witness is not None
    ]
    return sorted(found, key=lambda run: run.witness.at)


def _run(fact: Fact) -> str:
    return fact.id.rpartition(".")[0]


def _number(fact: Fact) -> int:
    number = fact.id.rpartition(".")[2]
    return int(number) if number.isdigit() else 0


def _decision(fact: Fact) -> Decision:
    told = fact.decision
    assert told is not None
    reason = Reason(told.result) if told.result in set(Reason) else None
    # A newer node may decide by rules that are not known here; then they differ from all that are.
    rule = Rule(told.rule) if told.rule in set(Rule) else Rule.END
    return Decision(rule, told.object_kind, told.object_id, reason, told.text, told.branch)
