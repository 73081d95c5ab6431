"""Which lines carry how many calls of this node now. One event loop, so counting needs no lock."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class _Use:
    call: str
    company: str
    line: str


class Usage:
    """Counted while a call is under way over a line, in either direction; calls of an earlier process as well."""

    def __init__(self) -> None:
        self._own: Counter[_Use] = Counter()
        self._calls: Counter[str] = Counter()
        self._inherited: dict[str, _Use] = {}
        """By leg: what an earlier process began and Asterisk still has."""

    @contextmanager
    def using(self, company: str, line: str, call: str = "") -> Iterator[None]:
        """One call of `company` is over `line` meanwhile; `call` is Asterisk's name of the conversation."""
        use = _Use(call, company, line)
        self._own[use] += 1
        self._calls[call] += 1
        try:
            yield
        finally:
            _less(self._own, use)
            _less(self._calls, call)

    def over(self, line: str, company: str | None = None) -> int:
        """Calls over a line, of one company or (None) of all that use it."""
        return self._count(lambda use: use.line == line and company in (None, use.company))

    def outside(self, company: str) -> int:
        return self._count(lambda use: use.company == company)

    # What Asterisk tells.

    @property
    def inherits(self) -> bool:
        return bool(self._inherited)

    def inherit(self, legs: Iterable[tuple[str, str, str, str]]) -> None:
        """Legs over lines that are there: channel, call, company and line. Those of calls served here count once."""
        self._inherited = {channel: _Use(call, company, line) for channel, call, company, line in legs}

    def keep(self, channels: Iterable[str]) -> None:
        """Only these legs are still there."""
        if self._inherited:
            left = self._inherited.keys() & set(channels)
            self._inherited = {channel: self._inherited[channel] for channel in left}

    def _count(self, counts: Callable[[_Use], bool]) -> int:
        own = sum(number for use, number in self._own.items() if counts(use))
        return own + sum(1 for use in self._inherited.values() if use.call not in self._calls and counts(use))


def _less(counter: Counter[Any], key: object) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]
