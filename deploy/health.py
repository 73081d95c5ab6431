"""Does it answer? Questions with short deadlines, for `up` and `status`."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from deploy.instance import Instance
from deploy.ports import LOOPBACK


def portal(instance: Instance) -> bool:
    """True when the portal gives a page; an error of its own (5xx) counts as no."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{instance.control_url}/", timeout=2):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def asterisk(instance: Instance) -> bool:
    """True when the node's Asterisk greets on its manager port."""
    return _greets(instance.ports.ami)


def peer(instance: Instance) -> bool:
    return _greets(instance.ports.peer_ami)


def call_logic(instance: Instance) -> bool:
    """True when the call logic listens."""
    return _connects(instance.ports.fastagi)


def wait_for(question: Callable[[], bool], seconds: float) -> bool:
    """Ask until the answer is yes; False when it was no for `seconds`."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _connects(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2):
            return True
    except OSError:
        return False


def _greets(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2) as door:
            return door.recv(64).startswith(b"Asterisk Call Manager")
    except OSError:
        return False
