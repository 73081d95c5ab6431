"""Waiting lines."""

from collections.abc import Iterator

from tenants.lint.finding import Finding, error, warning
from tenants.lint.look import Look
from tenants.model import Employee, RecordingPolicy, WaitingLine

NO_AGENTS = warning("line-without-agents", "%(name)s has no agents: nobody ever takes a call.")
NO_SKILL = warning("line-without-skill", "No agent of %(name)s has the skill %(skill)s: nobody ever takes a call.")
WAITS_FOR_EVER = error(
    "waits-for-ever",
    "Callers of %(name)s wait for ever: it has no agents, and no longest wait. Add agents, a longest wait or an exit.",
)
EXIT_IS_CALLBACK = error(
    "exit-is-callback", "%(name)s: the digit %(digit)s is an exit and asks for a callback. Choose another one."
)
EXIT_TWICE = error("exit-twice", "%(name)s has two exits with the digit %(digit)s. Only one of them can be reached.")
AGENT_TWICE = error("agent-twice", "%(name)s has %(employee)s twice among its agents. Keep one of the entries.")
NEVER_RECORDED = warning(
    "line-never-recorded", "%(name)s is to be recorded, but its agent %(employee)s must not be: it never is."
)


def waiting_line(look: Look, item: WaitingLine) -> Iterator[Finding]:
    fitting = [agent for agent in item.agents if item.skill is None or item.skill in agent.skills]
    if not item.agents:
        yield NO_AGENTS.found(item, "agents")
    elif not fitting:
        yield NO_SKILL.found(item, "skill", skill=item.skill)
    if not fitting and item.join_without_agents and not item.wait_max and not item.exits and not item.callback_digit:
        yield WAITS_FOR_EVER.found(item, "wait_max")
    yield from _digits(item)
    yield from _agents(look, item)


def _digits(item: WaitingLine) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, choice in enumerate(item.exits):
        if choice.digit == item.callback_digit:
            yield EXIT_IS_CALLBACK.found(item, f"exits.{index}", digit=choice.digit)
        if choice.digit in seen:
            yield EXIT_TWICE.found(item, f"exits.{index}", digit=choice.digit)
        seen.add(choice.digit)


def _agents(look: Look, item: WaitingLine) -> Iterator[Finding]:
    recorded = item.record in {RecordingPolicy.ALWAYS, RecordingPolicy.OUTSIDE}
    seen: set[str] = set()
    for index, agent in enumerate(item.agents):
        person = look.company.get(Employee, agent.employee)
        if person is None:
            continue
        if agent.employee in seen:
            yield AGENT_TWICE.found(item, f"agents.{index}", employee=person.name)
        seen.add(agent.employee)
        if recorded and person.record is RecordingPolicy.DENIED:
            yield NEVER_RECORDED.found(item, "record", employee=person.name)
