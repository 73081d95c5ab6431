"""What Asterisk answers: one line, several for a usage, and HANGUP whenever it likes. Pure."""

from dataclasses import dataclass
from typing import Final

LINE_MAX: Final = 64 * 1024
USAGE_LINES_MAX: Final = 200


class BadReply(ValueError):
    """This is no AGI reply; the connection is closed, since nobody knows which answer belongs to which command."""

    code = "bad-reply"


@dataclass(frozen=True, slots=True)
class Reply:
    """`code` 200: done; 510, 520: a command Asterisk does not know; 511: not on a channel that has hung up."""

    code: int
    result: str
    data: str
    """What stands in round brackets after the result."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller's leg is gone. Comes between replies and answers nothing."""


HUNG_UP: Final = HungUp()


class ReplyReader:
    """Bytes in, replies out; knows nothing of commands, so that HANGUP in between never shifts an answer."""

    __slots__ = ("_buffer", "_usage_lines")

    def __init__(self) -> None:
        self._buffer = b""
        self._usage_lines = 0

    def feed(self, data: bytes) -> list[Reply | HungUp]:
        """The replies that are complete now. Raises BadReply."""
        lines = (self._buffer + data).split(b"\n") if self._buffer else data.split(b"\n")
        self._buffer = lines.pop()
        if len(self._buffer) > LINE_MAX or any(len(line) > LINE_MAX for line in lines):
            raise BadReply(f"a line of more than {LINE_MAX} bytes")
        found = (self._line(line) for line in lines)
        return [reply for reply in found if reply is not None]

    def _line(self, line: bytes) -> Reply | HungUp | None:
        if self._usage_lines:
            return self._usage(line)
        if line == b"HANGUP":
            return HUNG_UP
        if not line[:3].isdigit() or line[3:4] not in (b" ", b"-"):
            raise BadReply("a line that is neither a reply nor HANGUP")
        if line[3:4] == b"-":
            self._usage_lines = 1
            return None
        code = int(line[:3])
        # 1xx only says that a command has begun.
        return _reply(code, line[4:].decode("utf-8", "replace")) if code >= 200 else None

    def _usage(self, line: bytes) -> Reply | None:
        self._usage_lines += 1
        if line.startswith(b"520 "):
            self._usage_lines = 0
            return Reply(520, "", "")
        if self._usage_lines > USAGE_LINES_MAX:
            raise BadReply(f"a usage of more than {USAGE_LINES_MAX} lines")
        return None


def _reply(code: int, text: str) -> Reply:
    if not text.startswith("result="):
        return Reply(code, "", "")
    result, _, rest = text[7:].partition(" ")
    opening, closing = rest.find("("), rest.rfind(")")
    return Reply(code, result, rest[opening + 1 : closing] if 0 <= opening < closing else "")
