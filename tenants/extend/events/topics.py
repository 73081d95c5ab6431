"""All topics: those with a class of their own, and three for each kind of object."""

import re
from typing import Any, Final

from tenants.extend.events.calls import CallEnded, CallMissed
from tenants.extend.events.event import EXAMPLE, Event
from tenants.extend.events.files import FaxReceived, MessageLeft, RecordingReady
from tenants.extend.events.lines import LineDown, LineUp
from tenants.extend.events.numbers import NumberAssigned, NumberReleased
from tenants.extend.events.objects import Changed, Created, Removed
from tenants.extend.events.samples import SAMPLES
from tenants.extend.events.switches import SwitchTurned
from tenants.extend.events.versions import VersionLive, VersionPublished, VersionStuck
from tenants.extend.events.webhooks import WebhookTested
from tenants.model import Kind
from tenants.model.objects import CLASSES

_OWN: Final[tuple[type[Event], ...]] = (
    NumberAssigned,
    NumberReleased,
    VersionPublished,
    VersionLive,
    VersionStuck,
    CallEnded,
    CallMissed,
    RecordingReady,
    MessageLeft,
    FaxReceived,
    LineDown,
    LineUp,
    SwitchTurned,
    WebhookTested,
)
_OF_OBJECTS: Final[dict[str, Any]] = {"created": Created, "changed": Changed, "removed": Removed}


def noun(kind: Kind) -> str:
    """How topics name a kind: the profile is the company itself."""
    return "company" if kind is Kind.PROFILE else kind.value


TOPICS: Final[dict[str, type[Event]]] = {
    **{f"{noun(kind)}.{verb}": event[CLASSES[kind]] for kind in Kind for verb, event in _OF_OBJECTS.items()},
    **{event.topic: event for event in _OWN},
}
"""The class of each topic, in the order in which the documentation lists them."""
_NAMES: Final = {event: topic for topic, event in TOPICS.items()}


def topic_of(event: type[Event]) -> str:
    """Where events of this class are published. Raises KeyError for a class that stands for several topics."""
    return _NAMES[event]


def description(topic: str) -> str:
    """What it tells, in a sentence or two."""
    event = TOPICS[topic]
    # The class of one kind has no words of its own.
    said = (event if event.topic else event.__mro__[1]).__doc__ or ""
    words = re.sub(r"\s+", " ", said.strip())
    return words.format(noun=topic.partition(".")[0].replace("-", " "))


def example(topic: str) -> dict[str, Any]:
    """An event of the topic as listeners and webhooks get it."""
    event = TOPICS[topic]
    if event.topic:
        return event.example()
    name, _, verb = topic.partition(".")
    sample: dict[str, Any] = {"version": 12, "object": SAMPLES[name]}
    if verb == "changed":
        sample["fields"] = [next(field for field in reversed(SAMPLES[name]) if field != "id")]
    return event.model_validate(EXAMPLE | sample).told()


def schema(topic: str) -> dict[str, Any]:
    """The JSON schema (2020-12) of what listeners and webhooks get: without the secrets of objects."""
    found: dict[str, Any] = _open(TOPICS[topic].model_json_schema(mode="serialization"))
    return found | {"title": topic, "description": description(topic)}


def _open(part: Any) -> Any:
    """Without the properties that are secret."""
    if isinstance(part, list):
        return [_open(each) for each in part]
    if not isinstance(part, dict):
        return part
    if isinstance(properties := part.get("properties"), dict):
        told = {name: each for name, each in properties.items() if '"x-secret"' not in _text(each)}
        required = [name for name in part.get("required", ()) if name in told or name not in properties]
        part = part | {"properties": told} | ({"required": required} if "required" in part else {})
    return {name: _open(each) for name, each in part.items()}


def _text(part: Any) -> str:
    return repr(part).replace("'", '"')
