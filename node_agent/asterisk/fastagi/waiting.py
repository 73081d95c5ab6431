"""Commands of waiting lines and message lamps."""

import re
from typing import Final

from node_agent.asterisk.fastagi.commands import BadCommand, Command, ask_for, assign, execute

_QUEUE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_LAMP = re.compile(r"[a-z0-9][a-z0-9-]{0,99}@[a-z]{1,20}")


def wait_in_queue(queue: str, *, seconds: int, position: int) -> Command:
    """Wait for an agent and talk; `seconds` and `position` 0: as long as it takes, at the end. `set_up` comes first.

    `c`: our call logic goes on when the agent has hung up. `t`: the agent may transfer.
    """
    if not _QUEUE.fullmatch(queue):
        raise BadCommand(f"{queue!r} is no waiting line")
    return execute("Queue", f"{queue},ct,,,{int(seconds) or ''},,,,{int(position) or ''}", None)


def set_up(priority: int) -> Command:
    """Before each wait: what an earlier one left behind would be read as this one's result."""
    return assign({"QUEUE_PRIO": str(int(priority)), "QUEUESTATUS": "", "MEMBERINTERFACE": ""})


HOW_IT_ENDED: Final = ask_for("${QUEUESTATUS}|${QUEUEPOSITION}|${MEMBERINTERFACE}|${CONTEXT}|${EXTEN}")
"""Five words; the last two are where a digit has led the channel."""

WHERE_WE_ARE: Final = ask_for("${CONTEXT}|${EXTEN}|${PRIORITY}")


def message_lamp(lamp: str, *, new: int, old: int) -> Command:
    """Tell all phones that watch `lamp` how many messages wait."""
    if not _LAMP.fullmatch(lamp):
        raise BadCommand(f"{lamp!r} is no message lamp")
    return execute("MinivmMWI", f"{lamp},0,{int(new)},{int(old)}")
