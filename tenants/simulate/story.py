"""What a scripted call came to, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tenants.calls.call import Caller
from tenants.calls.caller_number import caller_number
from tenants.calls.decision import Decision
from tenants.calls.entrance import take_call
from tenants.calls.errand import Errand
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.words import Word
from tenants.model import Company
from tenants.simulate.happening import Happening
from tenants.simulate.script import Behaviour, Script
from tenants.simulate.scripted_call import ScriptedCall

_EVERYBODY_ANSWERS: Mapping[str, Behaviour] = MappingProxyType({})


@dataclass(frozen=True)
class Story:
    """One call from beginning to end."""

    call: ScriptedCall
    outcome: Outcome

    @property
    def rang(self) -> list[str]:
        """Whose phones rang: short numbers of employees, outside numbers."""
        return self.call.rang

    @property
    def said(self) -> list[Word]:
        return self.call.said

    @property
    def did(self) -> list[str]:
        return self.call.did

    @property
    def shown(self) -> list[str | None]:
        """What called sides outside saw as the caller's number."""
        return self.call.shown

    @property
    def lines(self) -> list[str]:
        return self.call.lines_used

    @property
    def errands(self) -> list[Errand]:
        return self.call.errands

    @property
    def decisions(self) -> list[Decision]:
        return self.call.decisions

    @property
    def ended_with(self) -> Reason | None:
        """How the caller's phone shows the end; None when they talked or hung up themselves."""
        return self.call.ended_with

    @property
    def timeline(self) -> list[Happening]:
        """Everything that happened, in the order of time."""
        return self.call.timeline

    @property
    def why(self) -> str:
        """All decisions, one line each."""
        return "\n".join(explain(decision) for decision in self.decisions)


def explain(decision: Decision) -> str:
    """One decision for people, such as `ring employee: Anna (busy)`."""
    rule = decision.rule.replace("-", " ")
    # `dialled employee` names its object already; `ring` does not.
    kind = decision.object_kind.replace("-", " ")
    what = f"{rule} {kind}" if kind not in rule else rule
    result = f" ({decision.reason.replace('-', ' ')})" if decision.reason else ""
    return f"{what}: {decision.text}{result}" if decision.text else f"{what}{result}"


async def simulate(
    company: Company,
    *,
    caller: str,
    dials: str,
    answers: Mapping[str, Behaviour] = _EVERYBODY_ANSWERS,
    script: Script | None = None,
    transferred_by: str = "",
) -> Story:
    """Let `caller` (a short number, or a number outside that calls in over the first line) dial.

    `transferred_by`: the short number of who transfers the caller there. `script` says how everybody behaves; `answers`
    is the short way for one that only says who answers. Raises ValueError when the call could not even begin: a caller
    from outside of a company without lines.
    """
    transferrer = company.employees_by_number[transferred_by] if transferred_by else None
    button = who(company, transferred_by).phone if transferred_by else None
    whole = replace(who(company, caller), transferred_by=transferrer, transferred_from=button)
    return await tell(company, whole, dials, script or Script(answers))


async def tell(company: Company, caller: Caller, dialled: str, script: Script) -> Story:
    """What comes of one call."""
    call = ScriptedCall(company, caller, dialled, script)
    return Story(call, await take_call(call))


def who(company: Company, number: str) -> Caller:
    """The employee with this short number, else somebody outside."""
    if employee := company.employees_by_number.get(number):
        phones = company.phones_by_employee.get(employee.id)
        return Caller(employee.number, employee.name, employee=employee, phone=phones[0] if phones else None)
    if not company.lines:
        raise ValueError(f"nobody can call {company.profile.name} from outside: add a provider line first")
    return Caller(caller_number(number, company.profile), line=company.lines[min(company.lines)])
