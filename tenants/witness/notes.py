"""What is noted while a call goes on: tuples in a list, made into a `Witness` at the end."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from tenants.calls.call import Caller, Target
from tenants.calls.memory import Memory, Topic
from tenants.model.told import tellable
from tenants.witness.witness import DATA_MAX, SEEN_MAX, Seen, Witness

ABOUT_MAX: Final = 64
YES: Final = "yes"
NOBODY_KNOWS: Final = -1.0
"""In the place of seconds."""


class Note(NamedTuple):
    what: str
    about: tuple[str, ...] = ()
    answer: str = ""
    by: str = ""
    seconds: float = 0.0
    talked: float = 0.0
    data: str = ""


class Notes:
    """Of one run of the call logic. `clock` counts seconds."""

    __slots__ = ("clock", "gone_at", "notes", "recorded", "seed", "steps", "whole")

    def __init__(self, clock: Callable[[], float], seed: int) -> None:
        self.clock, self.seed = clock, seed
        self.notes: list[Note] = []
        self.steps = self.gone_at = 0
        self.whole, self.recorded = True, False

    def add(self, note: Note) -> None:
        if len(self.notes) < SEEN_MAX:
            self.notes.append(note)
        else:
            self.whole = False

    def gone(self) -> None:
        """The caller has hung up in the step that is counted now."""
        self.gone_at = self.gone_at or self.steps

    def asked(self, digits: str, *, private: bool) -> None:
        """Private digits are noted by how many they are."""
        self.add(Note("ask", answer="?" * len(digits) if private else digits))

    def compared(self, *, fits: bool) -> None:
        """The PIN that was just typed fits, or not."""
        for index in range(len(self.notes) - 1, -1, -1):
            note = self.notes[index]
            if note.what == "ask":
                self.notes[index] = note._replace(by=note.by + ("1" if fits else "0"))
                return

    def data(self, value: Any) -> str:
        """JSON, or "" for more than is kept."""
        text = json.dumps(value, separators=(",", ":"))
        if len(text) > DATA_MAX:
            self.whole = False
            return ""
        return text

    def witness(self, *, version: int, at: datetime, caller: Caller, dialled: str) -> Witness:
        return Witness(
            version=version,
            at=at,
            dialled=dialled,
            caller_number=caller.number,
            caller_name=caller.name,
            employee=caller.employee.id if caller.employee else "",
            phone=caller.phone.login if caller.phone else "",
            line=caller.line.id if caller.line else "",
            transferred_by=caller.transferred_by.id if caller.transferred_by else "",
            transferred_from=caller.transferred_from.login if caller.transferred_from else "",
            recorded=self.recorded,
            seed=self.seed,
            gone_at=self.gone_at,
            whole=self.whole,
            seen=tuple(_seen(note) for note in self.notes),
        )


def _seen(note: Note) -> Seen:
    """Built without checking: three quarters of its cost, and only text that came from outside needs any."""
    return Seen.model_construct(
        what=note.what,
        about=tuple(str(tellable(name)) for name in note.about[:ABOUT_MAX]),
        answer=str(tellable(note.answer)),
        by=str(tellable(note.by)),
        seconds=round(note.seconds, 2),
        talked=round(note.talked, 2),
        data=note.data,
    )


def target_names(targets: Sequence[Target]) -> tuple[str, ...]:
    """A login, or `line id/number outside`."""
    return tuple(
        target.phone.login if target.phone is not None else f"{target.line.id if target.line else ''}/{target.number}"
        for target in targets
    )


def ring_times(targets: Sequence[Target], seconds: int) -> str:
    """JSON: for how long it may ring, then the second from which each of `targets` does, when any waits."""
    if not any(target.after for target in targets):
        return f"[{seconds}]"
    return f"[{','.join(map(str, (seconds, *(target.after for target in targets[:ABOUT_MAX]))))}]"


class WitnessedMemory:
    """A company's memory; what is read of it before it is written is noted once."""

    __slots__ = ("_known", "_memory", "_notes")

    def __init__(self, memory: Memory, notes: Notes) -> None:
        self._memory, self._notes = memory, notes
        self._known: set[tuple[Topic, str]] = set()

    def get(self, topic: Topic, object_id: str) -> Any:
        value = self._memory.get(topic, object_id)
        if (topic, object_id) not in self._known:
            self._known.add((topic, object_id))
            if value is not None:
                self._notes.add(Note("memory", (topic.value, object_id), data=self._notes.data(value)))
        return value

    def put(self, topic: Topic, object_id: str, value: Any) -> None:
        self._known.add((topic, object_id))
        self._memory.put(topic, object_id, value)
