"""The messages of a mailbox as the node remembers them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from tenants.calls.call import Call, Taken
from tenants.calls.errand import MessageGone, MessageLeft
from tenants.calls.memory import Topic
from tenants.model import Mailbox


@dataclass(frozen=True, slots=True)
class Message:
    """`at`: Unix seconds. `number` is "" when the caller hid it."""

    id: str
    file: str
    at: int
    seconds: float
    number: str
    name: str
    heard: bool = False


def messages(call: Call, mailbox: Mailbox) -> list[Message]:
    """Oldest first. What is remembered may have been written by an older release, so it is read with care."""
    kept = call.memory.get(Topic.MESSAGES, mailbox.id)
    return [_read(each) for each in kept if isinstance(each, Mapping) and "id" in each] if kept else []


def is_full(call: Call, mailbox: Mailbox) -> bool:
    return len(messages(call, mailbox)) >= mailbox.messages_max


def keep(call: Call, mailbox: Mailbox, taken: Taken) -> Message:
    """Put what was recorded into the mailbox. Never waits, so that nothing is lost when the caller has hung up."""
    caller = call.caller
    message = Message(
        uuid4().hex, taken.file, int(call.now.timestamp()), taken.seconds, caller.number, caller.name, heard=False
    )
    _put(call, mailbox, [*messages(call, mailbox), message])
    call.send(MessageLeft(mailbox.id, message.id, taken.file, taken.seconds, caller.number, caller.name))
    return message


def mark_heard(call: Call, mailbox: Mailbox, message: Message) -> None:
    """It is new no longer; the lamps follow."""
    if not message.heard:
        heard = [
            each if each.id != message.id else Message(**{**asdict(each), "heard": True})
            for each in messages(call, mailbox)
        ]
        _put(call, mailbox, heard)
        call.send(MessageGone(mailbox.id, message.id, heard=True))


def delete(call: Call, mailbox: Mailbox, message: Message) -> None:
    _put(call, mailbox, [each for each in messages(call, mailbox) if each.id != message.id])
    call.send(MessageGone(mailbox.id, message.id))


def _put(call: Call, mailbox: Mailbox, kept: list[Message]) -> None:
    call.memory.put(Topic.MESSAGES, mailbox.id, [asdict(message) for message in kept])


def _read(kept: Mapping[str, Any]) -> Message:
    return Message(
        id=str(kept["id"]),
        file=str(kept.get("file", "")),
        at=int(kept.get("at", 0)),
        seconds=float(kept.get("seconds", 0)),
        number=str(kept.get("number", "")),
        name=str(kept.get("name", "")),
        heard=bool(kept.get("heard", False)),
    )
