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
    DIALLED = "dialled"
    """A short number of something else than an employee."""
    DIALLED_CODE = "dialled-code"
    FORWARD = "forward"
    DO_NOT_DISTURB = "do-not-disturb"
    OPENING_HOURS = "opening-hours"
    """The text says why: the rule of the schedule that was used."""
    SECRETARY = "secretary"
    CALLER_RULE = "caller-rule"
    ANONYMOUS = "anonymous"
    MENU_CHOICE = "menu-choice"
    FLOW_STEP = "flow-step"
    FETCH = "fetch"
    WAITED = "waited"
    CALLBACK = "callback"
    MESSAGE = "message"
    MEETING = "meeting"
    PARKED = "parked"
    PICKED_UP = "picked-up"
    PAGED = "paged"
    SUPERVISED = "supervised"
    RECORDED = "recorded"
    PERMISSION = "permission"
    LIMIT = "limit"
    ROUTE = "route"
    SWITCHED = "switched"
    """Somebody turned a switch by phone."""
    PIN = "pin"
    FAX = "fax"
    TRANSFERRED = "transferred"
    SKIPPED = "skipped"
    """A member of a team who was not rung; the reason says why."""
    LABEL = "label"
    """The text is the label for the call's journey."""
    CUSTOM = "custom"
    """What a customisation decided, in its own words."""
    DEBUGGED = "debugged"
    """A developer stood in this call; the text says who, and by which permission."""
    OVERFLOW = "overflow"
    """Nobody of a team or waiting line took the call: it goes on to where they want that."""
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
    branch: str = ""
    """Which of the object's ways was taken, for counting: `1` or `silence` of a menu, `open` of a schedule."""
