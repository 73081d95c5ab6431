"""From Asterisk's word on a ring (DIALSTATUS and Q.850 cause) to an outcome. Pure.

The status alone does not tell: a refused call and a phone that is switched off are both CHANUNAVAIL.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType

from tenants.calls.call import Target
from tenants.calls.outcome import Outcome, Reason

BY_STATUS = MappingProxyType(
    {
        "ANSWER": Reason.ANSWERED,
        "BUSY": Reason.BUSY,
        "NOANSWER": Reason.NO_ANSWER,
        "CANCEL": Reason.ABANDONED,
    }
)
# Not 18: without NOANSWER it means that nothing came back at all (408), not even ringing.
BY_CAUSE = MappingProxyType(
    {
        1: Reason.NOT_FOUND,
        17: Reason.BUSY,
        19: Reason.NO_ANSWER,
        21: Reason.REFUSED,
        22: Reason.NOT_FOUND,
        28: Reason.NOT_FOUND,
    }
)

NOT_LET_IN = frozenset({"401", "403", "407"})
"""Answers to a call of ours that mean our account, not the called side (RFC 3261 §21.4)."""

_PHONE = re.compile(r"PJSIP/(.+)-[0-9a-f]{8}")
_LEG = re.compile(r"Local/([0-9])@leg-")


def phone_outcome(ended: str) -> Outcome:
    """Of ringing phones. A phone that answers with an error, or not at all, is as unreachable as one switched off.

    So is one that says "not found": the employee exists, whatever the phone believes.
    """
    reason = _reason(ended)
    return Outcome(Reason.UNREACHABLE if reason is None or reason is Reason.NOT_FOUND else reason)


def line_outcome(ended: str, answer: str = "") -> Outcome:
    """Of ringing over a line. What is not the called side's doing is the line's.

    `answer`: what the provider said, such as `SIP 403 Forbidden`, where it is known. The causes of Asterisk put who
    declined (603) together with a provider that does not let us in (401, 403).
    """
    code = answer.split(" ")[1] if answer.startswith("SIP ") else ""
    if code in NOT_LET_IN:
        return Outcome(Reason.LINE_DOWN)
    return Outcome(_reason(ended) or Reason.LINE_DOWN)


def may_be_the_line(ended: str) -> bool:
    """Whether only the provider's own answer tells who did not want the call."""
    return _reason(ended) is Reason.REFUSED


def answered_by(ended: str, leg_targets: Sequence[Target]) -> str:
    """Who took the call: a phone's login or a number outside; "" when Asterisk does not tell.

    The third word of `ended` is the leg that answered: `PJSIP/<login>-0000002a`, or `Local/<index>@leg-…`, which is
    one of `leg_targets`, counted from 1.
    """
    channel = _word(ended, 2)
    if found := _PHONE.fullmatch(channel):
        return found[1]
    found = _LEG.match(channel)
    if found is None or not 1 <= int(found[1]) <= len(leg_targets):
        return ""
    target = leg_targets[int(found[1]) - 1]
    return target.phone.login if target.phone is not None else target.number


def talked(ended: str) -> float:
    """For how many seconds people talked: the fourth word."""
    word = _word(ended, 3)
    return float(word) if word.isdigit() else 0.0


def _word(ended: str, index: int) -> str:
    words = ended.split(" ")
    return words[index] if index < len(words) else ""


def _reason(ended: str) -> Reason | None:
    status, _, rest = ended.partition(" ")
    cause, _, _ = rest.partition(" ")
    return BY_STATUS.get(status) or (BY_CAUSE.get(int(cause)) if cause.isdigit() else None)
