"""The child's end of the socket. Questions that must be answered at once block; the others are awaited."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from itertools import count
from typing import Any, Final

from node_agent.custom.messages import FROM_PARENT, Answered, Asked, Manners, Memo, line_of
from node_agent.custom.operations import Looked, Remember, Remembered, Send, Wish
from tenants.calls.call import CallerGone
from tenants.calls.memory import Topic
from tenants.model.document import Document

READ_BYTES: Final = 256 * 1024


class Refused(Exception):
    """The node does not do what the custom code asked its call for; the text says why."""

    code = "refused"


class Link:
    """`heard` is told of everything that is no answer."""

    def __init__(self, connection: socket.socket, heard: Callable[[Document], None]) -> None:
        self._socket, self._heard = connection, heard
        self._loop = asyncio.get_running_loop()
        self._rest = b""
        self._unsent: list[bytes] = []
        self._later: deque[Document] = deque()
        self._waiting: dict[int, asyncio.Future[Answered]] = {}
        self._numbers = count(1)
        self._kept: dict[tuple[Topic, str], Any] = {}
        """What the node remembers, as far as the parent tells of changes: asking again would hold up other calls."""
        self._loop.add_reader(connection.fileno(), self._readable)

    def send(self, message: Document) -> None:
        """Raises ValueError for what JSON cannot hold, OSError when the parent is gone."""
        self._unsent.append(line_of(message))
        self._flush()

    def tell(self, call: int, wish: Wish) -> None:
        """Without an answer: it goes with the next message, but what must outlive the call goes at once."""
        line = line_of(Asked(call=call, ask=next(self._numbers), wish=wish))
        if not self._unsent:
            self._loop.call_soon(self._flush)
        self._unsent.append(line)
        if isinstance(wish, Send):
            self._flush()

    def ask_now(self, call: int, wish: Wish) -> Any:
        """Block until the parent has answered, which is soon: it only looks things up. Raises CallerGone, Refused."""
        return self._answer_to(call, wish).result

    def _answer_to(self, call: int, wish: Wish) -> Answered:
        number = next(self._numbers)
        self.send(Asked(call=call, ask=number, wish=wish))
        found: Answered | None = None
        while found is None:
            for message in self._received():
                if isinstance(message, Answered) and message.ask == number:
                    found = message
                else:
                    self._take(message)
        self._loop.call_soon(self._work_off)
        return _checked(found)

    def remembered(self, call: int, topic: Topic, object_id: str) -> Any:
        """Raises CallerGone, Refused."""
        key = (topic, object_id)
        if key not in self._kept:
            answer = self._answer_to(call, Remembered(topic=topic, object_id=object_id))
            if not answer.keep:
                return answer.result
            self._kept[key] = answer.result
        else:
            self.tell(call, Looked(what="memory", topic=topic, about=object_id))
        # A copy: what call logic does with it must not change what is kept.
        return deepcopy(self._kept[key])

    def remember(self, call: int, topic: Topic, object_id: str, value: Any) -> None:
        """What is kept is asked for anew next time: only the parent knows whose change came last."""
        self.tell(call, Remember(topic=topic, object_id=object_id, value=value))
        self._kept.pop((topic, object_id), None)

    async def ask(self, call: int, wish: Wish, manners: Manners | None) -> Answered:
        """Raises CallerGone, Refused."""
        number = next(self._numbers)
        answer = self._waiting[number] = self._loop.create_future()
        try:
            self.send(Asked(call=call, ask=number, wish=wish, manners=manners))
            return _checked(await answer)
        finally:
            del self._waiting[number]

    def _flush(self) -> None:
        if self._unsent:
            data = b"".join(self._unsent)
            self._unsent.clear()
            self._socket.sendall(data)

    def _readable(self) -> None:
        for message in self._received():
            self._take(message)
        self._work_off()

    def _take(self, message: Document) -> None:
        """At once what is kept, so that it is never older than the answers that came after it."""
        if isinstance(message, Memo):
            if (key := (message.topic, message.object_id)) in self._kept:
                self._kept[key] = message.value
        else:
            self._later.append(message)

    def _work_off(self) -> None:
        while self._later:
            message = self._later.popleft()
            if not isinstance(message, Answered):
                self._heard(message)
            elif (answer := self._waiting.get(message.ask)) is not None and not answer.done():
                answer.set_result(message)

    def _received(self) -> list[Document]:
        """What one read brings; ends the process when the parent is gone."""
        data = self._socket.recv(READ_BYTES)
        if not data:
            raise SystemExit
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [FROM_PARENT.validate_json(line) for line in lines]


def _checked(answer: Answered) -> Answered:
    """Raises CallerGone, Refused."""
    if answer.gone:
        raise CallerGone
    if answer.problem:
        raise Refused(answer.problem)
    return answer
