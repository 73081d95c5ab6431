"""`python -m node_agent.custom.child.zygote`: imports what call logic needs once, then forks a process per company.

It takes orders over the socket that is its standard input, and never runs custom code itself. Each answer comes with
a handle of the new process (pidfd_open(2)), by which the parent watches and ends it whatever its number is.
"""

import asyncio
import faulthandler
import json
import os
import signal
import socket
import sys
from typing import Final, NoReturn

from node_agent.custom.child import walls
from node_agent.custom.child.company import serve

ORDER_BYTES: Final = 64 * 1024


def main() -> None:
    """Until the parent closes the socket."""
    orders = socket.socket(fileno=0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the processes in between
    # What an asyncio loop imports when it is first made.
    asyncio.new_event_loop().close()
    orders.send(b"{}")
    while True:
        text, descriptors, _, _ = socket.recv_fds(orders, ORDER_BYTES, 2)
        if not text:
            return
        order = json.loads(text)
        if os.fork() == 0:
            _in_between(orders, order, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _in_between(orders: socket.socket, order: dict[str, str | None], descriptors: list[int]) -> NoReturn:
    """Raise the walls and fork once more: only a child is within the walls between processes."""
    answer: dict[str, str | None] = {"order": order["order"]}
    try:
        walls.between_companies()
        # It may begin only when it is known to the parent.
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(writing)
            os.read(reading, 1)
            os.close(reading)
            orders.close()
            _company(order, descriptors)
        socket.send_fds(orders, [json.dumps(answer).encode()], [os.pidfd_open(child)])
    except OSError as problem:
        orders.send(json.dumps(answer | {"problem": str(problem)}).encode())
    os._exit(0)


def _company(order: dict[str, str | None], descriptors: list[int]) -> NoReturn:
    """The rest of a company's process. What it prints goes nowhere; how it dies goes to the second descriptor."""
    status = 1
    try:
        connection = socket.socket(fileno=descriptors[0])
        last_words = descriptors[1]
        nowhere = os.open("/dev/null", os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        faulthandler.enable(last_words)
        faulthandler.register(signal.SIGUSR1, last_words, all_threads=True)
        name = order["name"] or ""
        folder = walls.show_only(order["bundle"], name)
        loop = asyncio.new_event_loop()
        walls.close_in()
        loop.run_until_complete(serve(connection, name, order["bundle"], folder))
        status = 0
    except BaseException as problem:  # noqa: BLE001  # the outermost of this process
        os.write(descriptors[1], f"{type(problem).__name__}: {problem}\n".encode())
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
