"""Codes for agents of waiting lines: log in and out, pause and come back."""

from typing import Any

from tenants.calls.call import Call
from tenants.calls.codes.asking import refuse, tell
from tenants.calls.decision import Decision, Rule
from tenants.calls.errand import AgentState
from tenants.calls.memory import Topic
from tenants.calls.outcome import Outcome, Reason
from tenants.calls.sentences import Sentence
from tenants.model import Employee, WaitingLine

PAUSED = "paused"
"""Remembered as the reason of an agent who gives none."""


async def log_in_or_out(call: Call, employee: Employee, argument: str) -> Outcome:
    """Of all one's waiting lines, or of the one with this number; whoever is logged in there anywhere logs out."""
    own = [line for line in lines_of(call, employee, always=False) if not argument or line.number == argument]
    if not own:
        return await refuse(call, _nothing_of(employee, argument), Reason.NO_AGENTS, Sentence.NOT_AN_AGENT)
    state = _state(call, employee)
    wanted = {line.id for line in own}
    leaving = bool(wanted & set(state["lines"]))
    lines = sorted(set(state["lines"]) - wanted if leaving else set(state["lines"]) | wanted)
    _remember(call, employee, lines, None if leaving and not lines else state["paused"])
    names = ", ".join(line.name for line in own)
    _note(call, employee, f"logged {'out of' if leaving else 'in to'} {names}")
    return await tell(call, Sentence.LOGGED_OUT if leaving else Sentence.LOGGED_IN)


async def pause_or_come_back(call: Call, employee: Employee, argument: str) -> Outcome:
    """Pause in all lines with the reason of a digit, where the lines have reasons; the same code ends the pause."""
    own = lines_of(call, employee, always=True)
    if not own:
        return await refuse(call, _nothing_of(employee), Reason.NO_AGENTS, Sentence.NOT_AN_AGENT)
    state = _state(call, employee)
    if state["paused"] is not None:
        _remember(call, employee, state["lines"], None)
        _note(call, employee, "takes calls again")
        return await tell(call, Sentence.RESUMED)
    reason = await _reason(call, own, argument)
    if reason is None:
        return await refuse(call, f"no reason for a pause: {argument}", Reason.NOT_FOUND, Sentence.WRONG_CHOICE)
    _remember(call, employee, state["lines"], reason)
    _note(call, employee, f"pauses ({reason})")
    return await tell(call, Sentence.PAUSED)


def lines_of(call: Call, employee: Employee, *, always: bool) -> list[WaitingLine]:
    """The waiting lines whose agent this person is, by name; `always`: also those without logging in."""
    return sorted(
        (
            line
            for line in call.company.all_of(WaitingLine)
            if any(agent.employee == employee.id and (always or not agent.always) for agent in line.agents)
        ),
        key=lambda line: line.name,
    )


async def _reason(call: Call, lines: list[WaitingLine], argument: str) -> str | None:
    """The reason for the digit that was dialled or is pressed now; None: there is none for it."""
    reasons = next((line.pause_reasons for line in lines if line.pause_reasons), ())
    if not reasons:
        return PAUSED
    digit = argument or await call.ask(Sentence.CHOOSE_REASON)
    place = int(digit) if digit.isascii() and digit.isdigit() else 0
    return reasons[place - 1] if 1 <= place <= len(reasons) else None


def _state(call: Call, employee: Employee) -> dict[str, Any]:
    kept = call.memory.get(Topic.AGENT, employee.id)
    return {"lines": [], "paused": None} | (kept if isinstance(kept, dict) else {})


def _remember(call: Call, employee: Employee, lines: list[str], paused: str | None) -> None:
    call.memory.put(Topic.AGENT, employee.id, {"lines": lines, "paused": paused})
    call.send(AgentState(employee.id, tuple(lines), paused))


def _note(call: Call, employee: Employee, what: str) -> None:
    call.decide(Decision(Rule.SWITCHED, "employee", employee.id, text=f"{employee.name}: {what}"))


def _nothing_of(employee: Employee, number: str = "") -> str:
    return f"{employee.name} is no agent who logs in to {number or 'a waiting line'}"
