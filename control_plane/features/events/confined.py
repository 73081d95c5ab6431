"""Where a listener within a transaction runs: without files, network and processes.

Python tells its audit hooks of each of these before it happens (PEP 578). This keeps honest code from mistakes that
would hold a database transaction open, or send what is then rolled back; it is no prison for malicious code.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_REFUSED: Final = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "shutil.",
    "tempfile.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "imaplib.",
    "poplib.",
    "telnetlib.",
    "sqlite3.",
    "ctypes.",
    "fcntl.",
    "mmap.",
    "pty.",
    "signal.",
    "time.sleep",
    "_thread.start_new_thread",
    "_posixsubprocess.",
)


class DoesNoIO(PermissionError):
    """The listener tried to do I/O; the text says what it tried and what to do."""

    code = "listener-does-io"


class _Here(threading.local):
    listener: str | None = None
    tried: str | None = None


_HERE: Final = _Here()
_INSTALLED: Final = threading.Lock()
_hooked = False


@contextmanager
def confined(listener: str) -> Iterator[None]:
    """Refuse I/O in this thread until the block ends; also when the refusal was swallowed. Raises DoesNoIO."""
    _install()
    _HERE.listener, _HERE.tried = listener, None
    try:
        yield
    finally:
        tried, _HERE.listener, _HERE.tried = _HERE.tried, None, None
    if tried is not None:
        raise _refusal(listener, tried)


@contextmanager
def our_own_work() -> Iterator[None]:
    """What the transaction itself does on behalf of a confined listener may load modules and ask the database."""
    listener, _HERE.listener = _HERE.listener, None
    try:
        yield
    finally:
        _HERE.listener = listener


def _install() -> None:
    """Once per process, and only where there is such a listener: hooks cannot be taken out again."""
    global _hooked  # noqa: PLW0603 (one hook per process is the point)
    with _INSTALLED:
        if not _hooked:
            sys.addaudithook(_audit)
            _hooked = True


def _audit(event: str, _args: tuple[Any, ...]) -> None:
    listener = _HERE.listener
    if listener is not None and event.startswith(_REFUSED):
        _HERE.tried = event
        raise _refusal(listener, event)


def _refusal(listener: str, tried: str) -> DoesNoIO:
    return DoesNoIO(
        f"{listener} runs in the transaction of a change and tried {tried}; listen with @on for work that does I/O, "
        "and import at the top of the file"
    )
