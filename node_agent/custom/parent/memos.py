"""What a company's process keeps in mind, so that it need not ask: each question costs two changes of the process.

Of what is remembered it is told when it changes. What it changes itself it keeps no longer: it asks again, behind its
own change, and hears what holds then. Of employees whom it has asked about it is told how they are when it is its turn.
"""

from collections.abc import Callable
from typing import Any, Final

from node_agent.custom.messages import Memo, State
from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.witness.witnessing import Witnessing

MOST: Final = 20_000
EMPLOYEES: Final = 30
"""More would make every message longer than the questions are."""


class Memos:
    """Of one process. `watched`: whether `changed` is called for every change, without which nothing may be kept."""

    def __init__(self, send: Callable[[Memo], None], *, watched: bool) -> None:
        self._send, self._watched = send, watched
        self._kept: set[tuple[Topic, str]] = set()
        self._employees: dict[str, None] = {}

    def keep(self, topic: Topic, object_id: str) -> bool:
        """Whether the child may keep what it is told now."""
        if not self._watched or len(self._kept) >= MOST:
            return False
        self._kept.add((topic, object_id))
        return True

    def forget(self, topic: Topic, object_id: str) -> None:
        """The child is about to change it."""
        self._kept.discard((topic, object_id))

    def ask_about(self, employee: str) -> None:
        """Its calls want to know how this employee's phones are."""
        if len(self._employees) < EMPLOYEES:
            self._employees.setdefault(employee)

    def states(self, call: Call) -> tuple[State, ...]:
        # Not as the call's own questions, which are noted when it asks them.
        look: Call = super(Witnessing, call) if isinstance(call, Witnessing) else call  # type: ignore[assignment]
        found = (call.company.employees.get(each) for each in self._employees)
        return tuple(
            State(employee=each.id, busy=look.busy(each), registered=look.registered(each)) for each in found if each
        )

    def changed(self, topic: Topic, object_id: str, value: Any) -> None:
        if (topic, object_id) in self._kept:
            self._send(Memo(topic=topic, object_id=object_id, value=value))
