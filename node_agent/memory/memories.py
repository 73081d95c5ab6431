"""All companies' memories in one process: read and written without waiting, kept behind the call.

A switch of the company (topics in SHARED) is in force here at once. It gives way as soon as this node serves the first
version of the company that knows of it: from then on the document says what holds.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from node_agent.memory.file import GiveWay, Key, Leave, MemoryFile, Put, Told
from node_agent.memory.writer import Writer
from tenants.calls.memory import SHARED, Topic
from wire.reports import Switch

Watcher = Callable[[str, Topic, str, Any], None]
"""Told company, topic, object and new value; must not wait."""
Later = Callable[[Callable[[], None]], None]
"""Has a function called in the event loop's thread."""


class KeptMemories:
    """Implements services.Memories. Used by one thread, the event loop's."""

    def __init__(self, path: Path, *, node: str, later: Later = lambda function: function()) -> None:
        """Reads what is kept. Raises sqlite3.Error."""
        self._later = later
        self._values: dict[str, dict[tuple[str, str], Any]] = {}
        self._served: dict[str, int] = {}
        self._told: dict[Key, Told] = {}
        self._ids = (f"{node}/s/{time.time_ns() // 1000}.{number}" for number in count(1))
        self.watchers: list[Watcher] = []
        file = MemoryFile.open(path)
        for (company, topic, item), value in file.values():
            self._values.setdefault(company, {})[topic, item] = json.loads(value)
        self._told = {told.key: told for told in file.told()}
        file.close()
        self._path = path
        self._writer = self._writing()

    def of(self, company: str, by: str | None = None) -> "CompanyMemory":
        """`by`: the employee whose phone calls, for the control plane's audit."""
        return CompanyMemory(self, company, by)

    def flush(self) -> None:
        """Write what waits. Called in another thread than the others: notes of this moment go to the next writer."""
        before, self._writer = self._writer, self._writing()
        before.close()

    def close(self) -> None:
        """Write what waits."""
        self._writer.close()

    def _writing(self) -> Writer:
        made = Writer(self._path, self._heard)
        made.waits_for_answers = bool(self._told)
        made.start()
        return made

    def all_of(self, topic: Topic) -> list[tuple[str, str, Any]]:
        """Company, object and value of everything that is remembered of a topic."""
        return [
            (company, item, value)
            for company, values in self._values.items()
            for (of, item), value in values.items()
            if of == topic
        ]

    # What the directory tells.

    def served(self, company: str, version: int) -> None:
        """This version is in force from the next call on."""
        self._served[company] = version
        if self._told:
            self._give_way([told for told in self._told.values() if told.key[0] == company])

    def left(self, company: str) -> None:
        """The company is served elsewhere."""
        self._served.pop(company, None)
        if self._values.pop(company, None):
            self._writer.note(Leave(company))

    # What calls do.

    def get(self, company: str, topic: Topic, item: str) -> Any:
        values = self._values.get(company)
        return values.get((topic, item)) if values else None

    def put(self, company: str, topic: Topic, item: str, value: Any, by: str | None) -> None:
        if self.get(company, topic, item) == value:
            return
        # Copied through its JSON: what a call changes afterwards must not change here unseen.
        text = json.dumps(value, ensure_ascii=False) if value is not None else None
        self._set(company, topic, item, json.loads(text) if text is not None else None)
        key = (company, topic.value, item)
        switch = self._switch(key, topic, value, by) if topic in SHARED else None
        self._writer.note(Put(key, text, switch))

    def _switch(self, key: Key, topic: Topic, value: Any, by: str | None) -> Switch:
        company, _, item = key
        made = Switch(
            id=next(self._ids), company=company, topic=topic, object_id=item, value=value, at=datetime.now(UTC), by=by
        )
        self._told[key] = Told(key, made.id, None)
        self._writer.waits_for_answers = True
        return made

    def _heard(self, told: list[Told]) -> None:
        """Called in the writer's thread."""
        taken = [each for each in told if each.version is not None]
        if taken:
            self._later(lambda: self._taken(taken))

    def _taken(self, taken: list[Told]) -> None:
        # Of an object that was switched again meanwhile the newer switch is waited for.
        known = [told for told in taken if (ours := self._told.get(told.key)) is not None and ours.id == told.id]
        self._told |= {told.key: told for told in known}
        self._give_way(known)

    def _give_way(self, candidates: list[Told]) -> None:
        for told in candidates:
            company, topic, item = told.key
            if told.version is None or self._served.get(company, 0) < told.version:
                continue
            del self._told[told.key]
            self._set(company, Topic(topic), item, None)
            self._writer.note(GiveWay(told.key, told.id))
        self._writer.waits_for_answers = bool(self._told)

    def _set(self, company: str, topic: Topic, item: str, value: Any) -> None:
        values = self._values.setdefault(company, {})
        if value is None:
            values.pop((topic.value, item), None)
        else:
            values[topic.value, item] = value
        for watcher in self.watchers:
            watcher(company, topic, item, value)


class CompanyMemory:
    """Implements tenants.calls.memory.Memory."""

    __slots__ = ("_by", "_company", "_memories")

    def __init__(self, memories: KeptMemories, company: str, by: str | None) -> None:
        self._memories, self._company, self._by = memories, company, by

    def get(self, topic: Topic, object_id: str) -> Any:
        return self._memories.get(self._company, topic, object_id)

    def put(self, topic: Topic, object_id: str, value: Any) -> None:
        self._memories.put(self._company, topic, object_id, value, self._by)
