"""What the call logic decided, so that a person can later see why a call went where it went."""

from dataclasses import dataclass
from enum import StrEnum

from tenants.calls.outcome import Reason


class Rule(StrEnum):
    """The rule that was used. The value is the word that facts use."""

    DIALLED_EMPLOYEE = "dialled-employee"
    DIALLED_OWN_NUMBER = "dialled-own-number"
    """A public number of the own company: connected inside, without a line."""
    DIALLED_OUTSIDE = "dialled-outside"
    DIALLED_EMERGENCY = "dialled-emergency"
    NUMBER_DESTINATION = "number-destination"
    """A call from outside to a public number."""
    NOT_FOUND = "not-found"
    RING = "ring"
    RING_OUTSIDE = "ring-outside"
    NO_LINE = "no-line"
    LOOP = "loop"
    SAY = "say"
    END = "end"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `text` is for people: a name, a number, a reason."""

    rule: Rule
    object_kind: str = ""
    object_id: str = ""
    reason: Reason | None = None
    text: str = ""
