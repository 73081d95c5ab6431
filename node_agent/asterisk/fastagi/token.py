"""Who may ask: only who knows this boot's token, which the dialplan carries in the address of the server."""

import hmac
from pathlib import Path


class Token:
    """The token in a file; Asterisk gets a new one whenever it starts, so a mismatch reads the file again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = 0
        self._secret = b""
        self._read_if_new()

    def admits(self, given: str) -> bool:
        """Whether `given` is the token; the time that takes tells nothing about it. False while there is none."""
        if self._equals(given):
            return True
        return self._read_if_new() and self._equals(given)

    def _equals(self, given: str) -> bool:
        return bool(self._secret) and hmac.compare_digest(given.encode("utf-8", "replace"), self._secret)

    def _read_if_new(self) -> bool:
        try:
            stamp = self._path.stat().st_mtime_ns
            if stamp == self._stamp:
                return False
            self._secret = self._path.read_bytes().strip()
        except FileNotFoundError:
            return False
        self._stamp = stamp
        return True
