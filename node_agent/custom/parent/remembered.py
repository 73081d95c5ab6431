"""What custom code may have the node remember: only what the originals, which read it later, understand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import Field, JsonValue, StringConstraints, TypeAdapter, ValidationError

from node_agent.custom.parent.objects import Objects, Refused
from node_agent.custom.values import OwnFile, Text
from tenants.calls.memory import Topic
from tenants.model.document import Document, canonical_json
from tenants.model.fields import ObjectId

BYTES_MAX: Final = 64 * 1024


class KeptMessage(Document):
    id: Text
    file: OwnFile
    at: float
    seconds: float
    number: Text = ""
    name: Text = ""
    heard: bool = False


class Duty(Document):
    lines: tuple[ObjectId, ...]
    paused: Text | None = None


class WrongPins(Document):
    count: int
    until: float


class Spent(Document):
    day: Annotated[str, StringConstraints(max_length=20)]
    money: Annotated[int, Field(ge=0)]


class LastCaller(Document):
    number: Text
    name: Text = ""


SHAPES: Final[Mapping[Topic, TypeAdapter[Any]]] = MappingProxyType(
    {
        Topic.DO_NOT_DISTURB: TypeAdapter(bool),
        Topic.FORWARD: TypeAdapter(dict[str, JsonValue]),
        Topic.PRESENCE: TypeAdapter(Text),
        Topic.CLOSED_NOW: TypeAdapter(bool),
        Topic.GREETING: TypeAdapter(OwnFile),
        Topic.TURN: TypeAdapter(Text),
        Topic.TALKED: TypeAdapter(float),
        Topic.LAST_CALLER: TypeAdapter(LastCaller),
        Topic.LAST_DIALLED: TypeAdapter(Text),
        Topic.AGENT: TypeAdapter(Duty),
        Topic.MESSAGES: TypeAdapter(tuple[KeptMessage, ...]),
        Topic.WRONG_PINS: TypeAdapter(WrongPins),
        Topic.SPENT: TypeAdapter(Spent),
        Topic.OUTSIDE_CALLS: TypeAdapter(tuple[float, ...]),
        Topic.WAKE_UP: TypeAdapter(float),
    }
)


def checked(topic: Topic, value: JsonValue, objects: Objects) -> JsonValue:
    """`value` if it may be remembered. Raises Refused."""
    if value is None:
        return None
    try:
        shaped = SHAPES[topic].validate_python(value)
    except ValidationError as problem:
        raise Refused(f"{topic} cannot be {str(value)[:100]!r}: {problem.errors()[0]['msg']}") from None
    if len(canonical_json(value)) > BYTES_MAX:
        raise Refused(f"{topic}: more than {BYTES_MAX} bytes cannot be remembered")
    match topic:
        case Topic.GREETING:
            objects.own_file(shaped)
        case Topic.MESSAGES:
            for message in shaped:
                objects.own_file(message.file)
    return value
