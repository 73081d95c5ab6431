"""Rows of waiting lines: app_queue reads them whenever somebody joins, and for whoever is first at every try.

Every agent of the document is a member at all times. Who has not logged in is paused: then the order of agents and
what Asterisk counts about them stay. Who is logged in is not in the document, see `agents` in schema.py.
"""

import hashlib
from types import MappingProxyType
from typing import Final

from node_agent.asterisk.realtime.rows.row import Row, Rows, hint_context, music_class, sound_path
from tenants.model import Agent, Company, Employee, LineStrategy, Sound, WaitingLine

STRATEGIES = MappingProxyType(
    {
        LineStrategy.RING_ALL: "ringall",
        LineStrategy.LONGEST_IDLE: "leastrecent",
        LineStrategy.FEWEST_CALLS: "fewestcalls",
        LineStrategy.RANDOM: "random",
        LineStrategy.ROUND_ROBIN: "rrmemory",
        LineStrategy.IN_ORDER: "linear",
    }
)
NOBODY: Final = "paused,unavailable,invalid"
"""Agents of whom all are so count as none."""
EXITS: Final = "waiting-line-exits"
"""The context with an entry for each digit; which of them count is the call's, see node_agent.calls.waiting."""
AGENTS: Final = "agents"
"""The context that rings an agent, whatever phones they have."""


def queue_name(company_id: str, line_id: str) -> str:
    return f"{company_id}-{line_id}"


def agent_name(company_id: str, employee_id: str) -> str:
    """How waiting lines know an agent, whatever phones they have."""
    return f"{company_id}:{employee_id}"


def waiting_line_rows(company: Company, line: WaitingLine) -> Rows:
    """The line itself and its agents."""
    name = queue_name(company.id, line.id)
    return {("queues", name): _queue(company, line, name), **_agents(company, line, name)}


def _queue(company: Company, line: WaitingLine, name: str) -> Row:
    music = line.music or company.profile.music
    row = {
        "name": name,
        "strategy": STRATEGIES[line.strategy],
        "timeout": str(line.ring_seconds),
        "retry": "1",
        "wrapuptime": str(line.wrap_up_seconds),
        "weight": str(line.priority),
        "maxlen": str(line.length_max),
        "servicelevel": str(line.service_level_seconds),
        "ringinuse": "no",
        "autofill": "yes",
        "setinterfacevar": "yes",
        "reportholdtime": "no",
        "joinempty": "yes" if line.join_without_agents else NOBODY,
        "leavewhenempty": "no" if line.join_without_agents else NOBODY,
        "announce_position": _yes(line.announce_position),
        "announce_holdtime": _yes(line.announce_wait),
        "announce_frequency": str(line.announce_every if line.announce_position or line.announce_wait else 0),
        # The first in line waits longest; Asterisk leaves them without a word unless told otherwise.
        "announce_to_first_user": "yes",
    }
    if music:
        row["musicclass"] = music_class(company.id, music)
    if sound := company.get(Sound, line.periodic):
        row["periodic_announce"] = sound_path(sound.file)
        row["periodic_announce_frequency"] = str(line.periodic_every)
    if line.exits or line.callback_digit:
        row["context"] = EXITS
    return row


def _agents(company: Company, line: WaitingLine, name: str) -> Rows:
    rows: Rows = {}
    for position, agent in enumerate(line.agents):
        employee = company.employees.get(agent.employee)
        if employee is None or (line.skill is not None and line.skill not in agent.skills):
            continue
        in_order = position if line.strategy is LineStrategy.IN_ORDER else None
        rows["agents", f"{name}:{employee.id}"] = _agent(company, agent, employee, name, in_order)
    return rows


def _agent(company: Company, agent: Agent, employee: Employee, name: str, position: int | None) -> Row:
    # The driver sorts members by this text.
    order = 0 if position is None else position
    interface = f"Local/{order:03}_{company.id}_{employee.number}@{AGENTS}"
    return {
        "queue_name": name,
        "interface": interface,
        "membername": agent_name(company.id, employee.id),
        "state_interface": f"hint:{employee.number}@{hint_context(company.id)}",
        "penalty": str(agent.penalty),
        # Asterisk knows a member again by this, in 80 bytes, and never changes its interface.
        "uniqueid": hashlib.sha256(f"{name} {interface}".encode()).hexdigest()[:32],
        "agent": agent_name(company.id, employee.id),
        "always": "1" if agent.always else "0",
    }


def _yes(wanted: bool) -> str:
    return "yes" if wanted else "no"
