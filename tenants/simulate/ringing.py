"""Who of several that ring together takes the call, by the script. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tenants.calls.call import Target
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Company
from tenants.simulate.script import Answer, Script, Side

_WORST_FIRST = (Reason.NO_ANSWER, Reason.BUSY, Reason.REFUSED, Reason.NOT_FOUND, Reason.LINE_DOWN, Reason.UNREACHABLE)
"""Of several who did not answer, the caller is told of the first of these that occurred."""


@dataclass
class RingResult:
    outcome: Outcome
    rang: list[str] = field(default_factory=list)
    shown: list[str | None] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    lasted: float = 0.0


@dataclass(frozen=True)
class _Called:
    target: Target
    name: str
    """Short number or number outside."""
    side: Side

    @property
    def picks_up_after(self) -> float:
        return self.target.after + self.side.after

    @property
    def rings(self) -> bool:
        return self.side.answer not in {Answer.UNREACHABLE, Answer.LINE_DOWN} or self.target.phone is None


def ring_result(company: Company, targets: Sequence[Target], script: Script, seconds: int) -> RingResult:
    """What comes of ringing `targets` together for `seconds`."""
    called = sorted((_called(company, target, script) for target in targets), key=lambda each: each.picks_up_after)
    called = [each for each in called if each.side.answer is not Answer.UNREACHABLE or each.target.phone is None]
    if not called:
        return RingResult(Outcome(Reason.UNREACHABLE))
    taker = next((each for each in called if _takes(each, seconds)), None)
    lasted = taker.picks_up_after if taker else float(seconds)
    heard = [each for each in called if each.rings and each.target.after <= lasted]
    heard.sort(key=lambda each: each.target.after)
    return RingResult(
        _outcome(called, taker),
        list(dict.fromkeys(each.name for each in heard)),
        [each.target.shown for each in heard if each.target.phone is None],
        [each.target.line.id for each in heard if each.target.line is not None],
        lasted,
    )


def _called(company: Company, target: Target, script: Script) -> _Called:
    if target.phone is not None:
        number = company.employees[target.phone.employee].number
        gone = number in script.unregistered
        side = Side(Answer.UNREACHABLE) if gone else script.side(target.phone.login, number)
        return _Called(target, number, side)
    line = target.line.id if target.line is not None else ""
    return _Called(target, target.number, script.side(line, target.number))


def _takes(called: _Called, seconds: int) -> bool:
    answer = called.side.answer
    if answer is Answer.VOICEMAIL and called.target.confirm:
        return False
    return called.side.answer.reason in {Reason.ANSWERED, Reason.ABANDONED} and called.picks_up_after <= seconds


def _outcome(called: Sequence[_Called], taker: _Called | None) -> Outcome:
    if taker is not None:
        by = taker.target.phone.login if taker.target.phone is not None else taker.target.number
        answered = taker.side.answer.reason is Reason.ANSWERED
        return Outcome(taker.side.answer.reason, by, taker.side.talks) if answered else Outcome(Reason.ABANDONED)
    reasons = {
        Reason.NO_ANSWER if each.side.answer.reason in {Reason.ANSWERED, Reason.ABANDONED} else each.side.answer.reason
        for each in called
    }
    return Outcome(next(reason for reason in _WORST_FIRST if reason in reasons))
