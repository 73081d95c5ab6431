"""Unix sockets below the node's folder, however long its path is."""

import os
import socket
from pathlib import Path

SUN_PATH_MAX = 100
"""sun_path holds 108 bytes with its end (unix(7))."""


def connect(path: Path, seconds: float) -> socket.socket:
    """A stream connection; `seconds` is for connecting and for every later call. Raises OSError."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    folder = -1
    try:
        if len(os.fsencode(path)) <= SUN_PATH_MAX:
            connection.connect(os.fspath(path))
        else:
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            connection.connect(f"/proc/self/fd/{folder}/{path.name}")
    except OSError:
        connection.close()
        raise
    finally:
        if folder >= 0:
            os.close(folder)
    return connection


def bound(path: Path) -> socket.socket:
    """A socket that only our own user can open, bound below its folder's descriptor. Raises OSError."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    before = os.umask(0o177)
    try:
        listening.bind(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.umask(before)
        os.close(folder)
    return listening
