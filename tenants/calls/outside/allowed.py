"""Whether a call outside may be made at all, and over which ways."""

from dataclasses import dataclass

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Reason
from tenants.calls.outside.limits import line_is_full, over_limit
from tenants.calls.outside.permission import may_call
from tenants.calls.outside.routes import Way, ways
from tenants.model import Employee


@dataclass(frozen=True, slots=True)
class Allowed:
    """The ways that may be tried; without any, `reason` is why not."""

    ways: tuple[Way, ...] = ()
    reason: Reason = Reason.NO_LINE


def allowed(call: Call, number: str, employee: Employee | None) -> Allowed:
    """Permission, limits of the company, rules, limits of the lines; each refusal is noted with its reason."""
    permitted = may_call(call.company, employee, number)
    if not permitted.allowed:
        call.decide(Decision(Rule.PERMISSION, reason=Reason.NOT_PERMITTED, text=permitted.why))
        return Allowed(reason=Reason.NOT_PERMITTED)
    limit = over_limit(call)
    if limit is not None:
        call.decide(Decision(Rule.LIMIT, "profile", call.company.id, Reason.OVER_LIMIT, limit))
        return Allowed(reason=Reason.OVER_LIMIT)
    possible = ways(call, number)
    if not possible:
        call.decide(Decision(Rule.NO_LINE, "profile", call.company.id, Reason.NO_LINE, number))
        return Allowed()
    if (route := possible[0].route) is not None:
        call.decide(Decision(Rule.ROUTE, "route", route.id, text=route.name))
    free = tuple(way for way in possible if not _full(call, way))
    return Allowed(free, Reason.OVER_LIMIT)


def _full(call: Call, way: Way) -> bool:
    full = line_is_full(call, way.line)
    if full:
        most = way.line.calls_max
        own = (
            f"{most} calls at once" if most and call.calls_over(way.line) >= most else "its owner allows no more calls"
        )
        text = f"{way.line.name}: {own}"
        call.decide(Decision(Rule.LIMIT, "line", way.line.id, Reason.OVER_LIMIT, text))
    return full
