"""A number outside among phones that ring: somebody's mobile."""

from collections.abc import Sequence

from tenants.calls.call import Call, Target
from tenants.calls.decision import Decision, Rule
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.outside.allowed import allowed
from tenants.calls.outside.caller_id import shown
from tenants.calls.outside.limits import note_call, spend
from tenants.calls.outside.rates import cost, per_minute
from tenants.model import Employee


def outside_targets(
    call: Call, number: str, owner: Employee | None, *, after: int = 0, confirm: bool = True
) -> list[Target]:
    """`number` (E.164) as something to ring, over the best line; empty when it may not be called, which is noted.

    The rights are those of `owner`, whose mobile it is: whoever calls could not call it themselves. A number of the
    company's own is not called over a line: the call would come back to where it is.
    """
    if number in call.company.numbers_by_number:
        call.decide(Decision(Rule.LOOP, reason=Reason.LOOP, text=f"{number} is the company's own"))
        return []
    possible = allowed(call, number, owner).ways
    if not possible:
        return []
    way = possible[0]
    note_call(call)
    seen = shown(call, way.line, owner)
    price = per_minute(call.company, way.line, number) or 0
    return [Target(line=way.line, number=way.number, shown=seen, after=after, confirm=confirm, price=price)]


async def ring_charged(call: Call, targets: Sequence[Target], *, seconds: int) -> Outcome:
    """`call.ring`, and the company is charged when a number outside took the call."""
    outcome = await call.ring(targets, seconds=seconds)
    taken = next((target for target in targets if target.phone is None and target.number == outcome.by), None)
    if outcome.answered and taken is not None and taken.price:
        spend(call, cost(taken.price, outcome.talked))
    return outcome
