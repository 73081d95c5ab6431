"""One command on Asterisk's control socket, as its remote console would say it. Only `core stop …` is said here."""

import contextlib

from node_agent.asterisk.config.inputs import Places
from node_agent.unix_socket import connect

SECONDS = 3.0


def say(places: Places, command: str) -> bool:
    """Whether Asterisk took the command. Our words only: nobody's text comes here."""
    try:
        with contextlib.closing(connect(places.control_folder / "asterisk.ctl", SECONDS)) as console:
            console.recv(1024)
            console.sendall(b"cli quit after " + command.encode() + b"\0")
            with contextlib.suppress(OSError):
                while console.recv(4096):
                    pass
    except OSError:
        return False
    return True
