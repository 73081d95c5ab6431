"""What parent and child say to each other: one JSON object per line, checked by whoever reads it."""

from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints, TypeAdapter

from node_agent.custom.operations import Dialled, Id, Shown, Wish
from node_agent.custom.values import ErrandForm, Text
from tenants.calls.call import Manner
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome
from tenants.model.document import Document
from tenants.model.fields import Language

LINE_MAX: Final = 256 * 1024
"""Bytes of one message of the child."""
TRACEBACK_MAX: Final = 4000
Traceback = Annotated[str, StringConstraints(max_length=TRACEBACK_MAX)]


class CallerForm(Document):
    """`tenants.calls.call.Caller` by ids; number and name are what the other side claims."""

    number: str
    name: str
    employee: Id | None
    line: Id | None
    phone: Id | None
    transferred_by: Id | None
    transferred_from: Id | None = None


class RingingForm(Document):
    """How phones are rung from now on."""

    prefix: Text = ""
    caller_name: Text = ""
    caller_number: Shown = ""
    music: Id | None = None
    manner: Manner = Manner.NORMAL
    may_transfer: bool = True


class Manners(Document):
    """What call logic sets for the rest of the call."""

    language: Language
    ringing: RingingForm


# What is to be done with a call: where its logic begins.


class Take(Document):
    """A call that somebody makes: `tenants.calls.take_call`."""

    do: Literal["take"] = "take"


class RingEmployee(Document):
    """A waiting line's agent, or somebody whom an errand calls: ring this employee."""

    do: Literal["ring"] = "ring"
    employee: Id


class TakeErrand(Document):
    """Whoever the errand rang has answered: `tenants.calls.appointments.take_errand`."""

    do: Literal["errand"] = "errand"
    errand: ErrandForm


Entry = Take | RingEmployee | TakeErrand

# From the parent.


class Objects(Document):
    """Objects of the company as kind and JSON; they count with the next Serve."""

    say: Literal["objects"] = "objects"
    rows: tuple[tuple[str, str], ...]


class Serve(Document):
    """Calls that begin from now on see this version of the company. `whole`: what came before is no part of it."""

    say: Literal["serve"] = "serve"
    company: Id
    version: int
    whole: bool
    removes: tuple[tuple[str, str], ...] = ()


class Clock(Document):
    """What time it is in a call whose time is not the machine's: a simulated one."""

    at: AwareDatetime
    zone: str
    """IANA name; "": `at` has no zone of its own."""


class State(Document):
    """How an employee's phones are at this moment."""

    employee: Id
    busy: bool
    registered: bool


class Begin(Document):
    """A new call. `states`: of employees whom the child has asked about before, so that it need not ask again."""

    say: Literal["begin"] = "begin"
    call: int
    entry: Annotated[Entry, Field(discriminator="do")]
    caller: CallerForm
    dialled: Dialled | Literal[""]
    recorded: bool
    clock: Clock | None = None
    states: tuple[State, ...] = ()
    seed: int | None = None


class Answered(Document):
    """The answer to one Asked. `gone`: the caller has hung up; `problem`: why it was not done."""

    say: Literal["answered"] = "answered"
    call: int
    ask: int
    result: JsonValue = None
    gone: bool = False
    problem: str = ""
    clock: Clock | None = None
    states: tuple[State, ...] = ()
    keep: bool = False
    """What was remembered may be kept in mind: Memo tells when it changes."""


class Memo(Document):
    """Something that the child keeps in mind has changed."""

    say: Literal["memo"] = "memo"
    topic: Topic
    object_id: Id
    value: JsonValue


class Drop(Document):
    """Give a call up, and say where it hung."""

    say: Literal["drop"] = "drop"
    call: int


FromParent = Annotated[Objects | Serve | Begin | Answered | Memo | Drop, Field(discriminator="say")]
FROM_PARENT: Final[TypeAdapter[Any]] = TypeAdapter(FromParent)

# From the child.


class Ready(Document):
    """The customisation is loaded."""

    say: Literal["ready"] = "ready"


class Unusable(Document):
    """The customisation cannot be loaded."""

    say: Literal["unusable"] = "unusable"
    traceback: Traceback


class Seen(Document):
    """Calls that begin from now on see this version."""

    say: Literal["seen"] = "seen"
    version: int


class Asked(Document):
    """Something of the Call protocol. `manners`: when they have changed since they were last sent."""

    say: Literal["asked"] = "asked"
    call: int
    ask: int
    wish: Wish
    manners: Manners | None = None


class Ended(Document):
    """A call's logic is over; `traceback`: it failed."""

    say: Literal["ended"] = "ended"
    call: int
    outcome: Outcome | None = None
    traceback: Traceback = ""
    gone: bool = False
    """It was over because the caller has gone."""


FromChild = Annotated[Ready | Unusable | Seen | Asked | Ended, Field(discriminator="say")]
FROM_CHILD: Final[TypeAdapter[Ready | Unusable | Seen | Asked | Ended]] = TypeAdapter(FromChild)


def line_of(message: Document) -> bytes:
    """Raises ValueError for what JSON cannot hold."""
    return message.model_dump_json(exclude_defaults=False).encode("utf-8", "surrogatepass") + b"\n"
