"""Which agents are on duty, as waiting lines read it: written by the calls process, see `schema.DUTY`."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from node_agent.asterisk.realtime.rows.waiting_lines import agent_name, queue_name
from node_agent.asterisk.realtime.schema import DUTY


@dataclass(frozen=True)
class Duty:
    """One agent's: the waiting lines they have logged in to, and why they pause (None: they do not)."""

    company: str
    employee: str
    lines: tuple[str, ...]
    paused: str | None


def put_duty(path: Path, duties: Iterable[Duty]) -> None:
    """In force at the next try to ring somebody. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, timeout=5.0)) as database, database:
        for statement in DUTY[:2]:
            database.execute(statement)
        for duty in duties:
            agent = agent_name(duty.company, duty.employee)
            database.execute("DELETE FROM logged_in WHERE agent = ?", (agent,))
            database.execute("DELETE FROM paused WHERE agent = ?", (agent,))
            places = [(agent, queue_name(duty.company, line)) for line in duty.lines]
            database.executemany("INSERT OR IGNORE INTO logged_in VALUES (?, ?)", places)
            if duty.paused is not None:
                database.execute("INSERT INTO paused VALUES (?, ?)", (agent, duty.paused))


def duty_of(company: str, employee: str, remembered: object) -> Duty:
    """From what is remembered of an agent (tenants.calls.memory.Topic.AGENT); nothing: not on duty."""
    state = remembered if isinstance(remembered, dict) else {}
    return Duty(company, employee, tuple(state.get("lines") or ()), state.get("paused"))
