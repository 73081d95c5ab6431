"""What a scripted call came to, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tenants.calls.call import Caller
from tenants.calls.decision import Decision
from tenants.calls.entrance import take_call
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Company
from tenants.simulate.scripted_call import Answer, ScriptedCall

_EVERYBODY_ANSWERS: Mapping[str, Answer] = MappingProxyType({})


@dataclass(frozen=True)
class Story:
    """One call from beginning to end."""

    rang: list[str]
    """Whose phones rang: short numbers of employees, outside numbers."""
    said: list[Sentence]
    shown: list[str | None]
    """What called sides outside saw as the caller's number."""
    lines: list[str]
    decisions: list[Decision]
    outcome: Outcome
    ended_with: Reason | None
    """How the caller's phone shows the end; None when they talked or hung up themselves."""

    @property
    def why(self) -> str:
        """All decisions, one line each."""
        return "\n".join(explain(decision) for decision in self.decisions)


def explain(decision: Decision) -> str:
    """One decision for people, such as `ring employee: Anna (busy)`."""
    rule = decision.rule.replace("-", " ")
    # `dialled employee` names its object already; `ring` does not.
    named = decision.object_kind and decision.object_kind not in rule
    what = f"{rule} {decision.object_kind}" if named else rule
    result = f" ({decision.reason.replace('-', ' ')})" if decision.reason else ""
    return f"{what}: {decision.text}{result}" if decision.text else f"{what}{result}"


async def simulate(
    company: Company,
    *,
    caller: str,
    dials: str,
    answers: Mapping[str, Answer] = _EVERYBODY_ANSWERS,
) -> Story:
    """Let `caller` (a short number, or a number outside that calls in over the first line) dial.

    Everybody answers whom `answers` does not mention. Raises ValueError when the call could not even begin: a caller
    from outside of a company without lines.
    """
    call = ScriptedCall(company, who(company, caller), dials, answers)
    outcome = await take_call(call)
    return Story(call.rang, call.said, call.shown, call.lines_used, call.decisions, outcome, call.ended_with)


def who(company: Company, number: str) -> Caller:
    """The employee with this short number, else somebody outside."""
    if employee := company.employees_by_number.get(number):
        return Caller(employee.number, employee.name, employee=employee)
    if not company.lines:
        raise ValueError(f"nobody can call {company.profile.name} from outside: add a provider line first")
    return Caller(number, line=company.lines[min(company.lines)])
