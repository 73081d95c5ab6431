"""Which remembered things a company's process keeps in mind, and is therefore told of when they change.

What it changes itself it keeps no longer: it asks again, behind its own change, and hears what holds then.
"""

from collections.abc import Callable
from typing import Any, Final

from node_agent.custom.messages import Memo
from tenants.calls.memory import Topic

MOST: Final = 20_000


class Memos:
    """Of one process. `watched`: whether `changed` is called for every change, without which nothing may be kept."""

    def __init__(self, send: Callable[[Memo], None], *, watched: bool) -> None:
        self._send, self._watched = send, watched
        self._kept: set[tuple[Topic, str]] = set()

    def keep(self, topic: Topic, object_id: str) -> bool:
        """Whether the child may keep what it is told now."""
        if not self._watched or len(self._kept) >= MOST:
            return False
        self._kept.add((topic, object_id))
        return True

    def forget(self, topic: Topic, object_id: str) -> None:
        """The child is about to change it."""
        self._kept.discard((topic, object_id))

    def changed(self, topic: Topic, object_id: str, value: Any) -> None:
        if (topic, object_id) in self._kept:
            self._send(Memo(topic=topic, object_id=object_id, value=value))
