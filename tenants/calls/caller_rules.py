"""Callers from outside whom the company does not want, or wants somewhere else."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Reason
from tenants.model import CallerRule, Company, Number, Treatment
from tenants.model import Destination as Reference


@dataclass(frozen=True, slots=True)
class Treated:
    """What happens to a caller: `destination` with SEND, `reason` with BLOCK."""

    treatment: Treatment
    decision: Decision | None = None
    """Why, where a rule has decided."""
    destination: Reference | None = None
    reason: Reason = Reason.BLOCKED


ALLOWED = Treated(Treatment.ALLOW)


def treatment_of(call: Call, number: Number) -> Treated:
    """What `number` and the company's rules want with this caller. Pure."""
    caller = call.caller.number
    if not caller:
        return _anonymous(number)
    rule = rule_for(call.company, caller, number)
    if rule is None:
        return ALLOWED
    reason = Reason.BLOCKED if rule.treatment is Treatment.BLOCK else None
    text = f"{rule.name} ({rule.prefix}): {rule.treatment}"
    decision = Decision(Rule.CALLER_RULE, "caller-rule", rule.id, reason, text)
    return Treated(rule.treatment, decision, rule.destination)


def rule_for(company: Company, caller: str, number: Number) -> CallerRule | None:
    """The rule with the longest prefix; of two alike the one for certain numbers, then the one that allows."""
    fitting = [
        rule
        for rule in company.all_of(CallerRule)
        if caller.startswith(rule.prefix) and (not rule.numbers or number.id in rule.numbers)
    ]
    return max(fitting, key=_precedence, default=None)


def _precedence(rule: CallerRule) -> tuple[int, bool, bool, str]:
    return len(rule.prefix), bool(rule.numbers), rule.treatment is Treatment.ALLOW, rule.id


def _anonymous(number: Number) -> Treated:
    if number.anonymous is Treatment.ALLOW:
        return ALLOWED
    reason = Reason.ANONYMOUS if number.anonymous is Treatment.BLOCK else None
    decision = Decision(Rule.ANONYMOUS, "number", number.id, reason, f"caller hides their number: {number.anonymous}")
    return Treated(number.anonymous, decision, number.anonymous_to, Reason.ANONYMOUS)
