"""Which lines carry how many calls of this node now. One event loop, so counting needs no lock."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Usage:
    """Counted while a call is under way over a line, in either direction."""

    def __init__(self) -> None:
        self._over: Counter[str] = Counter()
        self._of: Counter[str] = Counter()

    @contextmanager
    def using(self, company: str, line: str) -> Iterator[None]:
        """One call of `company` is over `line` meanwhile."""
        self._over[line] += 1
        self._of[company] += 1
        try:
            yield
        finally:
            self._less(self._over, line)
            self._less(self._of, company)

    def over(self, line: str) -> int:
        return self._over[line]

    def outside(self, company: str) -> int:
        return self._of[company]

    @staticmethod
    def _less(counter: Counter[str], key: str) -> None:
        counter[key] -= 1
        if not counter[key]:
            del counter[key]
