"""Whose turn it is in a script: several answers of one side are given one after the other."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from tenants.simulate.script import AT_ONCE, Answer, Behaviour, Learned, Script, Side

Something = TypeVar("Something")


class Turns:
    """How far one call is in its script. `side` and the others go one further each time."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._given: dict[str, int] = {}

    def side(self, *names: str) -> Side:
        """What the first of `names` that the script mentions does now."""
        answers: Mapping[str, Behaviour] = self._script.answers
        for name in names:
            found = answers.get(name)
            if found is not None:
                one = found if isinstance(found, (Answer, Side)) else self.next(f"side {name}", found)
                return one if isinstance(one, Side) else Side(one)
        return AT_ONCE

    def learned(self, what: str, about: str = "") -> Learned | None:
        """What the real call learned; None: it never asked."""
        if not self._script.learned:
            return None
        key = f"{what} {about}"
        found = self._script.learned.get(key)
        return self.next(key, found) if found else None

    def next(self, key: str, several: Sequence[Something]) -> Something:
        """The next of `several`, which are not none; the last one again and again."""
        given = self._given.get(key, 0)
        self._given[key] = given + 1
        return several[min(given, len(several) - 1)]
