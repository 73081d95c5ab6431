"""What a node remembers of a company between calls: switches turned by phone, whose turn it is, messages, PIN tries."""

from enum import StrEnum
from typing import Any, Protocol


class Topic(StrEnum):
    """What is remembered; the object it is remembered of is given by its id.

    Topics in `SHARED` are the company's: they also reach the control plane, which makes a version of them, and they
    give way to the next version that changes the object. The others stay on the node.
    """

    DO_NOT_DISTURB = "do-not-disturb"
    """Of an employee: bool."""
    FORWARD = "forward"
    """Of an employee: {"always" | "busy" | "no-answer" | "unreachable": destination as plain data, or null for off}."""
    PRESENCE = "presence"
    CLOSED_NOW = "closed-now"
    """Of a schedule: bool."""
    GREETING = "greeting"
    """Of a mailbox or menu: the file on the node that was recorded by phone."""
    TURN = "turn"
    """Of a team: the id of who was rung last."""
    TALKED = "talked"
    """Of an employee: when their last talk ended, Unix seconds."""
    LAST_CALLER = "last-caller"
    """Of an employee: {"number": …, "name": …}."""
    LAST_DIALLED = "last-dialled"
    """Of an employee: what was dialled."""
    AGENT = "agent"
    """Of an employee: {"lines": [ids logged in to], "paused": reason or null}."""
    MESSAGES = "messages"
    """Of a mailbox: [{"id", "file", "at", "seconds", "number", "name", "heard"}], oldest first.

    `at` in Unix seconds.
    """
    WRONG_PINS = "wrong-pins"
    """Of whatever has a PIN: {"count": …, "until": Unix seconds}."""
    SPENT = "spent"
    """Of the company: {"day": date, "money": ten-thousandths}."""
    OUTSIDE_CALLS = "outside-calls"
    """Of the company: Unix seconds of its newest calls outside."""
    WAKE_UP = "wake-up"
    """Of an employee: Unix seconds, or null."""


SHARED = frozenset(
    {
        Topic.DO_NOT_DISTURB,
        Topic.FORWARD,
        Topic.PRESENCE,
        Topic.CLOSED_NOW,
        Topic.GREETING,
    }
)


class Memory(Protocol):
    """A company's memory: plain JSON values by topic and object. In memory; writing it down is done behind the call."""

    def get(self, topic: Topic, object_id: str) -> Any:
        """None when nothing is remembered."""

    def put(self, topic: Topic, object_id: str, value: Any) -> None:
        """None forgets."""


class Forgetful:
    """A memory of its own: for scripted and simulated calls."""

    def __init__(self) -> None:
        self._values: dict[tuple[Topic, str], Any] = {}

    def get(self, topic: Topic, object_id: str) -> Any:
        return self._values.get((topic, object_id))

    def put(self, topic: Topic, object_id: str, value: Any) -> None:
        if value is None:
            self._values.pop((topic, object_id), None)
        else:
            self._values[topic, object_id] = value
