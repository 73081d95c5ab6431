"""Call facts: what happened in a call, as events that are harmless when sent twice.

Two writers on the node: Asterisk's own event log (kinds `call.*`) and the call logic (kinds `decision` and
`call.witnessed`, and holding, which the event log does not know). The fold into journeys is the control plane's
(control_plane/features/journeys/fold.py).
"""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from tenants.model.document import Document
from tenants.model.told import Text
from tenants.witness.witness import Witness

BATCH_MAX = 500


class FactKind(StrEnum):
    LEG_STARTED = "call.leg_started"
    LEG_ANSWERED = "call.leg_answered"
    LEG_JOINED = "call.leg_joined"
    """Two legs talk with each other (entered a bridge)."""
    LEG_LEFT = "call.leg_left"
    LEG_ENDED = "call.leg_ended"
    LEG_TRANSFERRED = "call.leg_transferred"
    """Whoever this leg is handed the other side on: to `leg.dialled`, or (empty) to whom they were talking to."""
    LEG_PICKED_UP = "call.leg_picked_up"
    """This leg took a call that rang elsewhere."""
    LEG_PARKED = "call.leg_parked"
    LEG_FETCHED = "call.leg_fetched"
    """This leg is no longer parked, whatever the reason."""
    LEG_HELD = "call.leg_held"
    """Whoever this leg is keeps the other side waiting by a button of their phone."""
    LEG_RESUMED = "call.leg_resumed"
    CALL_ENDED = "call.ended"
    """The last leg is gone; the journey is complete."""
    DECISION = "decision"
    WITNESSED = "call.witnessed"
    """What the call logic was told on its way: with it the call can be told again, see `witness`."""


class Party(StrEnum):
    PHONE = "phone"
    LINE = "line"
    OTHER = "other"


class Leg(Document):
    """One leg of a call: what Asterisk calls a channel. `party_id` is the phone's login or the line's id."""

    id: Text
    party: Party
    party_id: Text = ""
    caller_number: Text = ""
    caller_name: Text = ""
    dialled: Text = ""
    cause: int | None = None
    """Q.850 cause on `call.leg_ended`: 16 normal, 17 busy, 18/19 no answer, 20 absent, 21 rejected, 1 unallocated."""
    dial_status: Text = ""


class Decision(Document):
    """One decision of the call logic, in the product's words."""

    object_kind: Text
    object_id: Text = ""
    rule: Text
    """`dialled-employee`, `dialled-outside`, `number-destination`, `not-found`, `ring`, `say`, `no-line`, …"""
    version: int = 0
    result: Text = ""
    """`answered`, `busy`, `no-answer`, `unreachable`, `not-found`, `refused`, `failed`, `abandoned`, or empty."""
    text: Text = ""
    """For people: the name of the employee, the number that was called, the reason."""
    branch: Text = ""
    """Which of the object's ways was taken: digits, a step and its outcome, `open` or `closed`. Empty: it has one."""


class Fact(Document):
    """`id` is the same whenever the same event is read again; `call` joins all legs of one conversation."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z:._/-]{1,120}$")]
    call: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z:._/-]{1,100}$")]
    company: Annotated[str, StringConstraints(max_length=64)]
    """Empty when the event does not tell; the fold takes it from the other facts of the call."""
    kind: FactKind
    at: AwareDatetime
    leg: Leg | None = None
    decision: Decision | None = None
    witness: Witness | None = None


class Facts(Document):
    """A batch of at most 500, in the order in which the node wrote them."""

    facts: Annotated[tuple[Fact, ...], Field(max_length=BATCH_MAX)]


class FactsAnswer(Document):
    accepted: int
    """How many of the batch are stored now, whether by this upload or an earlier one."""
