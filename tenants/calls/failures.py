"""Of several attempts that failed, the one that the caller is told of."""

from collections.abc import Iterable
from typing import Final

from tenants.calls.outcome import Reason

_TOLD_FIRST: Final = (
    Reason.NO_ANSWER,
    Reason.BUSY,
    Reason.REFUSED,
    Reason.DO_NOT_DISTURB,
    Reason.CLOSED,
    Reason.NOT_PERMITTED,
    Reason.OVER_LIMIT,
    Reason.NOT_FOUND,
    Reason.LINE_DOWN,
    Reason.NO_LINE,
    Reason.UNREACHABLE,
)


def most_telling(reasons: Iterable[Reason]) -> Reason:
    """The most telling reason: somebody who rang counts more than a phone that is switched off."""
    seen = set(reasons)
    return next((reason for reason in _TOLD_FIRST if reason in seen), Reason.UNREACHABLE)
