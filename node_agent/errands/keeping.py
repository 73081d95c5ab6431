"""Errands that need no call: files and news for the control plane, labels, agents' duty. All of it blocks: threads."""

import logging
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from node_agent.asterisk.realtime.duty import Duty, put_duty
from node_agent.files import outgoing
from node_agent.spool.decisions import DecisionLog
from tenants.calls.errand import AgentState, Errand, FaxReceived, GreetingRecorded, Label, MessageGone, MessageLeft
from tenants.model import Company
from wire.facts import Decision, Fact, FactKind
from wire.files import FileKind

log = logging.getLogger(__name__)
LABEL = "label"


class Keeper:
    """`work_of` says what to do for an errand, to be called in a thread."""

    def __init__(self, recordings: Path, realtime: Path, decisions: DecisionLog, node: str) -> None:
        self._recordings, self._realtime = recordings, realtime
        self._decisions, self._node = decisions, node
        self._labels = count(1)

    def work_of(self, company: Company, call: str, errand: Errand) -> Callable[[], None] | None:
        """None for errands that are calls."""
        keep = partial(outgoing.keep, self._recordings, at=datetime.now(UTC), call=call)
        match errand:
            case MessageLeft(mailbox, message, file, seconds, number, name):
                about = {"object_kind": "mailbox", "object_id": mailbox, "message": message}
                return partial(
                    _safely,
                    partial(keep, file, kind=FileKind.MESSAGE, seconds=seconds, number=number, name=name, **about),
                )
            case MessageGone(mailbox, message, heard):
                tell = partial(outgoing.tell, self._recordings, company=company.id, mailbox=mailbox)
                return partial(_safely, partial(tell, message=message, heard=heard))
            case GreetingRecorded(kind, object_id, file, seconds):
                about = {"object_kind": kind, "object_id": object_id}
                return partial(_safely, partial(keep, file, kind=FileKind.GREETING, seconds=seconds, **about))
            case FaxReceived(fax, file, number):
                about = {"object_kind": "fax", "object_id": fax}
                return partial(_safely, partial(keep, file, kind=FileKind.FAX, seconds=0.0, number=number, **about))
            case AgentState(employee, lines, paused):
                duty = Duty(company.id, employee, lines, paused)
                return partial(_safely, partial(put_duty, self._realtime, [duty]))
            case Label(text):
                return partial(self._label, company, call, text)
            case _:
                return None

    def _label(self, company: Company, call: str, text: str) -> None:
        self._decisions.append(
            Fact(
                id=f"{self._node}/l/{time.time_ns() // 1000}.{next(self._labels)}",
                call=call,
                company=company.id,
                kind=FactKind.DECISION,
                at=datetime.now(UTC),
                decision=Decision(object_kind="", rule=LABEL, version=company.version, text=text),
            )
        )


def _safely(work: Callable[[], object]) -> None:
    """The outermost loop of one errand: what it could not do is told, not raised."""
    try:
        work()
    except (OSError, sqlite3.Error, ValidationError) as problem:
        log.error("ALERT an errand could not be done: %s: %s", type(problem).__name__, problem)
