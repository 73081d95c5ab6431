"""One command on Asterisk's control socket, as its remote console would say it. Our own words only."""

import contextlib

from node_agent.asterisk.config.inputs import Places
from node_agent.unix_socket import connect

SECONDS = 3.0
ANSWER_MAX = 4 * 1024 * 1024


def ask(places: Places, command: str, seconds: float = SECONDS) -> str:
    """Asterisk's answer; empty when it is not there."""
    answer = bytearray()
    try:
        with contextlib.closing(connect(places.control_folder / "asterisk.ctl", seconds)) as console:
            console.recv(1024)  # its greeting
            console.sendall(b"cli quit after " + command.encode() + b"\0")
            while len(answer) < ANSWER_MAX and (more := console.recv(65536)):
                answer += more
    except OSError:
        pass
    return answer.decode("utf-8", "replace").replace("\x7f", "").strip("\0")
