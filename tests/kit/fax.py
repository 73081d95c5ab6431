"""A white page as fax machines send it (TIFF, ITU-T T.4 one-dimensional coding), and a machine that sends it."""

import json
import socket
import struct
from pathlib import Path

from node_agent.asterisk.config.inputs import Places

WIDTH, LINES = 1728, 200
# T.4 table 2 and 3: white run of 1728, white run of 0; a line begins with EOL.
LINE = "000000000001" + "010011011" + "00110101"


def white_page(path: Path) -> Path:
    bits = LINE * LINES + "000000000001" * 6
    data = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    short, long, rational = 3, 4, 5
    tags = [
        (254, long, 1, 2),
        (256, long, 1, WIDTH),
        (257, long, 1, LINES),
        (258, short, 1, 1),
        (259, short, 1, 3),
        (262, short, 1, 0),
        (266, short, 1, 1),
        (273, long, 1, 0),
        (277, short, 1, 1),
        (278, long, 1, LINES),
        (279, long, 1, len(data)),
        (282, rational, 1, 0),
        (283, rational, 1, 0),
        (292, long, 1, 0),
        (296, short, 1, 2),
    ]
    after = 8 + 2 + 12 * len(tags) + 4
    places = {282: after, 283: after + 8, 273: after + 16}
    entries = b"".join(
        struct.pack("<HHI", tag, kind, count) + _value(kind, places.get(tag, value)) for tag, kind, count, value in tags
    )
    resolutions = struct.pack("<IIII", 204, 1, 98, 1)
    head = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(tags))
    path.write_bytes(head + entries + struct.pack("<I", 0) + resolutions + data)
    return path


def _value(kind: int, value: int) -> bytes:
    return struct.pack("<HH", value, 0) if kind == 3 else struct.pack("<I", value)


def send_fax(state: Path, manager_port: int, line: str, number: str) -> None:
    """Have the node in the folder `state` call `number` over its own `line` and send a page; returns at once."""
    white_page(state / "recordings" / "page.tif")
    secrets = json.loads(Places(state).ami_secrets.read_text())
    actions = [
        {"Action": "Login", "Username": "calls", "Secret": secrets["calls"]},
        {
            "Action": "Originate",
            "Channel": f"PJSIP/{number}@line-{line}",
            "Application": "SendFAX",
            "Data": "/media/recordings/page.tif",
            "Async": "true",
        },
        {"Action": "Logoff"},
    ]
    with socket.create_connection(("127.0.0.1", manager_port), 5) as manager:
        for action in actions:
            manager.sendall("".join(f"{name}: {value}\r\n" for name, value in action.items()).encode() + b"\r\n")
        while manager.recv(4096):
            pass
