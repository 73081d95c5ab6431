"""How a call ended for its caller, judged from decisions first and from the legs where no decision tells."""

from collections.abc import Iterable, Sequence

from control_plane.features.journeys.draft import Recorded, Result
from control_plane.features.journeys.legs import LegStory
from wire.facts import Decision, Party

_BY_WORD = {word.value: word for word in Result} | {
    "no-line": Result.FAILED,
    "line-down": Result.FAILED,
    "loop": Result.FAILED,
    "anonymous": Result.BLOCKED,
    "wrong-pin": Result.NOT_PERMITTED,
    "done": Result.SERVED,
}
"""What the call logic says (tenants/calls/outcome.py, Reason) in the caller's eyes; the story keeps the exact word."""

_LEFT_SOMETHING = {"message": Result.MESSAGE, "fax": Result.MESSAGE, "callback": Result.CALLBACK}
"""What is more than served: somebody in the company has something to do now."""

_BY_THE_NODE = {"meeting": Result.ANSWERED, "supervised": Result.ANSWERED, "dialled-code": Result.SERVED}
"""What nobody else answers and what ends when the caller hangs up."""

_ON_THE_WAY = frozenset(
    {"skipped", "overflow", "forward", "fetch", "recorded", "label", "do-not-disturb", "transferred"}
)
"""Rules whose results explain why the call went on; they are not how it ended."""

_BY_CAUSE = {
    1: Result.NOT_FOUND,
    2: Result.NOT_FOUND,
    3: Result.NOT_FOUND,
    17: Result.BUSY,
    18: Result.NO_ANSWER,
    19: Result.NO_ANSWER,
    20: Result.UNREACHABLE,
    21: Result.REFUSED,
    22: Result.NOT_FOUND,
    27: Result.UNREACHABLE,
    28: Result.NOT_FOUND,
}
"""ITU-T Q.850 §2.2.7; whatever is not here and says something (see `_NORMAL`) is a failure of the network."""

_NORMAL = frozenset({0, 16, 26, 31, 127})
"""No cause, hung up, answered elsewhere, unspecified, and 127, which a leg has that was given up while it rang."""

_UNKNOWN_PHONE = {Result.NOT_FOUND: Result.UNREACHABLE}
"""A phone that does not know its own name (404) is one that cannot be reached; only the world has missing numbers."""

_BY_DIAL_STATUS = {
    "BUSY": Result.BUSY,
    "NOANSWER": Result.NO_ANSWER,
    "CANCEL": Result.ABANDONED,
    "CHANUNAVAIL": Result.UNREACHABLE,
    "CONGESTION": Result.FAILED,
    "DONTCALL": Result.REFUSED,
    "TORTURE": Result.REFUSED,
    "INVALIDARGS": Result.FAILED,
}

# Of several phones that rang, the one that says most about the person wins.
_ORDER = (Result.REFUSED, Result.BUSY, Result.NO_ANSWER, Result.UNREACHABLE, Result.NOT_FOUND, Result.FAILED)


def result_of(decisions: Sequence[Decision], caller: LegStory | None, others: Sequence[LegStory]) -> Result:
    """The result of a call that is over and was not answered according to its legs."""
    decided = _decided(decisions)
    if decided is Result.ANSWERED and others:
        # Somebody was to be connected, but no leg says it came to that: the legs know better.
        decided = None
    if decided is not None:
        return decided
    by_status = _BY_DIAL_STATUS.get(caller.dial_status) if caller is not None else None
    if by_status is Result.ABANDONED:
        return by_status
    if not others and (served := _served(decisions, caller)) is not None:
        return served
    # Causes before the status: a refused call and an unanswered one have the same status.
    return _by_causes(others) or by_status or _by_silence(caller, others)


def _served(decisions: Sequence[Decision], caller: LegStory | None) -> Result | None:
    """What the node did for a caller who then hung up, as one does after a meeting or the time of day."""
    if caller is None or caller.answered_at is None:
        return None
    return next((_BY_THE_NODE[d.rule] for d in reversed(decisions) if d.rule in _BY_THE_NODE), None)


def decisions_in(events: Iterable[Recorded]) -> list[Decision]:
    return [e.fact.decision for e in events if e.fact.decision is not None]


def _decided(decisions: Sequence[Decision]) -> Result | None:
    """The last decision that names a result; what came before was one attempt among several."""
    # A newer node may know words that this control plane does not; then earlier ones or the legs tell.
    said = (_said(decision) for decision in reversed(decisions))
    return next((result for result in said if result is not None), None)


def _said(decision: Decision) -> Result | None:
    if decision.rule in _ON_THE_WAY:
        return None
    result = _BY_WORD.get(decision.result)
    if decision.rule in _LEFT_SOMETHING and result in (None, Result.SERVED, Result.ANSWERED):
        return _LEFT_SOMETHING[decision.rule]
    return result


def _by_causes(others: Sequence[LegStory]) -> Result | None:
    found = {_by_cause(leg) for leg in others}
    return next((result for result in _ORDER if result in found), None)


def _by_cause(leg: LegStory) -> Result | None:
    if leg.cause is None or leg.cause in _NORMAL:
        return None
    result = _BY_CAUSE.get(leg.cause, Result.FAILED)
    return _UNKNOWN_PHONE.get(result, result) if leg.party is Party.PHONE else result


def _by_silence(caller: LegStory | None, others: Sequence[LegStory]) -> Result:
    """Nobody said why: who hung up normally gave up; what ended without a cause at all broke off."""
    if any(leg.cause is not None for leg in others):
        return Result.ABANDONED
    if caller is None or caller.cause is None or caller.cause == 0:
        return Result.FAILED
    if caller.cause in _NORMAL:
        return Result.ABANDONED
    return _BY_CAUSE.get(caller.cause, Result.FAILED)
