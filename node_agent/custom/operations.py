"""What custom code may ask of its call: one class for each member of the Call protocol.

Objects are named by their ids, so that the child can only point at what its own company has. `waits`: whether the call
logic awaits it; the others are answered at once or, where they ask nothing, not at all (`answered`).
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue, StringConstraints

from node_agent.custom.values import DecisionForm, ErrandForm, WordForm
from tenants.calls.call import Placing, Supervision
from tenants.calls.memory import Topic
from tenants.calls.outcome import Reason
from tenants.model.document import Document
from tenants.model.fields import PinDigest

Id = Annotated[str, StringConstraints(max_length=100)]
Dialled = Annotated[str, StringConstraints(pattern=r"^[0-9+*#]{1,32}$")]
Shown = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{0,31}$")]
Seconds = Annotated[float, Field(ge=0, le=6 * 3600, allow_inf_nan=False)]
MANY = 500


class Operation(Document):
    waits: ClassVar[bool] = True
    answered: ClassVar[bool] = True
    lasts: ClassVar[bool] = True
    """Whether people, lines or services take their time with it, which no deadline may cut."""


class Short(Operation):
    """Awaited, but done as soon as it is asked for."""

    lasts: ClassVar[bool] = False


class AtOnce(Operation):
    waits: ClassVar[bool] = False


class Told(Operation):
    """Nobody waits for an answer, and there is none."""

    waits: ClassVar[bool] = False
    answered: ClassVar[bool] = False


class TargetForm(Document):
    phone: Id | None = None
    line: Id | None = None
    number: Dialled | Literal[""] = ""
    shown: Shown | None = None
    after: Annotated[int, Field(ge=0, le=3600)] = 0
    confirm: bool = False
    price: int = 0


class Ring(Operation):
    op: Literal["ring"] = "ring"
    targets: Annotated[tuple[TargetForm, ...], Field(max_length=MANY)]
    seconds: Annotated[int, Field(ge=0, le=3600)]


class RingOutside(Operation):
    op: Literal["ring-outside"] = "ring-outside"
    line: Id
    number: Dialled
    shown: Shown | None
    seconds: Annotated[int, Field(ge=0, le=3600)]


class WaitInLine(Operation):
    op: Literal["wait-in-line"] = "wait-in-line"
    line: Id
    placing: Placing


class Meet(Operation):
    op: Literal["meet"] = "meet"
    room: Id
    host: bool


class Park(Operation):
    op: Literal["park"] = "park"
    slot: Dialled
    seconds: Annotated[int, Field(ge=0, le=24 * 3600)]
    music: Id | None
    told: Annotated[tuple[WordForm, ...], Field(max_length=MANY)] = ()


class FetchParked(Operation):
    op: Literal["fetch-parked"] = "fetch-parked"
    slot: Dialled


class PickUp(Operation):
    op: Literal["pick-up"] = "pick-up"
    phones: Annotated[tuple[Id, ...], Field(max_length=5000)]


class Page(Operation):
    op: Literal["page"] = "page"
    phones: Annotated[tuple[Id, ...], Field(max_length=5000)]
    two_way: bool


class Supervise(Operation):
    op: Literal["supervise"] = "supervise"
    phones: Annotated[tuple[Id, ...], Field(max_length=5000)]
    how: Supervision


class Echo(Operation):
    op: Literal["echo"] = "echo"


class ReceiveFax(Operation):
    op: Literal["receive-fax"] = "receive-fax"


class Answer(Short):
    op: Literal["answer"] = "answer"


class Say(Operation):
    op: Literal["say"] = "say"
    words: Annotated[tuple[WordForm, ...], Field(max_length=MANY)]


class Ask(Operation):
    op: Literal["ask"] = "ask"
    words: Annotated[tuple[WordForm, ...], Field(max_length=MANY)]
    digits: Annotated[int, Field(ge=1, le=64)]
    seconds: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
    end: Literal["", "#", "*"]
    private: bool = False


class Wait(Operation):
    op: Literal["wait"] = "wait"
    seconds: Seconds
    music: Id | None


class Record(Operation):
    op: Literal["record"] = "record"
    seconds: Annotated[int, Field(ge=0, le=3600)]
    silence: Annotated[int, Field(ge=0, le=3600)]


class StartRecording(Short):
    op: Literal["start-recording"] = "start-recording"
    pausable: bool


class StopRecording(Short):
    op: Literal["stop-recording"] = "stop-recording"


class AllowRecording(Short):
    op: Literal["allow-recording"] = "allow-recording"


class End(Short):
    op: Literal["end"] = "end"
    reason: Reason


class Fetch(Operation):
    op: Literal["fetch"] = "fetch"
    url: Annotated[str, StringConstraints(max_length=2000)]
    body: dict[str, JsonValue]
    milliseconds: Annotated[int, Field(ge=0, le=60_000)]


class Busy(AtOnce):
    op: Literal["busy"] = "busy"
    employee: Id


class Registered(AtOnce):
    op: Literal["registered"] = "registered"
    employee: Id


class ParkedIn(AtOnce):
    op: Literal["parked-in"] = "parked-in"
    slot: Id


class CallsOver(AtOnce):
    op: Literal["calls-over"] = "calls-over"
    line: Id


class LineDown(AtOnce):
    op: Literal["line-down"] = "line-down"
    line: Id


class SharedLineFull(AtOnce):
    op: Literal["shared-line-full"] = "shared-line-full"
    line: Id


class RoomForRecordings(AtOnce):
    op: Literal["room-for-recordings"] = "room-for-recordings"


class OutsideCalls(AtOnce):
    op: Literal["outside-calls"] = "outside-calls"


class PinFits(AtOnce):
    op: Literal["pin-fits"] = "pin-fits"
    digest: PinDigest | None
    object_id: Id
    typed: Annotated[str, StringConstraints(max_length=100)]


class Looked(Told):
    """What the child knew already, so that it is noted like any other question of the call."""

    op: Literal["looked"] = "looked"
    what: Literal["busy", "registered", "memory"]
    about: Id
    topic: Topic | None = None


class Remembered(AtOnce):
    op: Literal["remembered"] = "remembered"
    topic: Topic
    object_id: Id


class Remember(Told):
    op: Literal["remember"] = "remember"
    topic: Topic
    object_id: Id
    value: JsonValue


class Decide(Told):
    op: Literal["decide"] = "decide"
    decision: DecisionForm


class Send(Told):
    op: Literal["send"] = "send"
    errand: ErrandForm


Wish = Annotated[
    Ring
    | RingOutside
    | WaitInLine
    | Meet
    | Park
    | FetchParked
    | PickUp
    | Page
    | Supervise
    | Echo
    | ReceiveFax
    | Answer
    | Say
    | Ask
    | Wait
    | Record
    | StartRecording
    | StopRecording
    | AllowRecording
    | End
    | Fetch
    | Busy
    | Registered
    | ParkedIn
    | CallsOver
    | LineDown
    | SharedLineFull
    | RoomForRecordings
    | OutsideCalls
    | PinFits
    | Looked
    | Remembered
    | Remember
    | Decide
    | Send,
    Field(discriminator="op"),
]
