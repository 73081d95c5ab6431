"""From Asterisk's word on a ring (DIALSTATUS and Q.850 cause) to an outcome. Pure.

The status alone does not tell: a refused call and a phone that is switched off are both CHANUNAVAIL.
"""

from types import MappingProxyType

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


def phone_outcome(ended: str) -> Outcome:
    """Of ringing phones. A phone that answers with an error, or not at all, is as unreachable as one switched off.

    So is one that says "not found": the employee exists, whatever the phone believes.
    """
    reason = _reason(ended)
    return Outcome(Reason.UNREACHABLE if reason is None or reason is Reason.NOT_FOUND else reason)


def line_outcome(ended: str) -> Outcome:
    """Of ringing over a line. What is not the called side's doing is the line's."""
    return Outcome(_reason(ended) or Reason.LINE_DOWN)


def _reason(ended: str) -> Reason | None:
    status, _, cause = ended.partition(" ")
    return BY_STATUS.get(status) or (BY_CAUSE.get(int(cause)) if cause.isdigit() else None)
