"""Who of several that ring together takes the call, by the script."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tenants.calls.call import Target
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Company
from tenants.simulate.happening import Rung
from tenants.simulate.script import Answer, Side
from tenants.simulate.turns import Turns

_WORST_FIRST = (Reason.NO_ANSWER, Reason.BUSY, Reason.REFUSED, Reason.NOT_FOUND, Reason.LINE_DOWN, Reason.UNREACHABLE)
"""Of several who did not answer, the caller is told of the first of these that occurred."""
_GONE = Side(Answer.UNREACHABLE)


@dataclass
class RingResult:
    outcome: Outcome
    rang: list[str] = field(default_factory=list)
    who: tuple[Rung, ...] = ()
    shown: list[str | None] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    lasted: float = 0.0
    """Seconds until somebody took the call, or until nothing rang any more."""
    taker: Rung | None = None


@dataclass(frozen=True, slots=True)
class _Called:
    target: Target
    who: Rung
    side: Side

    @property
    def picks_up_after(self) -> float:
        return self.target.after + self.side.after

    @property
    def rings(self) -> bool:
        return self.side.answer not in {Answer.UNREACHABLE, Answer.LINE_DOWN} or self.target.phone is None

    def is_called(self, seconds: int) -> bool:
        gone = self.side.answer is Answer.UNREACHABLE and self.target.phone is not None
        return self.target.after < seconds and not gone

    def takes(self, seconds: int) -> bool:
        if self.side.answer is Answer.VOICEMAIL and self.target.confirm:
            return False
        return self.side.answer.reason in _TAKES and self.picks_up_after <= seconds

    def rings_until(self, seconds: int) -> float:
        """Of a side that does not take the call: whoever does not answer rings to the end, whoever refuses does not."""
        patient = self.side.answer.reason in _TAKES or self.side.answer is Answer.NO_ANSWER
        return float(seconds) if patient else min(self.picks_up_after, float(seconds))


_TAKES = frozenset({Reason.ANSWERED, Reason.ABANDONED})


def ring_result(
    company: Company, targets: Sequence[Target], turns: Turns, unregistered: Collection[str], seconds: int
) -> RingResult:
    """What comes of ringing `targets` together for `seconds`. `unregistered`: short numbers of who has no phone now."""
    # All are asked what they do, also those who would ring too late: it was their turn.
    called = [_called(company, target, turns, unregistered) for target in targets]
    called = [each for each in called if each.is_called(seconds)]
    if not called:
        return RingResult(Outcome(Reason.UNREACHABLE))
    if len(called) > 1:
        called.sort(key=_picks_up_after)
    taker = next((each for each in called if each.takes(seconds)), None)
    lasted = taker.picks_up_after if taker else max(each.rings_until(seconds) for each in called)
    heard = [each for each in called if each.rings and each.target.after <= lasted]
    if len(heard) > 1:
        heard.sort(key=_after)
    return RingResult(
        _outcome(called, taker),
        list(dict.fromkeys(each.who.number for each in heard)),
        tuple(each.who for each in heard),
        [each.target.shown for each in heard if each.target.phone is None],
        [each.target.line.id for each in heard if each.target.line is not None],
        lasted,
        taker.who if taker else None,
    )


def _picks_up_after(called: _Called) -> float:
    return called.picks_up_after


def _after(called: _Called) -> int:
    return called.target.after


def _called(company: Company, target: Target, turns: Turns, unregistered: Collection[str]) -> _Called:
    phone = target.phone
    if phone is not None:
        employee = company.employees[phone.employee]
        side = _GONE if employee.number in unregistered else turns.side(phone.login, employee.number)
        return _Called(target, Rung(employee.name, employee.number, phone.label, target.after), side)
    line = target.line.id if target.line is not None else ""
    side = turns.side(f"{line}/{target.number}", line, target.number)
    return _Called(target, Rung("", target.number, "", target.after), side)


def _outcome(called: Sequence[_Called], taker: _Called | None) -> Outcome:
    if taker is not None:
        by = taker.target.phone.login if taker.target.phone is not None else taker.target.number
        answered = taker.side.answer.reason is Reason.ANSWERED
        return Outcome(taker.side.answer.reason, by, taker.side.talks) if answered else Outcome(Reason.ABANDONED)
    reasons = {Reason.NO_ANSWER if each.side.answer.reason in _TAKES else each.side.answer.reason for each in called}
    return Outcome(next(reason for reason in _WORST_FIRST if reason in reasons))
