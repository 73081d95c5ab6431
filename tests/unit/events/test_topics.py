"""Every topic has a schema, an example that fits it, and words; and listeners are checked when they register."""

import json
from typing import Any

import pytest

from tenants.extend.events import (
    TOPICS,
    Bus,
    CallEnded,
    Changed,
    EmployeeChanged,
    Event,
    NotAListener,
    PhoneChanged,
    Rows,
    on,
    topic_of,
    within,
)
from tenants.extend.events.bus import When
from tenants.extend.events.of_change import events_of
from tenants.extend.events.topics import description, example, schema
from tenants.model import Employee, Kind, Number, Phone
from tenants.model.destination import Destination, DestinationKind
from tenants.model.fields import secret_fields
from tenants.model.objects import CLASSES

OCCASION: dict[str, Any] = {"id": "0" * 36, "company": "bluebell", "at": "2026-11-23T09:00:00Z", "by": "Vera"}
ANNA = Employee(id="anna", name="Anna", number="101", pin="a" * 64)


def occasion() -> dict[str, Any]:
    return OCCASION


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_words_and_an_example_that_reads_back(topic: str) -> None:
    told = example(topic)
    assert TOPICS[topic].model_validate(json.loads(json.dumps(told))).told() == told
    assert description(topic).endswith(".")
    assert "{" not in description(topic)
    assert set(told) == set(schema(topic)["properties"])


def test_every_kind_of_object_has_three_topics() -> None:
    assert len(TOPICS) == 3 * len(Kind) + len([event for event in TOPICS.values() if event.topic])
    assert topic_of(EmployeeChanged) == topic_of(Changed[Employee]) == "employee.changed"


@pytest.mark.parametrize("kind", Kind)
def test_no_schema_and_no_example_has_a_secret(kind: Kind) -> None:
    noun = "company" if kind is Kind.PROFILE else kind.value
    properties = schema(f"{noun}.changed")["$defs"][CLASSES[kind].__name__]["properties"]
    assert not secret_fields(CLASSES[kind]) & set(properties)
    assert not secret_fields(CLASSES[kind]) & set(example(f"{noun}.changed")["object"])


def test_a_phone_is_told_without_its_digests_and_read_back() -> None:
    phone = Phone(id="desk", employee="anna", label="Desk", login="anna-desk", digest="a" * 64, legacy_digest="b" * 32)
    (event,) = events_of(occasion, 7, (phone,), (phone.model_copy(update={"digest": "c" * 64}),))
    told = event.told()
    assert (told["fields"], "c" * 64 in json.dumps(told)) == (["digest"], False)
    again = PhoneChanged.model_validate(told)
    assert again.object.label == "Desk"
    assert again.object.digest == "0" * 64


def test_a_change_is_told_as_what_was_added_changed_and_removed() -> None:
    to_anna = Destination(kind=DestinationKind.EMPLOYEE, id="anna")
    number = Number(id="n", number="+74951230001", destination=to_anna)
    boris = ANNA.model_copy(update={"id": "boris", "number": "102"})
    renamed = ANNA.model_copy(update={"name": "Anna Bell", "ring_seconds": 40})
    events = events_of(occasion, 7, (ANNA, number), (renamed, boris))
    assert [topic_of(type(event)) for event in events] == [
        "employee.changed",
        "employee.created",
        "number.released",
        "number.removed",
    ]
    assert isinstance(events[0], Changed)
    assert events[0].fields == ("name", "ring_seconds")


def test_the_same_object_again_is_no_event() -> None:
    assert events_of(occasion, 7, (ANNA,), (ANNA,)) == []


def test_saved_code_takes_the_place_of_what_it_was() -> None:
    bus = Bus()
    for _ in range(2):

        @on(CallEnded, bus=bus)
        def tell(event: CallEnded) -> None: ...

    assert [listener.function for listener in bus.hearing("call.ended", When.LATER)] == [tell]
    bus.forget("tests.unit.events.")
    assert bus.listeners == []


def test_what_has_happened_already_cannot_be_refused() -> None:
    def late(event: CallEnded, rows: Rows) -> None: ...

    with pytest.raises(NotAListener, match="happened already"):
        within(CallEnded, bus=Bus())(late)


def test_wrong_listeners_are_told_what_to_change() -> None:
    def too_many(event: Event, more: object) -> None: ...

    async def asynchronous(event: Event) -> None: ...

    wrong: list[Any] = [too_many, asynchronous]
    for function in wrong:
        with pytest.raises(NotAListener, match="one argument"):
            on(CallEnded, bus=Bus())(function)
    with pytest.raises(NotAListener, match="no topic"):
        on(Event, bus=Bus())(lambda event: None)
    with pytest.raises(NotAListener, match="no event"):
        on(bus=Bus())(lambda event: None)
